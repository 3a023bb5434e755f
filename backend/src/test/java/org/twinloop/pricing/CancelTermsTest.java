package org.twinloop.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;
import org.twinloop.pricing.PriceTerms.CarShareTerms;

/** What giving up a ride costs, and how a price list says it. */
class CancelTermsTest {
    private static final Instant LEAVING = Instant.parse("2026-11-23T02:00:00Z");
    private static final CancelTerms TERMS = new CancelTerms(30, 1_000, 3_000);
    private static final CarShareTerms PRICES = new CarShareTerms(30, 1_500, 50, 18_000, 0, 0, TERMS);

    @Test
    void cancelling_is_free_until_the_minute_named_and_costs_from_then_on() {
        Instant limit = LEAVING.minus(Duration.ofMinutes(30));

        assertEquals(Money.ZERO, TERMS.feeAt(LEAVING, limit.minusSeconds(1)));
        assertEquals(Money.ZERO, TERMS.feeAt(LEAVING, limit));
        assertEquals(Money.fen(1_000), TERMS.feeAt(LEAVING, limit.plusMillis(1)));
        assertEquals(Money.fen(3_000), TERMS.noShowFee());
    }

    @Test
    void a_list_that_says_nothing_costs_nothing_and_writes_nothing() {
        CarShareTerms silent = new CarShareTerms(30, 1_500, 50, 18_000, 0, 0);

        assertEquals(Money.ZERO, silent.cancel().feeAt(LEAVING, LEAVING));
        assertFalse(PriceTermsJson.write(silent).has("cancel"));
        assertEquals(silent, PriceTermsJson.read(PriceTermsJson.write(silent), "/terms"));
    }

    @Test
    void the_terms_come_back_from_json_as_they_were_and_a_slip_is_named() {
        ObjectNode written = PriceTermsJson.write(PRICES);
        assertEquals(PRICES, PriceTermsJson.read(written, "/terms"));

        ((ObjectNode) written.get("cancel")).put("feeFen", -1);
        ProblemException refused = assertThrows(ProblemException.class, () -> PriceTermsJson.read(written, "/terms"));
        assertTrue(refused.errors().stream().anyMatch(e -> e.pointer().equals("/terms/cancel/feeFen")));
    }
}
