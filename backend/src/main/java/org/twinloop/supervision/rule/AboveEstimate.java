package org.twinloop.supervision.rule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.twinloop.common.Money;

/**
 * ESTIMATE: the settled price exceeds what was quoted by more than a share of it, and by more than a few yuan. Source:
 * published rules on sensitive orders, 敏感订单: paid above the estimate.
 */
final class AboveEstimate implements PostTripRule {
    private static final int HUNDRED = 100;

    private final int percent;
    private final long slackFen;

    AboveEstimate(RuleLimits limits) {
        percent = limits.estimatePercent();
        slackFen = limits.estimateSlackFen();
    }

    @Override
    public String id() {
        return "ESTIMATE";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Set<String> after() {
        return Set.of("trip.settled");
    }

    @Override
    public Verdict look(TripFacts trip) {
        if (!trip.event().hasNonNull("receiptFen")) {
            return Verdict.unknown("receiptFen");
        }
        if (trip.trip().isEmpty()) {
            return Verdict.unknown("quotedFen");
        }
        long quoted = trip.trip().get().quotedFen();
        long fen = trip.event().get("receiptFen").asLong();
        if (fen * HUNDRED <= quoted * (HUNDRED + percent) || fen - quoted <= slackFen) {
            return Verdict.PASS;
        }
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("receiptFen", fen);
        inputs.put("quotedFen", quoted);
        inputs.put("estimatePercent", percent);
        inputs.put("estimateSlackFen", slackFen);
        return Verdict.noticed(
                inputs,
                "费用 " + Money.fen(fen) + " 超过预估 " + Money.fen(quoted) + " 的 " + percent + "%，请说明。",
                "The price " + Money.fen(fen) + " exceeds the quote " + Money.fen(quoted) + " by more than " + percent
                        + " %; please explain.");
    }
}
