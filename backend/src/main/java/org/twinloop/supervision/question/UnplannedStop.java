package org.twinloop.supervision.question;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.CityTime;

/** PR-41: the car stands for long where nobody expected it to. */
record UnplannedStop(DuringLimits limits) implements DuringRule {

    @Override
    public String id() {
        return "PR-41";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Duration lasting() {
        return limits.stopFor();
    }

    @Override
    public Reading read(UnderWay trip, Optional<Mark> mark) {
        return trip.seen().map(fix -> read(fix, mark)).orElse(Reading.UNDECIDED);
    }

    private Reading read(UnderWay.Fix fix, Optional<Mark> mark) {
        if (fix.placeM() != null && fix.placeM() - fix.accuracyM() <= limits.placeRadiusM()) {
            return Reading.over(fix.at());
        }
        if (mark.filter(anchor -> movedM(anchor, fix) > limits.stopRadiusM()).isPresent()) {
            return Reading.over(fix.at());
        }
        if (fix.speedKmh() == null) {
            return Reading.UNDECIDED;
        }
        boolean stands = fix.speedKmh() <= limits.standingKmh();
        return stands ? Reading.holds(fix.at(), fix.at()) : Reading.UNDECIDED;
    }

    private static double movedM(Mark anchor, UnderWay.Fix fix) {
        return anchor.point().distanceM(fix.point()) - anchor.accuracyM() - fix.accuracyM();
    }

    @Override
    public Words ask(UnderWay trip, Mark mark) {
        UnderWay.Fix fix = trip.seen().orElseThrow();
        long minutes = Duration.between(mark.since(), fix.at()).toMinutes();
        String since = CityTime.clock(mark.since());
        return new Words(
                Map.of("standsMin", minutes, "accuracyM", Math.round(fix.accuracyM())),
                since + " 起车辆在计划外地点停留约 " + minutes + " 分钟，请说明原因。",
                "Since " + since + " the car has stood for about " + minutes
                        + " minutes where no stop was planned; please say why.");
    }
}
