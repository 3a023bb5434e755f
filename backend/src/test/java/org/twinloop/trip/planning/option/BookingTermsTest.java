package org.twinloop.trip.planning.option;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How far a booked car has to come with the charge it starts with. */
class BookingTermsTest {
    private static final Instant FROM = Instant.parse("2026-11-23T02:00:00Z");
    private static final double WHOLE_WAY_KM = 182.4;

    @Test
    void a_car_that_is_charged_on_the_way_has_to_come_to_the_pile() {
        assertEquals(61_250, terms(charge(61.25)).metresToCharge());
    }

    @Test
    void without_a_stop_or_a_distance_to_it_the_whole_way_counts() {
        assertEquals(182_400, terms(null).metresToCharge());
        assertEquals(182_400, terms(charge(null)).metresToCharge());
    }

    private static BookingTerms.Charge charge(Double km) {
        return new BookingTerms.Charge(
                UUID.randomUUID(), UUID.randomUUID(), "P-1", FROM, FROM.plus(Duration.ofMinutes(30)), km);
    }

    private static BookingTerms terms(BookingTerms.Charge charge) {
        return new BookingTerms(
                FROM,
                FROM.plus(Duration.ofHours(4)),
                UUID.randomUUID(),
                "CAR_SHARE",
                UUID.randomUUID(),
                "ANY",
                UUID.randomUUID(),
                UUID.randomUUID(),
                List.of(),
                true,
                false,
                5,
                false,
                WHOLE_WAY_KM,
                null,
                null,
                charge,
                null,
                List.of(),
                null,
                null);
    }
}
