package org.twinloop.network.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A second way worth offering beside the best one, by plateaus (Cambridge Vehicle Information Technology; limits after
 * Abraham, Delling, Goldberg and Werneck 2013). A plateau is a stretch that is best to come along from the start and
 * best to go along to the end. The way over a long plateau is reasonable at every turn, so it is kept when it is not
 * much longer than the best way and differs enough from it.
 */
public final class SecondWay {

    /** A second way may cost this much more, as a share of the best. */
    private static final double EXCESS_MAX = 0.25;
    /** This share of the best way's weight may lie on arcs of both. */
    private static final double SHARED_MAX = 0.8;
    /** A plateau is at least this share of the best way's weight. */
    private static final double PLATEAU_MIN = 0.25;
    /** So many plateaus are looked at, the most promising first. */
    private static final int TRIED_MAX = 10;

    private static final int NONE = -1;

    private final WeightedHierarchy weighted;
    private final Graph graph;
    private final Sweep sweep;
    private final PathSearch search;

    /**
     * From a node, along arcs or none, to another.
     *
     * @param weight of the arcs
     * @param span weight of the arcs and of the ones by which the best ways come to it and leave it: whoever is on
     *     those is on the way already
     * @param wayWeight of the best way over it
     */
    private record Plateau(int start, int end, int[] arcs, int weight, int span, int wayWeight) {
        int promise() {
            return 2 * span - wayWeight;
        }
    }

    public SecondWay(WeightedHierarchy weighted) {
        this.weighted = weighted;
        graph = weighted.hierarchy().graph();
        sweep = new Sweep(weighted);
        search = new PathSearch(weighted);
    }

    /** A way other than the best one between the same terminals, where there is a sensible one. */
    public Optional<Way> beside(Way best, Terminals from, Terminals to) {
        int[] there = sweep.from(from);
        int[] onwards = sweep.to(to);
        int most = (int) Math.min(Metric.CLOSED - 1, best.weight() * (1 + EXCESS_MAX));
        return plateaus(there, onwards, best, most).stream()
                .sorted(Comparator.comparingInt(Plateau::promise).reversed())
                .limit(TRIED_MAX)
                .map(plateau -> over(plateau, from, to))
                .flatMap(Optional::stream)
                .filter(way -> differs(way, best))
                .findFirst();
    }

    private List<Plateau> plateaus(int[] there, int[] onwards, Way best, int most) {
        int[] next = new int[graph.nodes()];
        boolean[] followed = new boolean[graph.nodes()];
        Arrays.fill(next, NONE);
        for (int arc = 0; arc < graph.arcs(); arc++) {
            int tail = graph.tail(arc);
            int head = graph.head(arc);
            if (there[tail] + onwards[tail] <= most
                    && tail != head
                    && isBest(there[tail], arc, there[head])
                    && isBest(onwards[head], arc, onwards[tail])
                    && next[tail] == NONE
                    && !followed[head]) {
                next[tail] = arc;
                followed[head] = true;
            }
        }
        int least = (int) Math.ceil(PLATEAU_MIN * best.weight());
        List<Plateau> found = new ArrayList<>();
        for (int node = 0; node < next.length; node++) {
            if (!followed[node] && there[node] + onwards[node] <= most) {
                plateau(node, next, there, onwards, least).ifPresent(found::add);
            }
        }
        return found;
    }

    private boolean isBest(int before, int arc, int after) {
        return before + weighted.metric().weight(arc) == after;
    }

    /** The plateau that begins at a node, if it is long enough. */
    private Optional<Plateau> plateau(int start, int[] next, int[] there, int[] onwards, int least) {
        int end = start;
        int length = 0;
        int weight = 0;
        for (int arc = next[start]; arc != NONE; arc = next[end]) {
            weight += weighted.metric().weight(arc);
            end = graph.head(arc);
            length++;
        }
        int span = weight + entering(start, there) + leaving(end, onwards);
        if (span < least) {
            return Optional.empty();
        }
        int[] arcs = new int[length];
        for (int i = 0, node = start; i < length; i++) {
            arcs[i] = next[node];
            node = graph.head(arcs[i]);
        }
        return Optional.of(new Plateau(start, end, arcs, weight, span, there[start] + onwards[start]));
    }

    private int entering(int node, int[] there) {
        int most = 0;
        for (int i = 0; i < graph.inDegree(node); i++) {
            int arc = graph.inArc(node, i);
            if (isBest(there[graph.tail(arc)], arc, there[node])) {
                most = Math.max(most, weighted.metric().weight(arc));
            }
        }
        return most;
    }

    private int leaving(int node, int[] onwards) {
        int most = 0;
        for (int i = 0; i < graph.outDegree(node); i++) {
            int arc = graph.outArc(node, i);
            if (isBest(onwards[graph.head(arc)], arc, onwards[node])) {
                most = Math.max(most, weighted.metric().weight(arc));
            }
        }
        return most;
    }

    private Optional<Way> over(Plateau plateau, Terminals from, Terminals to) {
        return search.find(from, Terminals.at(plateau.start))
                .flatMap(there ->
                        search.find(Terminals.at(plateau.end), to).map(onwards -> joined(there, plateau, onwards)));
    }

    private static Way joined(Way there, Plateau plateau, Way onwards) {
        int[] arcs = Arrays.copyOf(there.arcs(), there.arcs().length + plateau.arcs.length + onwards.arcs().length);
        System.arraycopy(plateau.arcs, 0, arcs, there.arcs().length, plateau.arcs.length);
        System.arraycopy(onwards.arcs(), 0, arcs, arcs.length - onwards.arcs().length, onwards.arcs().length);
        return new Way(there.from(), onwards.to(), there.weight() + plateau.weight + onwards.weight(), arcs);
    }

    /** Whether a way passes no node twice and has not too much in common with the best. */
    private boolean differs(Way way, Way best) {
        Set<Integer> inBest = new HashSet<>();
        for (int arc : best.arcs()) {
            inBest.add(arc);
        }
        Set<Integer> passed = new HashSet<>(Set.of(way.from()));
        long shared = 0;
        for (int arc : way.arcs()) {
            if (!passed.add(graph.head(arc))) {
                return false;
            }
            shared += inBest.contains(arc) ? weighted.metric().weight(arc) : 0;
        }
        return shared <= SHARED_MAX * best.weight();
    }
}
