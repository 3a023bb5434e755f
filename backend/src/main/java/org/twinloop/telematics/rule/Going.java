package org.twinloop.telematics.rule;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.twinloop.telematics.Car;
import org.twinloop.telematics.VehicleReport;

/**
 * Something that is so of a car from one report on and until another says that it is not any more.
 *
 * <p>Reports sent again after a gap come between newer ones. What they say of the past neither opens nor ends what goes
 * on; what is only known from them is noted once as something that is over.
 *
 * <p>The rows decide. What is kept here only saves asking them while nothing changes, and is compared with them every
 * minute, since another instance may have heard the car meanwhile.
 */
final class Going {

    /** Reports of something that is over and that lie farther apart are two occurrences. */
    private static final Duration APART = Duration.ofMinutes(10);
    /** How exactly the end of it is told. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private final Occurrences occurrences;
    private final String name;
    private final BiFunction<Car, VehicleReport, Map<String, Object>> facts;
    private final PerCar<Noted> noted = new PerCar<>();

    /** What was noted last of a car, and the note that is being written. */
    private static final class Noted {
        private final int no;
        /** Null when it is not known what the rows say. */
        private Boolean going;

        private Instant newest = Instant.MIN;
        /** When it was so in the past, last; null for never. */
        private Instant past;

        private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

        private Noted(int no, Boolean going) {
            this.no = no;
            this.going = going;
        }
    }

    /** @param facts of an occurrence that begins with this report */
    Going(Occurrences occurrences, String name, BiFunction<Car, VehicleReport, Map<String, Object>> facts) {
        this.occurrences = occurrences;
        this.name = name;
        this.facts = facts;
    }

    /** @param so null when the report says neither */
    Uni<Void> told(Car car, VehicleReport report, Boolean so) {
        Noted before = noted.find(car.no());
        if (before == null) {
            Boolean was = car.going() == null ? null : (Boolean) car.going().contains(name);
            before = noted.add(car.no(), new Noted(car.no(), was));
        }
        Instant at = report.eventTime();
        synchronized (before) {
            if (at.isBefore(before.newest)) {
                return Boolean.TRUE.equals(so) ? past(before, car, report) : StreamRule.NOTHING;
            }
            before.newest = at;
            if (so == null || so.equals(before.going)) {
                return StreamRule.NOTHING;
            }
            before.going = so;
            if (!so) {
                return inTurn(before, () -> occurrences.end(name, car, at));
            }
            Map<String, Object> said = facts.apply(car, report);
            return inTurn(before, () -> occurrences.openUnlessOver(name, car, at, APART, said));
        }
    }

    private Uni<Void> past(Noted before, Car car, VehicleReport report) {
        Instant at = report.eventTime();
        boolean told =
                before.past != null && Duration.between(before.past, at).abs().compareTo(STEP) < 0;
        if (told || Boolean.TRUE.equals(before.going)) {
            return StreamRule.NOTHING;
        }
        before.past = at;
        Map<String, Object> said = facts.apply(car, report);
        return inTurn(before, () -> occurrences.notePast(name, car, at, APART, said));
    }

    /** Compares what is kept with the rows. */
    Uni<Void> compare() {
        return occurrences
                .going(name)
                .invoke(going -> noted.each(of -> {
                    synchronized (of) {
                        if (of.written.isDone() && of.going != null && of.going != going.contains(of.no)) {
                            of.going = null;
                        }
                    }
                }))
                .replaceWithVoid();
    }

    /** The end must not overtake the beginning. What could not be written is looked at again ({@link RulesAgain}). */
    private static Uni<Void> inTurn(Noted of, Supplier<Uni<Void>> note) {
        CompletableFuture<Void> next = of.written
                .exceptionally(failed -> null)
                .thenCompose(done -> note.get().subscribeAsCompletionStage());
        of.written = next;
        return Uni.createFrom().completionStage(next).onFailure().invoke(failed -> {
            synchronized (of) {
                of.going = null;
                of.past = null;
            }
        });
    }
}
