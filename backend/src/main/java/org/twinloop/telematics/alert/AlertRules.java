package org.twinloop.telematics.alert;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.twinloop.telematics.alert.AlertRule.Question;

/**
 * The rules that have to look at all cars at once, since no report makes them true. Beside them stand the rules over
 * the stream ({@code telematics.rule.ReportRules}) and the signs a terminal raises itself ({@link AlarmIntake}).
 */
@ApplicationScoped
class AlertRules {

    private final AlertConfig config;

    AlertRules(AlertConfig config) {
        this.config = config;
    }

    List<AlertRule> at(Instant now) {
        return List.of(lowCharge(now));
    }

    /** The charge will not do for the way of the next reservation. */
    private AlertRule lowCharge(Instant now) {
        Instant until = now.plus(config.chargeAhead());
        double reserve = config.chargeReservePercent();
        return new AlertRule(
                "low-charge",
                Question.of(AlertRepository.LOW_CHARGE_BEGINS, now, until, reserve),
                Question.of(AlertRepository.LOW_CHARGE_ENDS, now, until, reserve));
    }
}
