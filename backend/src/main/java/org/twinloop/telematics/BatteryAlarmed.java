package org.twinloop.telematics;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A car says that something is wrong with its battery, from a level on. Begins with the first report that says so and
 * ends with the first that does not.
 *
 * <p>Reports sent again after a gap come between newer ones. What they say of the past neither opens nor ends what goes
 * on; an alarm that is only known from them is noted once as one that is over.
 *
 * <p>The rows decide. What is noted here only saves asking them while nothing changes, and is compared with them every
 * minute, since another instance may have heard the car meanwhile.
 */
final class BatteryAlarmed implements StreamRule {

    /** Reports of an alarm that is over and that lie farther apart are two alarms. */
    private static final Duration APART = Duration.ofMinutes(10);
    /** How exactly the end of such an alarm is told. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private final Occurrences occurrences;
    private final String name;
    private final int levelMin;
    private final Map<Integer, Noted> noted = new ConcurrentHashMap<>();

    /** What was noted last of a car, and the note that is being written. */
    private static final class Noted {
        /** Null when it is not known what the rows say. */
        private Boolean alarmed;

        private Instant newest = Instant.MIN;
        /** When the last alarm of the past was; null for none. */
        private Instant past;

        private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
    }

    /** @param levelMin the least level of {@link VehicleAlarm} that is noted, 1…4 */
    BatteryAlarmed(Occurrences occurrences, String name, int levelMin) {
        this.occurrences = occurrences;
        this.name = name;
        this.levelMin = levelMin;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Uni<Void> reported(Car car, VehicleReport report) {
        VehicleAlarm alarm = report.alarm();
        if (alarm == null) {
            return NOTHING;
        }
        boolean alarmed = alarm.level() >= levelMin && alarm.concernsBattery();
        Instant at = report.eventTime();
        Noted before = noted.computeIfAbsent(car.no(), no -> new Noted());
        synchronized (before) {
            if (at.isBefore(before.newest)) {
                return alarmed ? past(before, car, at, alarm) : NOTHING;
            }
            before.newest = at;
            if (before.alarmed != null && before.alarmed == alarmed) {
                return NOTHING;
            }
            before.alarmed = alarmed;
            return inTurn(
                    before,
                    () -> alarmed
                            ? occurrences.openUnlessOver(name, car, at, APART, facts(alarm))
                            : occurrences.end(name, car, at));
        }
    }

    private Uni<Void> past(Noted before, Car car, Instant at, VehicleAlarm alarm) {
        boolean told =
                before.past != null && Duration.between(before.past, at).abs().compareTo(STEP) < 0;
        if (told || Boolean.TRUE.equals(before.alarmed)) {
            return NOTHING;
        }
        before.past = at;
        return inTurn(before, () -> occurrences.notePast(name, car, at, APART, facts(alarm)));
    }

    @Override
    public Uni<Void> tick(Instant now) {
        if (noted.isEmpty()) {
            return NOTHING;
        }
        return occurrences
                .going(name)
                .invoke(going -> noted.forEach((no, of) -> {
                    synchronized (of) {
                        if (of.written.isDone() && of.alarmed != null && of.alarmed != going.contains(no)) {
                            of.alarmed = null;
                        }
                    }
                }))
                .replaceWithVoid();
    }

    /** The end of an alarm must not overtake its beginning. What could not be written is tried with the next report. */
    private static Uni<Void> inTurn(Noted of, Supplier<Uni<Void>> note) {
        CompletableFuture<Void> next = of.written
                .exceptionally(failed -> null)
                .thenCompose(done -> note.get().subscribeAsCompletionStage());
        of.written = next;
        return Uni.createFrom().completionStage(next).onFailure().invoke(failed -> {
            synchronized (of) {
                of.alarmed = null;
                of.past = null;
            }
        });
    }

    private static Map<String, Object> facts(VehicleAlarm alarm) {
        return Map.of(
                "level",
                alarm.level(),
                "signs",
                alarm.signs().stream().map(Enum::name).toList());
    }
}
