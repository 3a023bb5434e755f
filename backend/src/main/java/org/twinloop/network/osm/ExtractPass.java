package org.twinloop.network.osm;

import java.util.List;
import java.util.Set;

/**
 * Listens to an extract being read once. A pass names the kinds it wants; a reader leaves out the others where that
 * saves work, and tells elements in the order of the file.
 */
public abstract class ExtractPass {

    /** Degrees are told as whole units of 1e-7, as OpenStreetMap keeps them: about 1 cm, exact. */
    public static final double UNITS_PER_DEGREE = 1e7;

    private final Set<ElementKind> wanted;

    protected ExtractPass(ElementKind... wanted) {
        this.wanted = Set.of(wanted);
    }

    final boolean wants(ElementKind kind) {
        return wanted.contains(kind);
    }

    /** A node; position in 1e-7 degrees. */
    protected void node(long id, int lon, int lat, Tags tags) {}

    /** A way with the ids of its nodes in order. */
    protected void way(long id, long[] nodes, Tags tags) {}

    protected void relation(long id, List<Member> members, Tags tags) {}
}
