package org.twinloop.sim.pile;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.twinloop.sim.road.GeoPoint;

/** The connectors of all piles of the city, found by the bays in front of them. */
public final class Connectors {
    private final List<Connector> all;

    public Connectors(Collection<Pile> piles) {
        this.all = piles.stream().flatMap(pile -> pile.connectors().stream()).toList();
    }

    public List<Connector> all() {
        return all;
    }

    /** The nearest connector whose bay is this close, whatever its state. */
    public Optional<Connector> nearest(GeoPoint at, double withinM) {
        return near(at, withinM).stream().findFirst();
    }

    /** Connectors whose bays are this close, nearest first. */
    public List<Connector> near(GeoPoint at, double withinM) {
        return all.stream()
                .filter(c -> c.bay().distanceM(at) <= withinM)
                .sorted(Comparator.comparingDouble(c -> c.bay().distanceM(at)))
                .toList();
    }
}
