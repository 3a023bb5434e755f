package org.twinloop.supervision.question;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.CityTime;

/** PR-40: the car has left the corridor around the planned way for a while. */
record OffCorridor(DuringLimits limits) implements DuringRule {

    private static final double PERCENT = 100;

    @Override
    public String id() {
        return "PR-40";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Duration lasting() {
        return limits.corridorFor();
    }

    @Override
    public Reading read(UnderWay trip, Optional<Mark> mark) {
        return trip.seen()
                .filter(fix -> fix.offWayM() != null)
                .map(fix -> Reading.beyond(
                        fix.offWayM(), fix, corridorM(fix), corridorM(fix) - limits.corridorHysteresisM()))
                .orElse(Reading.UNDECIDED);
    }

    @Override
    public Words ask(UnderWay trip, Mark mark) {
        UnderWay.Fix fix = trip.seen().orElseThrow();
        long offM = Math.round(fix.offWayM());
        String since = CityTime.clock(mark.since());
        return new Words(
                Map.of(
                        "offWayM",
                        offM,
                        "corridorM",
                        Math.round(corridorM(fix)),
                        "accuracyM",
                        Math.round(fix.accuracyM()),
                        "wayM",
                        Math.round(fix.wayM())),
                since + " 起车辆离开计划路线，现相距约 " + offM + " 米，请说明原因。",
                "Since " + since + " the car has been off the planned way, now by about " + offM
                        + " m; please say why.");
    }

    private double corridorM(UnderWay.Fix fix) {
        double share = fix.wayM() * limits.corridorPercent() / PERCENT;
        return Math.max(limits.corridorM(), Math.min(share, limits.corridorMaxM()));
    }
}
