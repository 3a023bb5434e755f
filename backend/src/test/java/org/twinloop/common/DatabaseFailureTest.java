package org.twinloop.common;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class DatabaseFailureTest {

    @Test
    void a_document_that_cannot_be_read_is_no_outage() {
        StoredJson stored = new StoredJson(new ObjectMapper());

        IllegalStateException failed = assertThrows(IllegalStateException.class, () -> stored.read("{", Integer.class));

        assertFalse(DatabaseFailure.isUnavailable(failed));
    }

    @Test
    void a_database_that_cannot_be_reached_is_one() {
        assertTrue(DatabaseFailure.isUnavailable(new IllegalStateException(new ConnectException("refused"))));
    }
}
