package org.twinloop.telematics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.telematics.wire.CborReports;
import org.twinloop.telematics.wire.JsonReports;
import org.twinloop.telematics.wire.ReportFields;

/**
 * Reads the payload of {@code up/report}: one object, or an array of at most 100, in JSON (RFC 8259) or CBOR (RFC
 * 8949). A pure function; what is wrong is told by field, value and fix, and a wrong report does not spoil the others
 * of its message.
 *
 * <p>The first byte tells the two apart: a map, an array or a tag of CBOR begins with a byte no JSON text begins with.
 * The usual payload is read byte by byte, anything else with a general parser; both say the same.
 */
final class ReportCodec {

    static final int REPORTS_MAX = 100;

    private static final int NESTING_MAX = 16;
    private static final long WHOLE_MAX = 9_007_199_254_740_991L;
    private static final long BOOT_MAX = 4_294_967_295L;
    private static final long ODOMETER_M_MAX = 10_000_000_000L;
    private static final int CBOR_ARRAY_FIRST = 0x80;
    private static final int CBOR_TAG_LAST = 0xDB;
    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build();
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(LIMITS)
            .build();
    private static final JsonFactory CBOR = CBORFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(LIMITS)
            .build();

    private final byte[] payload;
    private final boolean cbor;
    private final List<VehicleReport> reports = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private String at = "";
    private boolean sound;

    private ReportCodec(byte[] payload) {
        this.payload = payload;
        cbor = isCbor(payload);
    }

    private static boolean isCbor(byte[] payload) {
        int first = payload.length == 0 ? 0 : payload[0] & 0xff;
        return first >= CBOR_ARRAY_FIRST && first <= CBOR_TAG_LAST;
    }

    /**
     * One thing that is wrong.
     *
     * @param pointer JSON pointer to the field, empty for the whole payload
     */
    record Fault(String pointer, String value, String fix) {

        private static final int VALUE_LENGTH_MAX = 60;

        @Override
        public String toString() {
            String shown = value.length() <= VALUE_LENGTH_MAX ? value : value.substring(0, VALUE_LENGTH_MAX) + "…";
            return (pointer.isEmpty() ? "payload" : pointer) + ": " + shown + "; " + fix;
        }
    }

    /** What could be read, and what is wrong with the rest. */
    record Decoded(List<VehicleReport> reports, List<Fault> faults) {}

    static Decoded decode(byte[] payload) {
        List<VehicleReport> usual = usual(payload);
        return usual == null ? general(payload) : new Decoded(usual, List.of());
    }

    /**
     * Reads what terminals usually send, byte by byte; null when the payload has anything unusual, right or wrong, and
     * is to be read in general.
     */
    static List<VehicleReport> usual(byte[] payload) {
        List<VehicleReport> reports = new ArrayList<>(1);
        ReportFields.Sink sink = fields -> reports.add(report(fields));
        boolean read = isCbor(payload)
                ? CborReports.read(payload, REPORTS_MAX, sink)
                : JsonReports.read(payload, REPORTS_MAX, sink);
        return read ? reports : null;
    }

    private static VehicleReport report(ReportFields fields) {
        return new VehicleReport(
                Instant.ofEpochMilli(fields.ts()),
                fields.boot(),
                fields.seq(),
                fields.hasPosition() ? new GeoPoint(fields.lon(), fields.lat()) : null,
                fields.accuracyM(),
                fields.speedKmh(),
                fields.headingDeg(),
                fields.odometerM(),
                fields.socPercent(),
                fields.doorsOpen(),
                fields.locked(),
                fields.plugged(),
                fields.charging(),
                fields.command(),
                null,
                null);
    }

    /** Reads any payload. */
    static Decoded general(byte[] payload) {
        ReportCodec codec = new ReportCodec(payload);
        try (JsonParser parser = (codec.cbor ? CBOR : JSON).createParser(payload)) {
            codec.payload(parser);
        } catch (JsonProcessingException e) {
            codec.unreadable(e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
        return new Decoded(codec.reports, codec.faults);
    }

    private void unreadable(JsonProcessingException e) {
        reports.clear();
        faults.clear();
        long offset = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
        faults.add(new Fault(
                at,
                "not readable at byte " + Math.max(0, offset),
                (cbor ? "send CBOR (RFC 8949): " : "send JSON (RFC 8259) in UTF-8: ") + e.getOriginalMessage()));
    }

    private void payload(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            report(parser);
        } else if (first == JsonToken.START_ARRAY) {
            array(parser);
        } else {
            faults.add(new Fault("", "no object", "send one report or an array of 1 to " + REPORTS_MAX));
            return;
        }
        if (parser.nextToken() != null) {
            reports.clear();
            faults.add(new Fault("", "more than one value", "send several reports as an array"));
        }
    }

    private void array(JsonParser parser) throws IOException {
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            at = "/" + index++;
            if (index > REPORTS_MAX) {
                reports.clear();
                faults.clear();
                faults.add(new Fault("", "more than " + REPORTS_MAX + " reports", "send them in several messages"));
                at = "";
                parser.skipChildren();
            } else if (parser.currentToken() == JsonToken.START_OBJECT) {
                report(parser);
            } else {
                faults.add(new Fault(at, slice(parser), "each entry is an object"));
            }
        }
        at = "";
        if (index == 0) {
            faults.add(new Fault("", "an empty array", "send at least one report"));
        }
    }

    /** Reads one object; the parser stands on its opening brace. */
    private void report(JsonParser parser) throws IOException {
        sound = true;
        Draft draft = new Draft();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            field(draft, name, parser);
        }
        if (sound && isComplete(draft) && reports.size() < REPORTS_MAX) {
            reports.add(draft.report());
        }
    }

    private void field(Draft draft, String name, JsonParser parser) throws IOException {
        switch (name) {
            case "ts" -> draft.ts = whole(name, parser, 0, WHOLE_MAX);
            case "seq" -> draft.seq = whole(name, parser, 0, WHOLE_MAX);
            case "boot" -> draft.boot = whole(name, parser, 0, BOOT_MAX);
            case "odoM" -> draft.odometerM = whole(name, parser, 0, ODOMETER_M_MAX);
            case "lon" -> {
                draft.lonTold = true;
                draft.lon = numberOrNull(name, parser, -180, 180);
            }
            case "lat" -> {
                draft.latTold = true;
                draft.lat = numberOrNull(name, parser, -90, 90);
            }
            case "accM" -> draft.accuracyM = numberOrNull(name, parser, 0, 10_000);
            case "kmh" -> draft.speedKmh = number(name, parser, 0, 300);
            case "headingDeg" -> draft.headingDeg = numberOrNull(name, parser, 0, 360);
            case "socPercent" -> draft.socPercent = number(name, parser, 0, 100);
            case "doors" -> draft.doorsOpen = doors(name, parser);
            case "locked" -> draft.locked = flag(name, parser);
            case "plugged" -> draft.plugged = flag(name, parser);
            case "charging" -> draft.charging = flag(name, parser);
            case "cmd" -> draft.command = idOrNull(name, parser);
            default -> draft.keep(name, slice(parser));
        }
    }

    /**
     * The value as it was sent, as JSON. Text with escapes stays text, so nothing in it has to be storable as a value;
     * bytes of CBOR become Base64.
     */
    private String slice(JsonParser parser) throws IOException {
        if (cbor) {
            StringWriter json = new StringWriter();
            try (JsonGenerator generator = JSON.createGenerator(json)) {
                generator.copyCurrentStructure(parser);
            }
            return json.toString();
        }
        int from = (int) parser.currentTokenLocation().getByteOffset();
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
        } else {
            parser.finishToken();
        }
        int to = (int) parser.currentLocation().getByteOffset();
        return new String(payload, from, to - from, StandardCharsets.UTF_8).strip();
    }

    private Long whole(String name, JsonParser parser, long min, long max) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && parser.getLongValue() >= min
                && parser.getLongValue() <= max) {
            return parser.getLongValue();
        }
        return fault(name, parser, "send a whole number from " + min + " to " + max);
    }

    private Double number(String name, JsonParser parser, double min, double max) throws IOException {
        if (parser.currentToken().isNumeric()) {
            double value = parser.getDoubleValue();
            if (value >= min && value <= max) {
                return value;
            }
        }
        return fault(name, parser, "send a number from " + (long) min + " to " + (long) max);
    }

    private Double numberOrNull(String name, JsonParser parser, double min, double max) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : number(name, parser, min, max);
    }

    private Boolean flag(String name, JsonParser parser) throws IOException {
        if (parser.currentToken().isBoolean()) {
            return parser.currentToken() == JsonToken.VALUE_TRUE;
        }
        return fault(name, parser, "send true or false");
    }

    private Boolean doors(String name, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            switch (parser.getText()) {
                case "OPEN":
                    return true;
                case "CLOSED":
                    return false;
                default:
                    break;
            }
        }
        return fault(name, parser, "send OPEN or CLOSED");
    }

    private UUID idOrNull(String name, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        try {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return UUID.fromString(parser.getText());
            }
        } catch (IllegalArgumentException notAnId) {
            return fault(name, parser, "send the id of the command, a UUID");
        }
        return fault(name, parser, "send the id of the command, a UUID");
    }

    private <T> T fault(String name, JsonParser parser, String fix) throws IOException {
        sound = false;
        boolean text = !cbor && !parser.currentToken().isStructStart();
        faults.add(new Fault(at + "/" + name, text ? parser.getText() : slice(parser), fix));
        return null;
    }

    private boolean isComplete(Draft draft) {
        int before = faults.size();
        need(draft.ts != null, "ts");
        need(draft.seq != null, "seq");
        need(draft.boot != null, "boot");
        need(draft.lonTold, "lon");
        need(draft.latTold, "lat");
        need(draft.speedKmh != null, "kmh");
        need(draft.odometerM != null, "odoM");
        need(draft.socPercent != null, "socPercent");
        need(draft.doorsOpen != null, "doors");
        need(draft.locked != null, "locked");
        need(draft.plugged != null, "plugged");
        need(draft.charging != null, "charging");
        if ((draft.lon == null) != (draft.lat == null)) {
            faults.add(new Fault(
                    at + (draft.lon == null ? "/lon" : "/lat"), "null", "send both lon and lat, or null for both"));
        }
        return faults.size() == before;
    }

    private void need(boolean there, String name) {
        if (!there) {
            faults.add(new Fault(at + "/" + name, "absent", "every report has it"));
        }
    }

    /** A report while it is being read. */
    private static final class Draft {
        private Long ts;
        private Long seq;
        private Long boot;
        private boolean lonTold;
        private boolean latTold;
        private Double lon;
        private Double lat;
        private Double accuracyM;
        private Double speedKmh;
        private Double headingDeg;
        private Long odometerM;
        private Double socPercent;
        private Boolean doorsOpen;
        private Boolean locked;
        private Boolean plugged;
        private Boolean charging;
        private UUID command;
        private StringBuilder extra;

        private void keep(String name, String value) {
            extra = extra == null ? new StringBuilder("{") : extra.append(',');
            extra.append('"').append(JsonStringEncoder.getInstance().quoteAsString(name));
            extra.append("\":").append(value);
        }

        private VehicleReport report() {
            GeoPoint position = lon == null ? null : new GeoPoint(lon, lat);
            return new VehicleReport(
                    Instant.ofEpochMilli(ts),
                    boot,
                    seq,
                    position,
                    position == null ? null : accuracyM,
                    speedKmh,
                    headingDeg,
                    odometerM,
                    socPercent,
                    doorsOpen,
                    locked,
                    plugged,
                    charging,
                    command,
                    null,
                    extra == null ? null : extra.append('}').toString());
        }
    }
}
