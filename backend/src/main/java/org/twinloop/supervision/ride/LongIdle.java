package org.twinloop.supervision.ride;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.twinloop.supervision.ride.RideFacts.Told;
import org.twinloop.supervision.rule.PostTripRule.Verdict;

/**
 * IDLE: the car stood unlocked and unplugged for long, and its charge went down meanwhile: drive or air conditioning
 * were on. Cars tell neither, so the charge does. Source: 公共机构节能条例 article 34.
 */
record LongIdle(RideLimits limits) implements RideRule {

    @Override
    public String id() {
        return "IDLE";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict look(RideFacts ride) {
        if (ride.told().stream().noneMatch(one -> one.locked() != null && one.socPercent() != null)) {
            return Verdict.unknown(ride.told().isEmpty() ? "track" : "locked, socPercent");
        }
        List<Stand> stands = Stand.of(ride.told(), LongIdle::mayBeOn).stream()
                .filter(stand -> stand.lasted().compareTo(limits.idleFor()) > 0)
                .toList();
        if (stands.stream().anyMatch(stand -> !isTold(stand))) {
            return Verdict.unknown("socPercent");
        }
        return stands.stream()
                .filter(stand -> took(stand) >= limits.idleSocPercent())
                .max(Comparator.comparing(Stand::lasted))
                .map(this::noticed)
                .orElse(Verdict.PASS);
    }

    private static boolean mayBeOn(Told told) {
        return Boolean.FALSE.equals(told.locked()) && !told.isPlugged();
    }

    private static boolean isTold(Stand stand) {
        return stand.first().socPercent() != null && stand.last().socPercent() != null;
    }

    private static double took(Stand stand) {
        return stand.first().socPercent() - stand.last().socPercent();
    }

    private Verdict noticed(Stand stand) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("from", stand.first().at().toString());
        inputs.put("stood", stand.lasted().toString());
        inputs.put("tookPercent", took(stand));
        inputs.put("idleFor", limits.idleFor().toString());
        inputs.put("idleSocPercent", limits.idleSocPercent());
        long minutes = stand.lasted().toMinutes();
        return Verdict.noticed(
                inputs,
                String.format(Locale.ROOT, "车辆未锁停放 %d 分钟，耗电 %.1f%%（未熄火或空调开启），请说明。", minutes, took(stand)),
                String.format(
                        Locale.ROOT,
                        "Stood unlocked for %d min and took %.1f %% of charge (drive or air conditioning on); "
                                + "please explain.",
                        minutes,
                        took(stand)));
    }
}
