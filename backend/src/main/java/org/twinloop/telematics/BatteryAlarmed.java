package org.twinloop.telematics;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A car says that something is wrong with its battery, from a level on. Begins with the first report that says so and
 * ends with the first that does not; reports sent again after a gap count as well.
 *
 * <p>After a restart it is not known whether an occurrence is open, so the first report of each car ends or opens it
 * again, which changes nothing where it is so already.
 */
final class BatteryAlarmed implements StreamRule {

    private final Occurrences occurrences;
    private final String name;
    private final int levelMin;
    private final Map<Integer, Noted> noted = new ConcurrentHashMap<>();

    /** What was noted last of a car, and the note that is being written. */
    private static final class Noted {
        private Boolean alarmed;
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
        Noted before = noted.computeIfAbsent(car.no(), no -> new Noted());
        synchronized (before) {
            if (before.alarmed != null && before.alarmed == alarmed) {
                return Uni.createFrom().voidItem();
            }
            before.alarmed = alarmed;
            return inTurn(
                    before,
                    () -> alarmed
                            ? occurrences.open(name, car, report.eventTime(), facts(alarm))
                            : occurrences.end(name, car, report.eventTime()));
        }
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
