package org.twinloop.telematics.rule;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.twinloop.common.GeoPoint;
import org.twinloop.telematics.Car;
import org.twinloop.telematics.Car.Stood;
import org.twinloop.telematics.MovementLimits;
import org.twinloop.telematics.VehicleReport;

/**
 * A car whose calendar is ours left the place where it stood and nobody has an order for it. Cars that citizens rent
 * too move without orders of ours, so they are not looked at.
 *
 * <p>So many fixes in a row have to say so; one that is known to be poor does not count, and the accuracy of the others
 * counts in the car's favour. A terminal tells the accuracy in metres, which is its dilution of precision times the
 * error of one range, and what was not told is not in the facts.
 *
 * <p>Where a car stands is a row that every change is agreed on with, so it does not matter which instance hears the
 * car, nor whether one restarts; what is kept here only saves asking while nothing changes. While a car is away the
 * order is asked for again: where it is when an order ends is its place from then on.
 */
final class MovedWithoutOrder implements StreamRule {

    private static final double STANDING_KMH_MAX = 3;
    /** Error of one range to a satellite, one sigma, of a receiver of one frequency. */
    private static final double RANGE_ERROR_M = 5;
    /** How often a car that is away is asked about, by its own time. */
    private static final Duration ASKED_EVERY = Duration.ofMinutes(1);

    /** Reports of a car that wait while a change is agreed on; beyond, the newest takes the place of the one before. */
    private static final int WAITING_MAX = 16;

    private static final CompletableFuture<Void> AGREED = CompletableFuture.completedFuture(null);

    private final Occurrences occurrences;
    private final MovementLimits limits;
    private final Duration standsAfter;
    private final PerCar<Watched> watched = new PerCar<>();
    private final LongAdder leftOut = new LongAdder();

    /** A car, and the reports that wait until what one of them changes is agreed on. */
    private static final class Watched {
        private final Standing standing;
        private final Deque<VehicleReport> waiting = new ArrayDeque<>();
        private boolean agreeing;
        /** Done when nothing waits any more; null while nothing does. */
        private CompletableFuture<Void> waited;

        private Throwable failed;

        private Watched(Standing standing) {
            this.standing = standing;
        }
    }

    MovedWithoutOrder(Occurrences occurrences, MovementLimits limits, Duration standsAfter) {
        this.occurrences = occurrences;
        this.limits = limits;
        this.standsAfter = standsAfter;
    }

    @Override
    public String name() {
        return "moved-without-order";
    }

    /** Reports that were not looked at, since too many came while a change was being agreed on. */
    long leftOut() {
        return leftOut.sum();
    }

    @Override
    public Uni<Void> reported(Car car, VehicleReport report) {
        if (!car.ours() || report.position() == null) {
            return NOTHING;
        }
        Watched of = watched.find(car.no());
        if (of == null) {
            of = watched.add(car.no(), new Watched(new Standing(standsAfter, car.stood())));
        }
        synchronized (of) {
            if (of.agreeing) {
                return queue(of, report);
            }
            CompletionStage<Void> looked = lookNow(of, car, report);
            return looked == AGREED ? NOTHING : Uni.createFrom().completionStage(looked);
        }
    }

    private Uni<Void> queue(Watched of, VehicleReport report) {
        if (of.waiting.size() >= WAITING_MAX) {
            leftOut.increment();
            VehicleReport last = of.waiting.removeLast();
            of.waiting.addLast(report.eventTime().isAfter(last.eventTime()) ? report : last);
            return NOTHING;
        }
        of.waiting.addLast(report);
        if (of.waited != null) {
            return NOTHING;
        }
        of.waited = new CompletableFuture<>();
        return Uni.createFrom().completionStage(of.waited);
    }

    /** Holding the lock of the car. */
    private CompletionStage<Void> lookNow(Watched of, Car car, VehicleReport report) {
        Optional<MovementLimits.Limits> known = limits.at(report.eventTime());
        if (known.isEmpty()) {
            return AGREED;
        }
        CompletionStage<Void> looked = look(of.standing, car, report, known.get());
        if (looked != AGREED) {
            of.agreeing = true;
            looked.whenComplete((done, failed) -> next(of, car, failed));
        }
        return looked;
    }

    private void next(Watched of, Car car, Throwable failed) {
        CompletableFuture<Void> waited;
        Throwable met;
        synchronized (of) {
            of.agreeing = false;
            if (of.waited == null) {
                return;
            }
            of.failed = of.failed == null ? failed : of.failed;
            while (!of.waiting.isEmpty()) {
                lookNow(of, car, of.waiting.removeFirst());
                if (of.agreeing) {
                    return;
                }
            }
            if (of.waited == null) {
                return; // a change among them was agreed on at once, and its own end has said so
            }
            waited = of.waited;
            met = of.failed;
            of.waited = null;
            of.failed = null;
        }
        if (met == null) {
            waited.complete(null);
        } else {
            waited.completeExceptionally(met);
        }
    }

    private CompletionStage<Void> look(Standing standing, Car car, VehicleReport report, MovementLimits.Limits known) {
        Standing.Change change = standing.next(report, known);
        if (change == Standing.Change.SAME) {
            return AGREED;
        }
        Occurrences.Move move = new Occurrences.Move(
                standing.known,
                report.eventTime(),
                change == Standing.Change.LEFT ? facts(standing, report) : Map.of(),
                ordered -> standing.after(change, report, ordered));
        Uni<Occurrences.Agreed> moved = Uni.createFrom().deferred(() -> occurrences.moved(name(), car, move));
        Uni<Occurrences.Agreed> answer = change != Standing.Change.ASK
                ? moved
                : occurrences
                        .isAsBefore(car, move)
                        .chain(same ->
                                same ? Uni.createFrom().item(new Occurrences.Agreed(move.known(), false)) : moved);
        return answer.subscribeAsCompletionStage().thenCompose(agreed -> {
            if (!agreed.byAnother()) {
                standing.take(agreed.stood(), report.eventTime());
                return AGREED;
            }
            standing.adopt(agreed.stood());
            return look(standing, car, report, known);
        });
    }

    private static Map<String, Object> facts(Standing standing, VehicleReport report) {
        GeoPoint place = standing.known.place();
        Map<String, Object> facts = new HashMap<>();
        facts.put("fromLon", place.lon());
        facts.put("fromLat", place.lat());
        facts.put("lon", report.position().lon());
        facts.put("lat", report.position().lat());
        facts.put("distanceM", Math.round(place.distanceM(report.position())));
        facts.put("fixes", standing.beyond);
        if (report.accuracyM() != null) {
            facts.put("hdop", hdop(report));
        }
        return facts;
    }

    private static double hdop(VehicleReport report) {
        return Math.round(report.accuracyM() / RANGE_ERROR_M * 10) / 10.0;
    }

    /** Where a car stands, and whether it has left. What a report may change is only so once it is taken. */
    static final class Standing {

        enum Change {
            SAME,
            /** It is met for the first time, and so this is its place. */
            PLACED,
            LEFT,
            STOPPED,
            /** It is away, and it is time to ask again whether there is an order. */
            ASK
        }

        private final Duration standsAfter;
        private Stood known;
        private int beyond;
        private GeoPoint halt;
        private Instant haltedAt;
        private Instant newest;
        private Instant askedAt;

        /** @param known null when nothing is known of the car */
        Standing(Duration standsAfter, Stood known) {
            this.standsAfter = standsAfter;
            adopt(known);
        }

        Change next(VehicleReport report, MovementLimits.Limits limits) {
            if (!report.eventTime().isAfter(newest)) {
                return Change.SAME;
            }
            newest = report.eventTime();
            if (known == null) {
                return isPoor(report, limits) ? Change.SAME : Change.PLACED;
            }
            if (known.state() == Stood.State.STANDS) {
                return leaves(report, limits) ? Change.LEFT : Change.SAME;
            }
            if (settles(report, limits.movedM())) {
                return Change.STOPPED;
            }
            boolean due = !report.eventTime().isBefore(askedAt.plus(ASKED_EVERY));
            return due && !isPoor(report, limits) ? Change.ASK : Change.SAME;
        }

        /** What a change makes of it, with an order at that time or without. */
        Stood after(Change change, VehicleReport report, boolean ordered) {
            Instant at = report.eventTime();
            return switch (change) {
                case SAME -> known;
                case PLACED -> new Stood(Stood.State.STANDS, report.position(), at);
                case STOPPED -> new Stood(Stood.State.STANDS, halt, at);
                case LEFT -> new Stood(ordered ? Stood.State.ORDERED : Stood.State.UNORDERED, known.place(), at);
                case ASK -> {
                    if (ordered == (known.state() == Stood.State.ORDERED)) {
                        yield known;
                    }
                    yield ordered
                            ? new Stood(Stood.State.ORDERED, known.place(), at)
                            : new Stood(Stood.State.STANDS, report.position(), at);
                }
            };
        }

        /** What a report of that time has come to, which is written. */
        void take(Stood now, Instant at) {
            if (!now.equals(known)) {
                beyond = 0;
                halt = null;
            }
            known = now;
            askedAt = at;
        }

        /** What another instance has written, or this one before it began anew. Reports before it are late. */
        void adopt(Stood written) {
            known = written;
            beyond = 0;
            halt = null;
            newest = written == null ? Instant.MIN : written.changedAt();
            askedAt = newest;
        }

        private static boolean isPoor(VehicleReport report, MovementLimits.Limits limits) {
            return report.accuracyM() != null && hdop(report) > limits.hdopMax();
        }

        private boolean leaves(VehicleReport report, MovementLimits.Limits limits) {
            if (isPoor(report, limits)) {
                return false;
            }
            double accuracyM = report.accuracyM() == null ? 0 : report.accuracyM();
            beyond = known.place().distanceM(report.position()) - accuracyM > limits.movedM() ? beyond + 1 : 0;
            return beyond >= limits.fixes();
        }

        private boolean settles(VehicleReport report, double movedM) {
            GeoPoint here = report.position();
            if (report.speedKmh() != null && report.speedKmh() > STANDING_KMH_MAX) {
                halt = null;
                return false;
            }
            if (halt == null || halt.distanceM(here) > movedM) {
                halt = here;
                haltedAt = report.eventTime();
            }
            return Duration.between(haltedAt, report.eventTime()).compareTo(standsAfter) >= 0;
        }
    }
}
