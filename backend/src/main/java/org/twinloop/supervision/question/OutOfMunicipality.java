package org.twinloop.supervision.question;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** PR-42: the car has left the municipality on a trip that was not approved to go there. */
record OutOfMunicipality(DuringLimits limits) implements DuringRule {

    @Override
    public String id() {
        return "PR-42";
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
        return trip.seen()
                .filter(fix -> fix.city() != null && fix.city().ends() == 0)
                .map(fix -> Reading.beyond(fix.city().car(), fix, limits.municipalityMarginM(), fix.accuracyM()))
                .orElse(Reading.UNDECIDED);
    }

    @Override
    public Words ask(UnderWay trip, Mark mark) {
        UnderWay.Fix fix = trip.seen().orElseThrow();
        long outsideM = Math.round(fix.city().car());
        return new Words(
                Map.of("outsideM", outsideM, "accuracyM", Math.round(fix.accuracyM())),
                "车辆已驶出市域约 " + outsideM + " 米，批准的行程不含市外，请说明原因。",
                "The car is about " + outsideM
                        + " m outside the municipality, which the approved trip does not leave; please say why.");
    }
}
