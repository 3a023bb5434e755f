package org.twinloop.trip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.device.command.Command;
import org.twinloop.trip.ride.TripState;

/** Who came for the car and could not open it. */
class TripBookingTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "UNLOCK, FAILED, CANCELLED, true",
        "UNLOCK, EXPIRED, CANCELLED, true",
        "UNLOCK, EXPIRED, NO_SHOW, true",
        "UNLOCK, SENT, NO_SHOW, true",
        "UNLOCK, SENT, CANCELLED, false",
        "UNLOCK, CONFIRMED, NO_SHOW, false",
        "FIND, EXPIRED, NO_SHOW, false"
    })
    void an_order_to_open_that_did_not_open_shows_that_somebody_came(
            Command.Kind kind, Command.State state, TripState how, boolean inVain) {
        Command order = new Command(
                UUID.randomUUID(), "T-1", kind, null, NOW, null, null, null, state, null, NOW, null, null, null);

        assertEquals(inVain, TripBooking.triedInVain(List.of(order), how));
        assertEquals(false, TripBooking.triedInVain(List.of(), how));
    }
}
