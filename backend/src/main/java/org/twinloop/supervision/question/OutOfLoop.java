package org.twinloop.supervision.question;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** LOOP: a car of our own calendar is outside the area of its loop on a trip that was not approved to go there. */
record OutOfLoop(DuringLimits limits) implements DuringRule {

    @Override
    public String id() {
        return "LOOP";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Duration lasting() {
        return Duration.ZERO;
    }

    @Override
    public Reading read(UnderWay trip, Optional<Mark> mark) {
        double marginM = limits.loopMarginM();
        return trip.seen()
                .filter(fix -> fix.loop() != null && fix.loop().ends() <= marginM)
                .map(fix -> Reading.beyond(fix.loop().car(), fix, marginM, marginM - limits.loopHysteresisM()))
                .orElse(Reading.UNDECIDED);
    }

    @Override
    public Words ask(UnderWay trip, Mark mark) {
        UnderWay.Fix fix = trip.seen().orElseThrow();
        long outsideM = Math.round(fix.loop().car());
        return new Words(
                Map.of(
                        "outsideM",
                        outsideM,
                        "marginM",
                        Math.round(limits.loopMarginM()),
                        "accuracyM",
                        Math.round(fix.accuracyM())),
                "车辆已离开所属环线站点区域约 " + outsideM + " 米，请说明原因。",
                "The car is about " + outsideM + " m outside the area of its loop's stops; please say why.");
    }
}
