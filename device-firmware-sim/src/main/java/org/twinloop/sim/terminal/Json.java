package org.twinloop.sim.terminal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as devices write it. */
public final class Json {
    /** Shared reader and writer of trees; safe for use by several threads. */
    public static final ObjectMapper MAPPER = new ObjectMapper();

    private static final JsonFactory FACTORY = MAPPER.getFactory();

    private Json() {}

    /** Fields of one object, written in order. */
    @FunctionalInterface
    public interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    public static byte[] object(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A number with so many decimals. */
    public static double rounded(double value, int decimals) {
        double scale = Math.pow(10, decimals);
        return Math.round(value * scale) / scale;
    }

    static byte[] answer(String commandId, Verdict verdict, long atMs) {
        return object(json -> {
            json.writeStringField("id", commandId);
            json.writeStringField("result", verdict.accepted() ? "ACCEPTED" : "REJECTED");
            if (verdict.reason() != null) {
                json.writeStringField("reason", verdict.reason());
            }
            json.writeNumberField("ts", atMs);
        });
    }
}
