package org.twinloop.network.search;

/** A hierarchy with the weights of one metric: ready to be searched, by any number of threads at once. Immutable. */
public final class WeightedHierarchy {

    final Hierarchy hierarchy;
    final WeightedArcs forward;
    final WeightedArcs backward;
    final Legs legs;
    private final Metric metric;

    WeightedHierarchy(Hierarchy hierarchy, Metric metric, WeightedArcs forward, WeightedArcs backward, Legs legs) {
        this.hierarchy = hierarchy;
        this.metric = metric;
        this.forward = forward;
        this.backward = backward;
        this.legs = legs;
    }

    /**
     * The same distances from fewer arcs, for which each arc is compared with all ways around it: a few times the work
     * of a customisation, for searches in half the time.
     */
    public WeightedHierarchy perfect() {
        return isPerfect() ? this : new PerfectCustomisation(this).result();
    }

    public boolean isPerfect() {
        return legs instanceof StoredLegs;
    }

    public Hierarchy hierarchy() {
        return hierarchy;
    }

    public Metric metric() {
        return metric;
    }

    /** Bytes of the arrays this metric needs beside the hierarchy. */
    public long bytes() {
        return forward.bytes() + backward.bytes() + legs.bytes() + 4L * metric.arcs();
    }
}
