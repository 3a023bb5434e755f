package org.twinloop.telematics.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.twinloop.device.DeviceKind;
import org.twinloop.device.Uplink;
import org.twinloop.device.UplinkHandler;
import org.twinloop.telematics.ReportIntake;

/** Reads {@code up/alarm}: signs of tampering that a terminal raises itself, out of its own battery if need be. */
@ApplicationScoped
class AlarmIntake implements UplinkHandler {

    /** What a terminal can raise, and the rule it is noted under. */
    static final Map<String, String> SIGNS = Map.of(
            "POWER_CUT", "power-cut",
            "CASE_OPEN", "case-open",
            "ANTENNA_CUT", "antenna-cut");

    private static final long LATEST_MS = 253_402_300_799_999L;

    private final Alerts alerts;
    private final ReportIntake reports;
    private final ObjectMapper json;

    AlarmIntake(Alerts alerts, ReportIntake reports, ObjectMapper json) {
        this.alerts = alerts;
        this.reports = reports;
        this.json = json;
    }

    @Override
    public String topicSuffix() {
        return "alarm";
    }

    @Override
    public boolean accepts(DeviceKind kind) {
        return kind == DeviceKind.TERMINAL;
    }

    @Override
    public Uni<Uplink.Verdict> receive(Uplink.Message message) {
        JsonNode said;
        try {
            said = json.readTree(message.payload());
        } catch (IOException e) {
            return wrong("not readable as JSON; send one object with ts, sign and on");
        }
        if (said == null || !said.isObject()) {
            return wrong("not a JSON object; send one object with ts, sign and on");
        }
        JsonNode ts = said.path("ts");
        if (!ts.isIntegralNumber() || !ts.canConvertToLong() || ts.asLong() < 0 || ts.asLong() > LATEST_MS) {
            return wrong("/ts: " + ts + "; send milliseconds since 1970, city time");
        }
        String rule = SIGNS.get(said.path("sign").asText());
        if (rule == null) {
            return wrong("/sign: " + said.path("sign") + "; send one of "
                    + SIGNS.keySet().stream().sorted().toList());
        }
        if (!said.path("on").isBoolean()) {
            return wrong("/on: " + said.path("on") + "; send true when it begins and false when it is over");
        }
        Instant told = Instant.ofEpochMilli(ts.asLong());
        if (!reports.isTimely(told, message.receivedAt())) {
            return wrong(reports.untimely(told, message.receivedAt()));
        }
        return alerts.signed(
                        new Alerts.Sign(
                                rule,
                                told,
                                message.receivedAt(),
                                said.path("on").asBoolean()),
                        message.subjectId())
                .replaceWith(Uplink.Verdict.ACCEPTED);
    }

    private static Uni<Uplink.Verdict> wrong(String fault) {
        return Uni.createFrom().item(Uplink.Verdict.quarantine(fault));
    }
}
