package org.twinloop.trip.planning.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Ways of one calendar with a charging stop. Nobody stops who is neither there sooner than by every way without nor
 * pays less than on each; so such ways are compared by time and money. Only where there is no way without, the one that
 * takes least energy is kept besides.
 */
final class StoppingWays {
    private final boolean only;
    private final long leastS;
    private final long leastFen;
    private final List<Choice> kept = new ArrayList<>();
    private Choice greenest;

    /** @param straight ways of the same calendar without a stop */
    StoppingWays(List<Choice> straight) {
        only = straight.isEmpty();
        leastS = straight.stream().mapToLong(Choice::durationS).min().orElse(Long.MAX_VALUE);
        leastFen = straight.stream().mapToLong(Choice::fareFen).min().orElse(Long.MAX_VALUE);
    }

    /** Whether every way without a stop spares one that takes at least so long and so much money. */
    boolean isNeedless(long durationS, long fareFen) {
        return leastS <= durationS && leastFen <= fareFen;
    }

    /** Whether nothing that takes at least so long, so much energy and money would be kept. */
    boolean excel(long durationS, long wh, long fareFen) {
        if (isNeedless(durationS, fareFen)) {
            return true;
        }
        if (only && (greenest == null || wh <= greenest.wh())) {
            return false;
        }
        for (int i = 0; i < kept.size(); i++) {
            Choice other = kept.get(i);
            if (other.durationS() <= durationS
                    && other.fareFen() <= fareFen
                    && (other.durationS() < durationS || other.fareFen() < fareFen || other.wh() < wh)) {
                return true;
            }
        }
        return false;
    }

    /** Seconds: nothing that takes longer and at least so much money would be kept, however green. */
    long longestS(long fareFen) {
        long longest = leastFen <= fareFen ? leastS : Long.MAX_VALUE;
        for (Choice other : kept) {
            if (!only && other.fareFen() <= fareFen) {
                longest = Math.min(longest, other.durationS());
            }
        }
        return longest;
    }

    void add(Choice choice) {
        if (isNeedless(choice.durationS(), choice.fareFen())) {
            return;
        }
        if (only && (greenest == null || isGreener(choice, greenest))) {
            greenest = choice;
        }
        if (kept.stream().noneMatch(other -> spares(other, choice))) {
            kept.removeIf(other -> spares(choice, other));
            kept.add(choice);
        }
    }

    private static boolean isGreener(Choice choice, Choice other) {
        if (choice.wh() != other.wh()) {
            return choice.wh() < other.wh();
        }
        if (choice.durationS() != other.durationS()) {
            return choice.durationS() < other.durationS();
        }
        return choice.fareFen() != other.fareFen() ? choice.fareFen() < other.fareFen() : choice.isPreferredTo(other);
    }

    /** Of two that take as long, as much and as much energy, one spares the other. */
    private static boolean spares(Choice choice, Choice other) {
        if (choice.durationS() != other.durationS() || choice.fareFen() != other.fareFen()) {
            return choice.durationS() <= other.durationS() && choice.fareFen() <= other.fareFen();
        }
        return choice.wh() != other.wh() ? choice.wh() < other.wh() : choice.isPreferredTo(other);
    }

    /** None of them spares another. */
    List<Choice> choices() {
        List<Choice> choices = new ArrayList<>(kept);
        if (greenest != null && !kept.contains(greenest)) {
            choices.add(greenest);
        }
        return choices;
    }
}
