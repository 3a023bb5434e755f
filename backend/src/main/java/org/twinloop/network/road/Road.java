package org.twinloop.network.road;

import java.util.Map;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Travel;

/**
 * A road between two junctions, as it is read.
 *
 * @param id number in its network; roads are read in ascending order
 * @param from junction at its first point
 * @param to junction at its last point
 * @param roadClass word of OpenStreetMap
 * @param expressway nobody gets on or off: a motorway, an elevated road, a tunnel
 * @param lengthM metres along the road
 * @param speedKmh of cars from the first junction to the second
 * @param speedBackwardKmh of cars the other way
 * @param travel who may use it, in each mode
 * @param main the modes in whose main part it lies
 * @param degrees longitude and latitude by turns, two points or more
 */
public record Road(
        int id,
        int from,
        int to,
        String nameZh,
        String nameEn,
        String roadClass,
        boolean expressway,
        double lengthM,
        int speedKmh,
        int speedBackwardKmh,
        Map<Mode, Travel> travel,
        Map<Mode, Boolean> main,
        double[] degrees) {}
