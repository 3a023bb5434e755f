package org.twinloop.network.road;

import java.time.Instant;
import org.twinloop.network.search.Hierarchy;
import org.twinloop.network.search.Metric;
import org.twinloop.network.search.WeightedHierarchy;

/** What one mode sees of the roads, under one version of the travel times. Immutable, for any number of threads. */
public final class ModeRoads {

    private final ModeGraph graph;
    private final WeightedHierarchy weighted;
    private final Instant asOf;

    private ModeRoads(ModeGraph graph, WeightedHierarchy weighted, Instant asOf) {
        this.graph = graph;
        this.weighted = weighted;
        this.asOf = asOf;
    }

    /**
     * The roads without traffic.
     *
     * @param hierarchy of the graph
     */
    public static ModeRoads of(ModeGraph graph, Hierarchy hierarchy) {
        return new ModeRoads(graph, hierarchy.customise(graph.turns().metric(graph.freeFlow())), Instant.EPOCH);
    }

    /** How long a road takes. */
    @FunctionalInterface
    public interface Times {
        /**
         * @param edge number of the road
         * @param lengthM its length, metres
         * @param signedKmh its speed without traffic in that direction
         * @return milliseconds, 1 or more, or {@link Metric#CLOSED}
         */
        int millis(int edge, boolean forward, double lengthM, double signedKmh);
    }

    /** The same roads with other travel times, in about the time of two plain searches over all of them. */
    public ModeRoads under(Times times, long version) {
        RoadTable roads = graph.roads();
        int[] millis = new int[graph.arcs()];
        for (int arc = 0; arc < millis.length; arc++) {
            int row = graph.row(arc);
            boolean forward = graph.isForward(arc);
            millis[arc] = times.millis(roads.id(row), forward, roads.lengthM(row), roads.speedKmh(row, forward));
        }
        return under(millis, new MetricStamp(version, asOf));
    }

    /**
     * Likewise.
     *
     * @param millis along each arc, 1 … {@link Metric#CLOSED}
     * @param stamp what answers name
     */
    public ModeRoads under(int[] millis, MetricStamp stamp) {
        Metric metric = graph.turns().metric(Metric.of(millis, stamp.version()));
        return new ModeRoads(graph, weighted.hierarchy().customise(metric), stamp.asOf());
    }

    /** The same for searches in half the time; takes some ten plain searches over all roads. */
    public ModeRoads perfect() {
        return new ModeRoads(graph, weighted.perfect(), asOf);
    }

    public ModeGraph graph() {
        return graph;
    }

    public boolean isEmpty() {
        return graph.arcs() == 0;
    }

    /** Whether a road may be used in a direction at least, under these travel times. */
    public boolean isOpen(int row) {
        Metric millis = weighted.metric().basis();
        int forward = graph.arc(row, true);
        int backward = graph.arc(row, false);
        return forward >= 0 && millis.weight(forward) < Metric.CLOSED
                || backward >= 0 && millis.weight(backward) < Metric.CLOSED;
    }

    /** The version of the travel times. */
    public long version() {
        return weighted.metric().version();
    }

    /** What answers name: the version, and the moment whose traffic it is; the epoch where there is none in it. */
    public MetricStamp stamp() {
        return new MetricStamp(version(), asOf);
    }

    /** A search, for one thread. */
    public RoadSearch search() {
        return new RoadSearch(graph, weighted);
    }

    /** Bytes of the arrays behind all searches, those of the table apart. */
    public long bytes() {
        return weighted.hierarchy().bytes() + weighted.bytes();
    }
}
