package org.twinloop.partner.gb32960;

import java.util.HexFormat;
import org.twinloop.partner.gb32960.wire.Absence;
import org.twinloop.partner.gb32960.wire.Part;
import org.twinloop.partner.gb32960.wire.Quantity;
import org.twinloop.partner.gb32960.wire.Readings;

/**
 * Writes the readings of a data unit as a JSON array with one object for each information type, in the order of the
 * wire. A field without a number has a word instead ({@code "ABNORMAL"}), so that it is never taken for one.
 */
final class ReadingsJson implements Readings {

    private static final int SIGNATURE = 0xFF;
    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder json = new StringBuilder(1_024);
    private final int opaqueBytesMax;
    private Part list;
    private Quantity many;

    /** @param opaqueBytesMax so many bytes of a type this service does not read are kept, from its beginning */
    ReadingsJson(int opaqueBytesMax) {
        this.opaqueBytesMax = opaqueBytesMax;
    }

    /** Forgets what was written. */
    void clear() {
        json.setLength(0);
        list = null;
        many = null;
    }

    /** The array; empty when nothing was heard. */
    void appendTo(StringBuilder whole) {
        whole.append('[').append(json).append(']');
    }

    @Override
    public void open(Part part) {
        if (!part.isEntry()) {
            separate();
            json.append("{\"info\":\"").append(part.json()).append('"');
            return;
        }
        endMany();
        if (list == part) {
            json.append(",{");
        } else {
            json.append(",\"").append(part.json()).append("\":[{");
            list = part;
        }
    }

    @Override
    public void close(Part part) {
        endMany();
        if (!part.isEntry() && list != null) {
            json.append(']');
            list = null;
        }
        json.append('}');
    }

    @Override
    public void number(Quantity quantity, double value) {
        name(quantity);
        if (value == (long) value) {
            json.append((long) value);
        } else {
            json.append(value);
        }
    }

    @Override
    public void absent(Quantity quantity, Absence why) {
        name(quantity);
        json.append('"').append(why.name()).append('"');
    }

    @Override
    public void opaque(int type, byte[] bytes, int from, int length) {
        separate();
        if (type == SIGNATURE) {
            json.append("{\"info\":\"signature\",\"bytes\":").append(length).append('}');
            return;
        }
        json.append("{\"info\":\"opaque\",\"type\":")
                .append(type)
                .append(",\"bytes\":")
                .append(length);
        json.append(",\"hex\":\"")
                .append(HEX.formatHex(bytes, from, from + Math.min(length, opaqueBytesMax)))
                .append("\"}");
    }

    private void name(Quantity quantity) {
        if (many == quantity) {
            json.append(',');
            return;
        }
        endMany();
        if (json.charAt(json.length() - 1) != '{') {
            json.append(',');
        }
        json.append('"').append(quantity.json()).append("\":");
        if (quantity.many()) {
            json.append('[');
            many = quantity;
        }
    }

    private void endMany() {
        if (many != null) {
            json.append(']');
            many = null;
        }
    }

    private void separate() {
        if (json.length() > 0) {
            json.append(',');
        }
    }
}
