package org.twinloop.supervision.question;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.CityTime;

/** PR-06: the car is out past the end of its time. The clock tells, whether or not the car is heard of. */
record Overtime(DuringLimits limits) implements DuringRule {

    @Override
    public String id() {
        return "PR-06";
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
        Instant due = trip.windowTo().plus(limits.overtimeGrace());
        return trip.now().isAfter(due) ? Reading.holds(due, trip.now()) : Reading.over(trip.now());
    }

    @Override
    public Words ask(UnderWay trip, Mark mark) {
        String until = CityTime.clock(trip.windowTo());
        long graceMin = limits.overtimeGrace().toMinutes();
        return new Words(
                Map.of("windowTo", trip.windowTo(), "graceMin", graceMin),
                "用车时间至 " + until + "，已超过 " + graceMin + " 分钟仍未还车，请说明原因，需要时请延长用车。",
                "The car was yours until " + until + " and is out more than " + graceMin
                        + " minutes later; please say why, and extend the trip if need be.");
    }
}
