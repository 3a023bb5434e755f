package org.twinloop.telematics.rule;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import org.twinloop.telematics.Car;
import org.twinloop.telematics.VehicleAlarm;
import org.twinloop.telematics.VehicleReport;

/**
 * A car says that something is wrong with its battery, from a level on. Begins with the first report that says so and
 * ends with the first that does not; see {@link Going}.
 */
final class BatteryAlarmed implements StreamRule {

    private final String name;
    private final int levelMin;
    private final Going going;

    /** @param levelMin the least level of {@link VehicleAlarm} that is noted, 1…4 */
    BatteryAlarmed(Occurrences occurrences, String name, int levelMin) {
        this.name = name;
        this.levelMin = levelMin;
        going = new Going(occurrences, name, (car, report) -> facts(report.alarm()));
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
        return going.told(car, report, alarm.level() >= levelMin && alarm.concernsBattery());
    }

    @Override
    public Uni<Void> tick(Instant now) {
        return going.compare();
    }

    private static Map<String, Object> facts(VehicleAlarm alarm) {
        return Map.of(
                "level",
                alarm.level(),
                "signs",
                alarm.signs().stream().map(Enum::name).toList());
    }
}
