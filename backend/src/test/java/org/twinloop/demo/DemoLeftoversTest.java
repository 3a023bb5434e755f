package org.twinloop.demo;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.isolation.Catalogue;
import org.twinloop.trip.TestCity;

/** Production beside what demo mode has left. */
@QuarkusTest
class DemoLeftoversTest {

    @Inject
    DemoLeftoversRepository repository;

    @BeforeEach
    void the_sample_city_stands() {
        TestCity.ready();
    }

    @Test
    void production_does_not_start_while_demo_accounts_can_sign_in() {
        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> new DemoLeftovers(repository, "production", Optional.empty()).start(new StartupEvent()));

        assertTrue(refused.getMessage().contains("wang"), refused.getMessage());
        assertTrue(refused.getMessage().contains("docs/runbook.md"), refused.getMessage());
        assertDoesNotThrow(
                () -> new DemoLeftovers(repository, "demo", Optional.of("a token")).start(new StartupEvent()));
    }

    @Test
    void a_closed_account_does_not_stand_in_the_way() throws SQLException {
        UUID[] one = {DemoPeople.personId("traveller15")};
        assertEquals(List.of("traveller15"), repository.open(one));
        active(false);
        try {
            assertEquals(List.of(), repository.open(one));
        } finally {
            active(true);
        }
    }

    @Test
    void a_token_of_the_demo_is_told_of_by_its_name_and_nothing_else_is() {
        assertEquals(List.of(), DemoLeftovers.found(List.of(), false));
        List<String> found = DemoLeftovers.found(List.of(), true);
        assertEquals(1, found.size());
        assertTrue(found.get(0).contains("TWINLOOP_DEMO_PARTNER_TOKEN"));
        assertFalse(found.get(0).contains("accounts"));
    }

    private static void active(boolean active) throws SQLException {
        try (Connection owner = Catalogue.owner();
                Statement sql = owner.createStatement()) {
            sql.executeUpdate("update identity.person set active = " + active + " where login = 'traveller15'");
        }
    }
}
