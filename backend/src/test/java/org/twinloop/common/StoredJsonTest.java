package org.twinloop.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class StoredJsonTest {

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    record Stored(String name, int seats) {}

    @Test
    void a_document_of_another_version_is_read_and_a_request_like_it_is_not() {
        StoredJson stored = new StoredJson(STRICT);

        assertEquals(
                new Stored("EV", 5),
                stored.read("{\"name\": \"EV\", \"seats\": 5, \"wheels\": {\"of\": [1, 2]}}", Stored.class));
        assertThrows(JsonProcessingException.class, () -> STRICT.readValue("{\"wheels\": 4}", Stored.class));
    }

    @Test
    void what_an_older_document_does_not_say_is_nothing() {
        Stored old = new StoredJson(STRICT).read("{}", Stored.class);

        assertNull(old.name());
        assertEquals(0, old.seats());
    }

    @Test
    void what_is_no_document_is_a_mistake_of_ours() {
        assertThrows(IllegalStateException.class, () -> new StoredJson(STRICT).read("[7]", Stored.class));
    }
}
