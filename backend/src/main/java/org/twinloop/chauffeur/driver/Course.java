package org.twinloop.chauffeur.driver;

import static org.twinloop.chauffeur.driver.DriverStep.Kind.ARRIVED;
import static org.twinloop.chauffeur.driver.DriverStep.Kind.FINISHED;
import static org.twinloop.chauffeur.driver.DriverStep.Kind.ONBOARD;
import static org.twinloop.chauffeur.driver.DriverStep.Kind.ON_THE_WAY;
import static org.twinloop.chauffeur.driver.DriverStep.Kind.PARKING;
import static org.twinloop.chauffeur.driver.DriverStep.Kind.TOLL;
import static org.twinloop.chauffeur.driver.DriverStep.Kind.WAIT_BEGIN;
import static org.twinloop.chauffeur.driver.DriverStep.Kind.WAIT_END;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.twinloop.chauffeur.CarService.Usage;

/**
 * The steps of one order so far, oldest first, and what follows from them.
 *
 * <pre>
 * ON_THE_WAY ─► ARRIVED ─► ONBOARD ─► FINISHED
 *                            │ ▲
 *                 WAIT_BEGIN ▼ │ WAIT_END
 *                           waiting
 * </pre>
 *
 * TOLL and PARKING may come any time from ARRIVED to before FINISHED.
 */
record Course(List<DriverStep> steps) {

    Course {
        steps = List.copyOf(steps);
    }

    Course with(DriverStep step) {
        List<DriverStep> longer = new ArrayList<>(steps);
        longer.add(step);
        return new Course(longer);
    }

    /** What may be told next. */
    Set<DriverStep.Kind> next() {
        if (has(FINISHED)) {
            return EnumSet.noneOf(DriverStep.Kind.class);
        }
        if (has(ONBOARD)) {
            return isWaiting() ? EnumSet.of(WAIT_END, TOLL, PARKING) : EnumSet.of(WAIT_BEGIN, TOLL, PARKING, FINISHED);
        }
        if (has(ARRIVED)) {
            return EnumSet.of(ONBOARD, TOLL, PARKING);
        }
        return EnumSet.of(has(ON_THE_WAY) ? ARRIVED : ON_THE_WAY);
    }

    /** Between setting out and the end: only then is the driver's position anybody's business. */
    boolean isUnderWay() {
        return has(ON_THE_WAY) && !has(FINISHED);
    }

    Optional<DriverStep> find(DriverStep.Kind kind) {
        return steps.stream().filter(step -> step.kind() == kind).findFirst();
    }

    long sum(DriverStep.Kind kind) {
        return steps.stream()
                .filter(step -> step.kind() == kind)
                .mapToLong(DriverStep::fen)
                .reduce(0, Math::addExact);
    }

    /** Kilometres between the two readings; empty until both are there. */
    Optional<BigDecimal> km() {
        return find(FINISHED)
                .flatMap(to -> find(ONBOARD).map(from -> to.odometerKm().subtract(from.odometerKm())));
    }

    /**
     * From when the passengers' being late counts: after the free time, which begins when both the driver was there and
     * the agreed time had come. Empty when they were not late.
     */
    Optional<Instant> chargedFrom(Instant pickupAt, Duration freeWait) {
        Instant arrived = find(ARRIVED).orElseThrow().at();
        Instant free = (arrived.isAfter(pickupAt) ? arrived : pickupAt).plus(freeWait);
        return Optional.of(free).filter(find(ONBOARD).orElseThrow().at()::isAfter);
    }

    /** Waiting on the way and charged waiting before it, whole minutes begun. */
    int waitedMinutes(Instant pickupAt, Duration freeWait) {
        Duration waited = chargedFrom(pickupAt, freeWait)
                .map(from -> Duration.between(from, find(ONBOARD).orElseThrow().at()))
                .orElse(Duration.ZERO);
        Instant begun = null;
        for (DriverStep step : steps) {
            if (step.kind() == WAIT_BEGIN) {
                begun = step.at();
            } else if (step.kind() == WAIT_END) {
                waited = waited.plus(Duration.between(begun, step.at()));
            }
        }
        return minutes(waited);
    }

    /** What the finished ride used, for the price function that quoted it. */
    Usage usage(Instant pickupAt, Duration freeWait) {
        DriverStep from = find(ONBOARD).orElseThrow();
        DriverStep to = find(FINISHED).orElseThrow();
        return new Usage(
                from.at(),
                to.at(),
                km().orElseThrow().setScale(2, RoundingMode.HALF_UP),
                minutes(Duration.between(from.at(), to.at())),
                sum(TOLL),
                sum(PARKING),
                chargedFrom(pickupAt, freeWait).orElse(null));
    }

    private boolean isWaiting() {
        long begun = steps.stream().filter(step -> step.kind() == WAIT_BEGIN).count();
        return begun > steps.stream().filter(step -> step.kind() == WAIT_END).count();
    }

    private boolean has(DriverStep.Kind kind) {
        return find(kind).isPresent();
    }

    private static int minutes(Duration span) {
        return Math.toIntExact(span.plusSeconds(59).toMinutes());
    }
}
