package org.twinloop.network.search.turn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.twinloop.network.search.Graph;

/** Turn restrictions: sequences of arcs that may not be driven one after the other. Immutable. */
public final class TurnRules {

    private final List<List<Integer>> forbidden;

    private TurnRules(List<List<Integer>> forbidden) {
        this.forbidden = forbidden;
    }

    public static TurnRules none() {
        return new TurnRules(List.of());
    }

    public static Builder of(Graph roads) {
        return new Builder(roads);
    }

    /** Each at least two arcs long. */
    List<List<Integer>> forbidden() {
        return forbidden;
    }

    /** Collects restrictions as maps have them: from an arc, over none or several others, into a last one. */
    public static final class Builder {

        private final Graph roads;
        private final List<List<Integer>> forbidden = new ArrayList<>();

        private Builder(Graph roads) {
            this.roads = roads;
        }

        /**
         * Nobody who has come through all but the last of these arcs may go on into the last ({@code no_*}).
         *
         * @throws IllegalArgumentException when these are fewer than two arcs, or one does not begin where another ends
         */
        public Builder forbid(int... arcs) {
            forbidden.add(sequence(arcs));
            return this;
        }

        /**
         * Whoever has come through all but the last of these arcs must go on into the last ({@code only_*}).
         *
         * @throws IllegalArgumentException when these are fewer than two arcs, or one does not begin where another ends
         */
        public Builder only(int... arcs) {
            List<Integer> allowed = sequence(arcs);
            List<Integer> before = allowed.subList(0, allowed.size() - 1);
            int junction = roads.tail(arcs[arcs.length - 1]);
            for (int i = 0; i < roads.outDegree(junction); i++) {
                int other = roads.outArc(junction, i);
                if (other != arcs[arcs.length - 1]) {
                    List<Integer> excluded = new ArrayList<>(before);
                    excluded.add(other);
                    forbidden.add(Collections.unmodifiableList(excluded));
                }
            }
            return this;
        }

        public TurnRules build() {
            return new TurnRules(List.copyOf(forbidden));
        }

        private List<Integer> sequence(int[] arcs) {
            if (arcs.length < 2) {
                throw new IllegalArgumentException("a turn takes two arcs or more, not " + arcs.length);
            }
            List<Integer> sequence = new ArrayList<>(arcs.length);
            for (int i = 0; i < arcs.length; i++) {
                if (i > 0 && roads.tail(arcs[i]) != roads.head(arcs[i - 1])) {
                    throw new IllegalArgumentException(
                            "arc %d does not begin where arc %d ends".formatted(arcs[i], arcs[i - 1]));
                }
                sequence.add(arcs[i]);
            }
            return Collections.unmodifiableList(sequence);
        }
    }
}
