package org.twinloop.trip.planning.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/** Ways of which none is worse than another in every respect. */
final class Front {
    private final List<Choice> kept = new ArrayList<>();

    /** Whether something is kept that is better than whatever takes at least so long, so much energy and money. */
    boolean excels(long durationS, long wh, LongSupplier fareFen) {
        for (Choice choice : kept) {
            if (choice.durationS() <= durationS && choice.wh() <= wh) {
                long fare = fareFen.getAsLong();
                boolean better = choice.durationS() < durationS || choice.wh() < wh || choice.fareFen() < fare;
                if (choice.fareFen() <= fare && better) {
                    return true;
                }
            }
        }
        return false;
    }

    void add(Choice choice) {
        for (Choice other : kept) {
            if (other.dominates(choice) || other.same(choice) && !choice.isPreferredTo(other)) {
                return;
            }
        }
        kept.removeIf(other -> choice.dominates(other) || choice.same(other));
        kept.add(choice);
    }

    /** The quickest first. */
    List<Choice> choices() {
        return kept.stream()
                .sorted(Comparator.comparingLong(Choice::durationS)
                        .thenComparingLong(Choice::fareFen)
                        .thenComparingInt(Choice::wh))
                .toList();
    }
}
