package org.twinloop.common;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.deser.std.UUIDDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/**
 * JSON that this service keeps in its database. A document outlives the version that wrote it, and two versions run
 * side by side while one replaces the other: a field nobody knows any more, or not yet, is passed over, and one that
 * was not there then is null, or 0 where it is a number. What a request says stays strict; here simple values are read
 * as they stand, since they were looked at before they were written, and some documents are read with every call.
 */
@Singleton
public class StoredJson {

    private final ObjectMapper json;

    StoredJson(ObjectMapper strict) {
        json = strict.copy()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, false)
                .registerModule(new SimpleModule("twinloop stored") {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public void setupModule(SetupContext context) {
                        context.addDeserializers(new AsItStands());
                    }
                });
    }

    /** The readers of Jackson's own for simple values. */
    private static final class AsItStands extends Deserializers.Base {
        @Override
        public JsonDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription described) {
            Class<?> raw = type.getRawClass();
            if (raw == String.class) {
                return StringDeserializer.instance;
            }
            if (raw == UUID.class) {
                return new UUIDDeserializer();
            }
            return raw == Instant.class ? InstantDeserializer.INSTANT : NumberDeserializers.find(raw, raw.getName());
        }
    }

    /** Reads a document; one that is not what it should be is a mistake of ours. */
    public <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a saved " + type.getSimpleName() + " cannot be read", e);
        }
    }

    /** Like {@link #read(String, Class)}, for lists and maps. */
    public <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a saved " + type.getType() + " cannot be read", e);
        }
    }

    public String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + value.getClass().getSimpleName() + " cannot be written", e);
        }
    }
}
