package org.twinloop.telematics.rule;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import org.twinloop.common.GeoPoint;
import org.twinloop.telematics.Car;
import org.twinloop.telematics.VehicleReport;

/**
 * A car whose calendar is ours is farther outside the area of its loop's stops than the margin, whatever the true place
 * within the accuracy of the fix. It is back when it is well inside the margin, whatever the true place; between both
 * nothing changes. Cars that citizens rent too go wherever they like, and those out of service are wherever they are.
 */
final class LeftArea implements StreamRule {

    private final LoopAreas areas;
    private final double marginM;
    private final double backM;
    private final Going going;

    LeftArea(Occurrences occurrences, LoopAreas areas, RuleConfig config) {
        this.areas = areas;
        marginM = config.areaMarginM();
        backM = marginM - config.areaHysteresisM();
        going = new Going(occurrences, name(), this::facts);
    }

    @Override
    public String name() {
        return "left-area";
    }

    @Override
    public Uni<Void> reported(Car car, VehicleReport report) {
        if (!car.ours() || report.position() == null) {
            return NOTHING;
        }
        LoopArea area = areas.find(car);
        return area == null ? areas.load(car).chain(loaded -> judge(car, report, loaded)) : judge(car, report, area);
    }

    private Uni<Void> judge(Car car, VehicleReport report, LoopArea area) {
        if (area == LoopArea.NONE) {
            return NOTHING;
        }
        GeoPoint here = report.position();
        double outM = area.outsideM(here.lon(), here.lat());
        double accuracyM = report.accuracyM() == null ? 0 : report.accuracyM();
        Boolean left = outM - accuracyM > marginM ? Boolean.TRUE : outM + accuracyM < backM ? Boolean.FALSE : null;
        return going.told(car, report, left);
    }

    @Override
    public Uni<Void> tick(Instant now) {
        return areas.refresh().chain(going::compare);
    }

    private Map<String, Object> facts(Car car, VehicleReport report) {
        LoopArea area = areas.find(car);
        GeoPoint here = report.position();
        return Map.of(
                "loop",
                area == null ? "" : area.loop(),
                "outsideM",
                area == null ? 0 : Math.round(area.outsideM(here.lon(), here.lat())),
                "accuracyM",
                report.accuracyM() == null ? 0 : Math.round(report.accuracyM()),
                "lon",
                here.lon(),
                "lat",
                here.lat());
    }
}
