package org.twinloop.charging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.charging.PileCodec.Unreadable;

/** Words of a pile that the database cannot hold; they would take the whole batch with them. */
class PileTextTest {

    private static final Instant NOW = Instant.parse("2026-11-23T01:30:00Z");

    @Test
    void an_error_with_u0000_is_unreadable_and_says_so() {
        Unreadable refused = assertThrows(Unreadable.class, () -> status("E1\\u0000"));
        assertEquals("error: value \"E1\\u0000\"; U+0000 is no text", refused.getMessage());
    }

    @Test
    void any_other_word_is_taken_as_it_is() throws Unreadable {
        assertEquals("过温 E1\n", status("过温 E1\\n").error());
    }

    private static PileMessage.Status status(String error) throws Unreadable {
        String payload = "{\"ts\":%d,\"boot\":1,\"seq\":1,\"connector\":1,\"status\":\"INOPERATIVE\",\"error\":\"%s\"}"
                .formatted(NOW.toEpochMilli(), error);
        return PileCodec.status(UUID.randomUUID(), payload.getBytes(StandardCharsets.UTF_8), NOW);
    }
}
