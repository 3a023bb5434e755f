package org.twinloop.trip.planning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.planning.option.PlanOption.Label;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.planning.option.RejectedMode;

/**
 * Drops what is worse in every respect, names the best, sorts by time and says how the others compare. An estimate or a
 * mode nobody can book here never pushes a real option out; the best is the best of all that are shown and no guess.
 */
record OptionRanking(List<PlannedOption> kept, List<RejectedMode> dropped) {

    static OptionRanking of(List<PlannedOption> options) {
        List<PlannedOption> kept = new ArrayList<>(options);
        kept.removeIf(o -> options.stream().anyMatch(other -> other.dominates(o)));
        kept.sort(Comparator.comparingInt((PlannedOption o) -> o.option().durationS())
                .thenComparing(o -> o.option().priceFen())
                .thenComparing(o -> o.option().id()));
        return new OptionRanking(labelled(kept), dropped(options, kept));
    }

    private static List<PlannedOption> labelled(List<PlannedOption> kept) {
        return kept.stream()
                .map(o -> {
                    List<Label> earned = labels(o, kept);
                    OptionWords words = OptionWords.of(o.option(), earned, kept);
                    return new PlannedOption(o.option().labelled(earned, words.zh(), words.en()), o.terms());
                })
                .toList();
    }

    /** What is only a guess is best at nothing, and keeps no other from being the best. */
    private static List<Label> labels(PlannedOption option, List<PlannedOption> kept) {
        List<PlannedOption> among =
                kept.stream().filter(o -> !o.option().guessed()).toList();
        if (option.option().guessed()) {
            return List.of();
        }
        EnumSet<Label> labels = EnumSet.noneOf(Label.class);
        if (among.stream()
                .noneMatch(o -> o.option().durationS() < option.option().durationS())) {
            labels.add(Label.FASTEST);
        }
        if (among.stream()
                .noneMatch(o -> o.option().priceFen() < option.option().priceFen())) {
            labels.add(Label.CHEAPEST);
        }
        if (among.stream().noneMatch(o -> o.option().co2G() < option.option().co2G())) {
            labels.add(Label.GREENEST);
        }
        return List.copyOf(labels);
    }

    private static List<RejectedMode> dropped(List<PlannedOption> all, List<PlannedOption> kept) {
        Set<TravelMode> stillThere = kept.stream().map(o -> o.option().mode()).collect(Collectors.toSet());
        return all.stream()
                .filter(o -> !stillThere.contains(o.option().mode()))
                .collect(Collectors.toMap(o -> o.option().mode(), o -> o, (first, second) -> first))
                .values()
                .stream()
                .map(o -> RejectedMode.of(
                        o.option().mode(),
                        RejectedMode.Reason.DOMINATED,
                        "另有更快、更省、更低碳的方案",
                        "Another option is at least as fast, as cheap and as green",
                        Map.of(
                                "durationS", o.option().durationS(),
                                "priceFen", o.option().priceFen(),
                                "co2G", o.option().co2G())))
                .toList();
    }
}
