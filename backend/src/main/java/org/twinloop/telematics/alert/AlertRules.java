package org.twinloop.telematics.alert;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.network.LoopId;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.telematics.alert.AlertRule.Question;

/**
 * The rules that look at all cars at once, in the order they are asked. Beside them stand the rules over the stream
 * ({@code telematics.ReportRules}) and the signs a terminal raises itself ({@link AlarmIntake}).
 */
@ApplicationScoped
class AlertRules {

    private final Stops stops;
    private final AlertConfig config;

    AlertRules(Stops stops, AlertConfig config) {
        this.stops = stops;
        this.config = config;
    }

    List<AlertRule> at(Instant now) {
        return List.of(leftArea(), lowCharge(now), positionJump());
    }

    /**
     * A car whose calendar is ours is outside the area of its loop: the hull around the loop's stops and a margin. Cars
     * that citizens rent too go wherever they like.
     */
    private AlertRule leftArea() {
        List<String> loops = new ArrayList<>();
        List<Double> lons = new ArrayList<>();
        List<Double> lats = new ArrayList<>();
        for (Stop stop : stops.all()) {
            for (LoopId loop : stop.loops()) {
                loops.add(loop.name());
                lons.add(stop.position().lon());
                lats.add(stop.position().lat());
            }
        }
        String[] loop = loops.toArray(String[]::new);
        Double[] lon = lons.toArray(Double[]::new);
        Double[] lat = lats.toArray(Double[]::new);
        double back = config.areaMarginM() - config.areaHysteresisM();
        return new AlertRule(
                "left-area",
                Question.of(AlertRepository.LEFT_AREA_BEGINS, loop, lon, lat, config.areaMarginM()),
                Question.of(AlertRepository.LEFT_AREA_ENDS, loop, lon, lat, back),
                null);
    }

    /** The charge will not do for the way of the next reservation. */
    private AlertRule lowCharge(Instant now) {
        Instant until = now.plus(config.chargeAhead());
        double reserve = config.chargeReservePercent();
        return new AlertRule(
                "low-charge",
                Question.of(AlertRepository.LOW_CHARGE_BEGINS, now, until, reserve),
                Question.of(AlertRepository.LOW_CHARGE_ENDS, now, until, reserve),
                null);
    }

    /** Two positions no car can have been at: a spoofed or moved receiver. A moment, noted once. */
    private AlertRule positionJump() {
        return new AlertRule(
                "position-jump",
                Question.of(AlertRepository.JUMP, config.jumpKmh(), config.jumpM()),
                null,
                Question.of(AlertRepository.JUMP_MARK));
    }
}
