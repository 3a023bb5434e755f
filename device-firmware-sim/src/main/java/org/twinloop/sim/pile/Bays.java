package org.twinloop.sim.pile;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.twinloop.sim.road.GeoPoint;

/** The bays in front of all piles of the city. */
public final class Bays {
    private final List<Connector> connectors;

    public Bays(Collection<Pile> piles) {
        this.connectors =
                piles.stream().flatMap(pile -> pile.connectors().stream()).toList();
    }

    public List<Connector> connectors() {
        return connectors;
    }

    /** The nearest connector whose bay is this close, whatever its state. */
    public Optional<Connector> nearest(GeoPoint at, double withinM) {
        return near(at, withinM).stream().findFirst();
    }

    /** Connectors whose bays are this close, nearest first. */
    public List<Connector> near(GeoPoint at, double withinM) {
        return connectors.stream()
                .filter(c -> c.bay().distanceM(at) <= withinM)
                .sorted(Comparator.comparingDouble(c -> c.bay().distanceM(at)))
                .toList();
    }
}
