package org.twinloop.partner.gb32960.upward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.twinloop.partner.gb32960.wire.Absence;
import org.twinloop.partner.gb32960.wire.Command;
import org.twinloop.partner.gb32960.wire.Edition;
import org.twinloop.partner.gb32960.wire.FrameWriter;
import org.twinloop.partner.gb32960.wire.InformationWriter;
import org.twinloop.partner.gb32960.wire.Quantity;
import org.twinloop.partner.gb32960.wire.Source;

/**
 * Writes a report of the history as a frame. What came to us by GB/T 32960 goes on as it came: vehicle, motors,
 * extremes, the alarm with its lists, and the lists of cells and probes, marked as abnormal or invalid where it was. Of
 * our own terminals the vehicle and its position are known, everything else is written as invalid.
 */
final class ReportFrame {

    private static final Logger LOG = Logger.getLogger(ReportFrame.class);
    private static final String MOTORS = "motors";
    private static final String FLAG_LEVELS = "flagLevels";
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
        information.vehicle(new Own(row, vehicle));
        motors(part(told, MOTORS));
        information.position(orNaN(row.lon()), orNaN(row.lat()));
        if (!part(told, "extremes").isMissingNode()) {
            information.extremes(new Told(part(told, "extremes")));
        }
        JsonNode alarm = part(told, "alarm");
        if (!alarm.isMissingNode()) {
            information.alarm(new Told(alarm), faults -> codes(alarm.path(faults.json())), entries(alarm, FLAG_LEVELS));
        }
        JsonNode voltages = part(told, "voltages");
        information.voltages(
                writer.edition() == Edition.V2016
                        ? CellLists.voltages2016(voltages)
                        : CellLists.voltages2025(voltages));
        information.temperatures(CellLists.temperatures(part(told, "temperatures")));
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
        List<Source> all = entries(motors, MOTORS);
        if (!all.isEmpty()) {
            information.motors(all);
        }
    }

    private static List<Source> entries(JsonNode part, String list) {
        List<Source> all = new ArrayList<>();
        part.path(list).forEach(entry -> all.add(new Told(entry)));
        return all;
    }

    static List<Source> codes(JsonNode list) {
        List<Source> all = new ArrayList<>();
        list.forEach(code -> all.add(new Code(code)));
        return all;
    }

    private static double numberOf(JsonNode value) {
        return value.isNumber() ? value.asDouble() : Double.NaN;
    }

    private static Absence absenceOf(JsonNode value) {
        return value.asText().equals(Absence.ABNORMAL.name()) ? Absence.ABNORMAL : Absence.INVALID;
    }

    /** One code of a list. */
    private record Code(JsonNode code) implements Source {

        @Override
        public double number(Quantity quantity) {
            return numberOf(code);
        }

        @Override
        public Absence absence(Quantity quantity) {
            return absenceOf(code);
        }
    }

    /** An information type, or an entry of one, as it came. */
    record Told(JsonNode part) implements Source {

        @Override
        public double number(Quantity quantity) {
            return numberOf(part.path(quantity.json()));
        }

        @Override
        public Absence absence(Quantity quantity) {
            return absenceOf(part.path(quantity.json()));
        }
    }

    /** The vehicle: what came as our own fields have it, or what these let on where nothing came. */
    private record Own(UpwardRow row, JsonNode vehicle) implements Source {

        @Override
        public double number(Quantity quantity) {
            return switch (quantity) {
                case SPEED_KMH -> orNaN(row.speedKmh());
                case ODOMETER_KM -> row.odometerM() == null ? Double.NaN : row.odometerM() / METRES_PER_KM;
                case SOC_PERCENT -> orNaN(row.socPercent());
                case STATE -> vehicle.isMissingNode() ? state(row) : told(quantity);
                case CHARGE_STATE -> vehicle.isMissingNode() ? charge(row) : told(quantity);
                case RUN_MODE -> vehicle.isMissingNode() ? ELECTRIC : told(quantity);
                // The edition of 2016 has no mark for an unknown gear.
                case GEAR -> vehicle.isMissingNode() ? 0 : told(quantity);
                default -> told(quantity);
            };
        }

        private double told(Quantity quantity) {
            return numberOf(vehicle.path(quantity.json()));
        }

        @Override
        public Absence absence(Quantity quantity) {
            return absenceOf(vehicle.path(quantity.json()));
        }
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
