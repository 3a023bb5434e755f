package org.twinloop.partner.gb32960.upward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.twinloop.partner.gb32960.wire.Command;
import org.twinloop.partner.gb32960.wire.FrameWriter;
import org.twinloop.partner.gb32960.wire.InformationWriter;
import org.twinloop.partner.gb32960.wire.Quantity;
import org.twinloop.partner.gb32960.wire.Source;

/**
 * Writes a report of the history as a frame. What came to us by GB/T 32960 goes on as it came: vehicle, motors,
 * extremes, alarm; lists of single cells do not. Of our own terminals the vehicle and its position are known,
 * everything else is written as invalid.
 */
final class ReportFrame {

    private static final Logger LOG = Logger.getLogger(ReportFrame.class);
    private static final int STARTED = 1;
    private static final int OFF = 2;
    private static final int CHARGING_PARKED = 1;
    private static final int NOT_CHARGING = 3;
    private static final int ELECTRIC = 1;
    private static final double METRES_PER_KM = 1_000;

    private final FrameWriter writer;
    private final InformationWriter information;
    private final ObjectMapper json;

    ReportFrame(FrameWriter writer, ObjectMapper json) {
        this.writer = writer;
        this.information = new InformationWriter(writer);
        this.json = json;
    }

    /** @param command real time or reissue */
    byte[] of(UpwardRow row, Command command) {
        writer.begin(command, row.vin()).time(row.eventTime().toEpochMilli());
        JsonNode told = told(row);
        JsonNode vehicle = part(told, "vehicle");
        information.vehicle(quantity -> own(row, quantity, vehicle));
        motors(part(told, "motors"));
        information.position(orNaN(row.lon()), orNaN(row.lat()));
        if (!part(told, "extremes").isMissingNode()) {
            information.extremes(numbers(part(told, "extremes")));
        }
        JsonNode alarm = part(told, "alarm");
        if (alarm.path("level").isNumber()) {
            information.alarm(alarm.path("level").asInt(), alarm.path("flags").asLong(0));
        }
        return writer.finish();
    }

    private JsonNode told(UpwardRow row) {
        if (row.extra() == null || !row.extra().startsWith("{\"gb32960\"")) {
            return MissingNode.getInstance();
        }
        try {
            return json.readTree(row.extra()).path("gb32960").path("infos");
        } catch (JsonProcessingException e) {
            LOG.warnf(
                    "what %s told at %s beyond our own fields cannot be read: %s",
                    row.vin(), row.eventTime(), e.getOriginalMessage());
            return MissingNode.getInstance();
        }
    }

    private static JsonNode part(JsonNode told, String info) {
        for (JsonNode part : told) {
            if (part.path("info").asText().equals(info)) {
                return part;
            }
        }
        return MissingNode.getInstance();
    }

    private void motors(JsonNode motors) {
        List<Source> all = new ArrayList<>();
        motors.path("motors").forEach(motor -> all.add(numbers(motor)));
        if (!all.isEmpty()) {
            information.motors(all);
        }
    }

    private static Source numbers(JsonNode part) {
        return quantity -> number(part, quantity);
    }

    private static double number(JsonNode part, Quantity quantity) {
        JsonNode value = part.path(quantity.json());
        return value.isNumber() ? value.asDouble() : Double.NaN;
    }

    private static double own(UpwardRow row, Quantity quantity, JsonNode vehicle) {
        return switch (quantity) {
            case SPEED_KMH -> orNaN(row.speedKmh());
            case ODOMETER_KM -> row.odometerM() == null ? Double.NaN : row.odometerM() / METRES_PER_KM;
            case SOC_PERCENT -> orNaN(row.socPercent());
            case STATE -> vehicle.isMissingNode() ? state(row) : number(vehicle, quantity);
            case CHARGE_STATE -> vehicle.isMissingNode() ? charge(row) : number(vehicle, quantity);
            case RUN_MODE -> vehicle.isMissingNode() ? ELECTRIC : number(vehicle, quantity);
            // The edition of 2016 has no mark for an unknown gear.
            case GEAR -> vehicle.isMissingNode() ? 0 : number(vehicle, quantity);
            default -> number(vehicle, quantity);
        };
    }

    private static double state(UpwardRow row) {
        boolean moves = row.speedKmh() != null && row.speedKmh() > 0;
        if (moves || Boolean.FALSE.equals(row.locked())) {
            return STARTED;
        }
        return row.locked() == null ? Double.NaN : OFF;
    }

    private static double charge(UpwardRow row) {
        return row.charging() == null ? Double.NaN : row.charging() ? CHARGING_PARKED : NOT_CHARGING;
    }

    private static double orNaN(Double value) {
        return value == null ? Double.NaN : value;
    }
}
