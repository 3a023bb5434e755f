package org.twinloop.partner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.chauffeur.CarService;

/** What partners tell of a finished ride is billed only within bounds, and a refusal names the field. */
class PartnerAnswersTest {

    @Test
    void a_ride_within_bounds_is_taken_as_it_is() throws JsonProcessingException {
        CarService.Usage usage = usage(new ObjectMapper(), "\"km\":12.5,\"minutes\":30,\"tollFen\":1500");

        assertEquals(new BigDecimal("12.5"), usage.km());
        assertEquals(30, usage.minutes());
        assertEquals(1500, usage.tollFen());
        assertEquals(0, usage.parkingFen());
    }

    @ParameterizedTest
    @CsvSource({
        "km, 1e999999999",
        "km, 1e-999999999",
        "km, 10001",
        "km, -1",
        "tollFen, 9223372036854775807",
        "tollFen, 99999999999999999999",
        "tollFen, -1",
        "parkingFen, 1e400",
        "parkingFen, 10000001",
        "minutes, 2147483648",
        "minutes, 1.5",
    })
    void what_is_beyond_them_is_refused_by_name(String field, String value) {
        String km = field.equals("km") ? "" : "\"km\":1,";
        ObjectMapper exact = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

        PartnerFailure refused =
                assertThrows(PartnerFailure.class, () -> usage(exact, km + "\"" + field + "\":" + value));

        assertTrue(refused.getMessage().startsWith("usage." + field + ": "), refused.getMessage());
        assertTrue(refused.getMessage().length() < 150, refused.getMessage());
    }

    @Test
    void a_distance_that_is_no_finite_number_is_refused() {
        assertThrows(PartnerFailure.class, () -> usage(new ObjectMapper(), "\"km\":1e999999999"));
    }

    private static CarService.Usage usage(ObjectMapper json, String usage) throws JsonProcessingException {
        return PartnerAnswers.order(json.readTree("{\"status\":\"COMPLETED\",\"startedAt\":\"2026-11-23T02:00:00Z\","
                        + "\"endedAt\":\"2026-11-23T02:30:00Z\",\"usage\":{" + usage + "}}"))
                .usage();
    }
}
