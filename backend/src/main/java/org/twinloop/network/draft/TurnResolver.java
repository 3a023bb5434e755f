package org.twinloop.network.draft;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.twinloop.network.draft.Turn.Step;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Remark;
import org.twinloop.network.osm.tag.TurnRelation;

/**
 * Finds the roads that turn restrictions speak of. A from way is the road of it that arrives at via, a to way the road
 * that leaves it; where a way passes through, the one that can be driven so. Via ways are followed from end to end.
 */
final class TurnResolver {

    private final Topology topology;
    private final Map<Long, List<Integer>> edgesOfWays;
    private final ImportReport report;
    private final List<Turn> turns = new ArrayList<>();

    TurnResolver(Topology topology, Map<Long, List<Integer>> edgesOfWays, ImportReport report) {
        this.topology = topology;
        this.edgesOfWays = edgesOfWays;
        this.report = report;
    }

    List<Turn> turns() {
        return turns;
    }

    /** Takes a restriction; {@code viaJunction} is that of its via node, or {@link NodeTable#ABSENT}. */
    void resolve(TurnRelation relation, int viaJunction) {
        List<Long> ways = new ArrayList<>(relation.from());
        ways.addAll(relation.viaWays());
        ways.addAll(relation.to());
        if (!edgesOfWays.keySet().containsAll(ways)) {
            report.note(Remark.TURN_MEMBER_MISSING, "r" + relation.id());
            return;
        }
        for (long from : relation.from()) {
            for (long to : relation.to()) {
                resolve(relation, from, viaJunction, to);
            }
        }
    }

    private void resolve(TurnRelation relation, long from, int viaJunction, long to) {
        List<Stretch> vias = relation.viaWays().isEmpty()
                ? List.of(new Stretch(List.of(), viaJunction, viaJunction))
                : chains(relation.viaWays(), 0);
        List<List<Step>> met = new ArrayList<>();
        for (Stretch via : vias) {
            for (Step arriving : touching(from, via.begins, true)) {
                for (Step leaving : touching(to, via.ends, false)) {
                    List<Step> steps = new ArrayList<>();
                    steps.add(arriving);
                    steps.addAll(via.steps);
                    steps.add(leaving);
                    met.add(steps);
                }
            }
        }
        Map<Mode, List<List<Step>>> drivable = new EnumMap<>(Mode.class);
        for (Mode mode : modes(relation)) {
            drivable.put(
                    mode,
                    met.stream()
                            .filter(steps -> steps.stream().allMatch(step -> isOpen(step, mode)))
                            .toList());
        }
        ban(relation, drivable);
        if (drivable.values().stream().anyMatch(ways -> ways.size() > 1)) {
            report.note(Remark.TURN_AMBIGUOUS, "r" + relation.id());
        } else if (drivable.values().stream().allMatch(List::isEmpty)) {
            report.note(met.isEmpty() ? Remark.TURN_NOT_CONNECTED : Remark.TURN_POINTLESS, "r" + relation.id());
        }
    }

    /** A way that cars can take in one direction only may be open to bicycles in both: each mode is read by itself. */
    private void ban(TurnRelation relation, Map<Mode, List<List<Step>>> drivable) {
        Map<List<Step>, Set<Mode>> banned = new LinkedHashMap<>();
        drivable.forEach((mode, ways) -> {
            if (ways.size() == 1) {
                for (List<Step> steps : banned(relation, ways.get(0), mode)) {
                    banned.computeIfAbsent(steps, key -> EnumSet.noneOf(Mode.class))
                            .add(mode);
                }
            }
        });
        banned.forEach((steps, modes) -> turns.add(
                new Turn(relation.id(), relation.word(), modes.contains(Mode.CAR), modes.contains(Mode.BIKE), steps)));
    }

    /** The sequences that a restriction forbids a mode. */
    private List<List<Step>> banned(TurnRelation relation, List<Step> steps, Mode mode) {
        if (!relation.only()) {
            return List.of(steps);
        }
        List<List<Step>> all = new ArrayList<>();
        for (int i = 0; i + 1 < steps.size(); i++) {
            List<Step> behind = steps.subList(0, i + 1);
            Step next = steps.get(i + 1);
            int junction = end(steps.get(i));
            for (Step other : leaving(junction, step -> !step.equals(next) && isOpen(step, mode))) {
                List<Step> banned = new ArrayList<>(behind);
                banned.add(other);
                all.add(banned);
            }
        }
        return all;
    }

    private static List<Mode> modes(TurnRelation relation) {
        List<Mode> modes = new ArrayList<>();
        if (relation.car()) {
            modes.add(Mode.CAR);
        }
        if (relation.bike()) {
            modes.add(Mode.BIKE);
        }
        return modes;
    }

    /** A way through via ways, between two junctions. */
    private record Stretch(List<Step> steps, int begins, int ends) {}

    /** All ways to follow the via ways in order, each from end to end in one direction or the other. */
    private List<Stretch> chains(List<Long> ways, int first) {
        List<Stretch> chains = new ArrayList<>();
        List<Integer> edges = edgesOfWays.get(ways.get(first));
        for (boolean forward : new boolean[] {true, false}) {
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < edges.size(); i++) {
                steps.add(new Step(edges.get(forward ? i : edges.size() - 1 - i), forward));
            }
            if (!isConnected(steps)) {
                continue;
            }
            int begins = begin(steps.get(0));
            int ends = end(steps.get(steps.size() - 1));
            if (first + 1 == ways.size()) {
                chains.add(new Stretch(steps, begins, ends));
                continue;
            }
            for (Stretch rest : chains(ways, first + 1)) {
                if (rest.begins == ends) {
                    List<Step> all = new ArrayList<>(steps);
                    all.addAll(rest.steps);
                    chains.add(new Stretch(all, begins, rest.ends));
                }
            }
        }
        return chains;
    }

    private boolean isConnected(List<Step> steps) {
        for (int i = 1; i < steps.size(); i++) {
            if (end(steps.get(i - 1)) != begin(steps.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The roads of a way that arrive at a junction, or leave it. */
    private List<Step> touching(long way, int junction, boolean arriving) {
        List<Step> steps = new ArrayList<>();
        for (int edge : edgesOfWays.get(way)) {
            for (boolean forward : new boolean[] {true, false}) {
                Step step = new Step(edge, forward);
                if ((arriving ? end(step) : begin(step)) == junction) {
                    steps.add(step);
                }
            }
        }
        return steps;
    }

    private List<Step> leaving(int junction, Predicate<Step> which) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < topology.degree(junction); i++) {
            int edge = topology.edgeAt(junction, i);
            Step step = new Step(edge, topology.from(edge) == junction);
            if (which.test(step)) {
                steps.add(step);
            }
        }
        return steps;
    }

    private boolean isOpen(Step step, Mode mode) {
        return topology.isOpen(step.edge(), mode, step.forward());
    }

    private int begin(Step step) {
        return step.forward() ? topology.from(step.edge()) : topology.to(step.edge());
    }

    private int end(Step step) {
        return step.forward() ? topology.to(step.edge()) : topology.from(step.edge());
    }
}
