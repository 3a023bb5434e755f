package org.twinloop.network.search.turn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has to be remembered of the way so far to know which turns are forbidden: as a rule the last arc only. A
 * restriction by way of other arcs adds a state for each of its beginnings longer than one arc (the automaton of Aho
 * and Corasick, 1975, over sequences of arcs). States 0 … arcs − 1 remember just the arc of that number.
 */
final class Histories {

    static final int FORBIDDEN = -1;

    private final Set<List<Integer>> forbidden;
    private final int arcs;
    private final List<List<Integer>> longer = new ArrayList<>();
    private final Map<List<Integer>, Integer> state = new HashMap<>();

    Histories(int arcs, List<List<Integer>> sequences) {
        this.arcs = arcs;
        this.forbidden = new HashSet<>(sequences);
        for (List<Integer> sequence : sequences) {
            for (int length = 2; length < sequence.size(); length++) {
                List<Integer> history = sequence.subList(0, length);
                if (state.putIfAbsent(history, arcs + longer.size()) == null) {
                    longer.add(history);
                }
            }
        }
    }

    int states() {
        return arcs + longer.size();
    }

    /** The arc one is on in this state. */
    int arc(int of) {
        if (of < arcs) {
            return of;
        }
        List<Integer> history = longer.get(of - arcs);
        return history.get(history.size() - 1);
    }

    /** The state after going on into an arc, or {@link #FORBIDDEN}. */
    int next(int from, int arc) {
        if (forbidden.isEmpty()) {
            return arc;
        }
        List<Integer> way = new ArrayList<>(from < arcs ? List.of(from) : longer.get(from - arcs));
        way.add(arc);
        int next = arc;
        for (int begin = way.size() - 2; begin >= 0; begin--) {
            List<Integer> end = way.subList(begin, way.size());
            if (forbidden.contains(end)) {
                return FORBIDDEN;
            }
            next = state.getOrDefault(end, next);
        }
        return next;
    }
}
