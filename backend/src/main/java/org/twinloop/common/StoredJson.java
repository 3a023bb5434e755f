package org.twinloop.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;

/**
 * JSON that this service keeps in its database. A document outlives the version that wrote it, and two versions run
 * side by side while one replaces the other: a field nobody knows any more, or not yet, is passed over, and one that
 * was not there then is null, or 0 where it is a number. What a request says stays strict.
 */
@Singleton
public class StoredJson {

    private final ObjectMapper json;

    StoredJson(ObjectMapper strict) {
        json = strict.copy()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
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
