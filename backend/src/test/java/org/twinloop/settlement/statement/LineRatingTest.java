package org.twinloop.settlement.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.PriceTerms;
import org.twinloop.pricing.PriceTerms.Band;
import org.twinloop.pricing.PriceTerms.BikeTerms;
import org.twinloop.pricing.PriceTerms.CarShareTerms;
import org.twinloop.pricing.PriceTerms.ChargingTerms;
import org.twinloop.pricing.PriceTerms.ChauffeurTerms;
import org.twinloop.pricing.PriceTerms.ServicePackage;
import org.twinloop.settlement.statement.BilledOrder.Billed;
import org.twinloop.settlement.statement.BilledOrder.Contest;
import org.twinloop.settlement.statement.BilledOrder.Driven;
import org.twinloop.settlement.statement.BilledOrder.Ours;
import org.twinloop.settlement.statement.LineRating.Rated;

/** Tolerances and codes that need no database. */
class LineRatingTest {

    private static final Instant START = Instant.parse("2026-10-12T01:00:00Z");
    private static final PriceTerms CAR = new CarShareTerms(30, 1500, 50, 18_000, 0, 300);
    private static final PriceTerms BIKE = new BikeTerms(15, 150, 15, 50);
    private static final PriceTerms SERVICE = new ChauffeurTerms(
            List.of(new ServicePackage("SINGLE", 60, 20, 16_000), new ServicePackage("DAY", 480, 100, 50_000)),
            300,
            30,
            2500);
    private static final PriceTerms CHARGING = new ChargingTerms(
            List.of(new Band(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, "ENERGY_FLAT", 80)), 40, 30, 50, 3000);

    /** A car is measured by us and priced to the fen; for the others a yuan or one percent is no difference. */
    @ParameterizedTest
    @CsvSource({
        "CAR_SHARE, 0, MATCHED", "CAR_SHARE, 1, MATCHED", "CAR_SHARE, 2, DIFFERENT", "CAR_SHARE, -2, DIFFERENT",
        "BIKE, 100, MATCHED", "BIKE, 101, DIFFERENT", "CHAUFFEUR, 160, MATCHED", "CHAUFFEUR, 161, DIFFERENT"
    })
    void an_amount_is_different_beyond_the_tolerance_of_its_product(String product, long more, Verdict verdict) {
        Case order = new Case(terms(product));
        order.total = order.right() + more;
        order.parts = order.total;
        assertEquals(verdict, order.rate().verdict());
    }

    @Test
    void insurance_is_part_of_the_price_and_other_charges_are_the_persons_own() {
        Case order = new Case(CAR);
        order.other = 300;
        assertEquals(Verdict.MATCHED, order.rate().verdict());
        order.other = 301;
        assertEquals(List.of("D11"), order.rate().codes());
    }

    @Test
    void an_amount_above_the_approved_ceiling_is_told_even_when_it_is_right() {
        Case order = new Case(CAR);
        order.ceiling = order.right() - 1;
        assertEquals(List.of("D12"), order.rate().codes());
        order.ceiling = order.right();
        assertEquals(List.of(), order.rate().codes());
    }

    @Test
    void what_is_in_dispute_is_not_paid_before_it_is_decided_and_then_as_decided() {
        Case order = new Case(CAR);
        order.contest = new Contest(true, order.total - 100);
        assertEquals(List.of("D20"), order.rate().codes());
        assertEquals(order.total - 100, order.rate().expected().fen());
        order.contest = new Contest(false, order.total);
        assertEquals(Verdict.MATCHED, order.rate().verdict());
        order.contest = new Contest(false, order.total - 1);
        assertEquals(List.of("D21"), order.rate().codes());
    }

    @Test
    void a_dearer_package_than_the_cheapest_is_the_wrong_tariff() {
        Case order = new Case(SERVICE);
        order.total = 50_000;
        order.parts = order.total;
        Rated rated = order.rate();
        assertEquals(List.of("D07"), rated.codes());
        assertTrue(rated.explanationEn().contains("priced by DAY"), rated.explanationEn());
    }

    @ParameterizedTest
    @CsvSource({"11200, D04", "11201, D04 D16", "8799, D04 D16"})
    void energy_beyond_the_loss_band_is_told(long energyWh, String codes) {
        Case order = new Case(CHARGING);
        order.energyWh = energyWh;
        order.total = order.right() + 500;
        order.parts = order.total;
        assertEquals(codes, String.join(" ", order.rate().codes()));
    }

    @ParameterizedTest
    @CsvSource({"35, true", "36, true", "40, false", "26, true", "25, false"})
    void minutes_are_told_beyond_five(int minutes, boolean fine) {
        Case order = new Case(CAR);
        order.minutes = minutes;
        assertEquals(fine ? List.of() : List.of("D05"), order.rate().codes());
    }

    /** Priced by the 12 km the ride ended with; the bill is held against what the reports told afterwards. */
    @Test
    void kilometres_are_held_against_the_distance_that_is_believed() {
        Case order = new Case(CAR);
        order.driven = new Driven(
                "MATCHED", new BigDecimal("15.1"), new BigDecimal("2"), new BigDecimal("14.6"), new BigDecimal("15.1"));
        Rated rated = order.rate();
        assertEquals(List.of("D06"), rated.codes());
        assertTrue(
                rated.explanationEn().contains("measured 15.1 km (odometer 2 km, roads* 15.1 km, positions 14.6 km)"),
                rated.explanationEn());
        order.driven = new Driven("GPS", new BigDecimal("13.9"), null, new BigDecimal("13.9"), null);
        assertEquals(List.of(), order.rate().codes());
    }

    @Test
    void an_adjustment_expects_nothing_and_waits_for_a_person() {
        Case order = new Case(CAR);
        order.status = "SUPPLEMENT";
        Rated rated = order.rate();
        assertEquals(List.of("D18"), rated.codes());
        assertEquals(0, rated.expected().fen());
    }

    @Test
    void another_plate_is_a_difference_and_the_same_written_otherwise_is_none() {
        Case order = new Case(CAR);
        assertEquals(Verdict.MATCHED, order.rate().verdict());
        order.plate = "沪AD54321";
        Rated rated = order.rate();
        assertEquals(Verdict.DIFFERENT, rated.verdict());
        assertEquals(List.of("D19"), rated.codes());
        assertTrue(rated.explanationZh().startsWith("车牌 沪AD54321 应为 沪AD12345"), rated.explanationZh());
    }

    @Test
    void an_order_that_was_driven_and_is_billed_as_cancelled_is_a_difference() {
        Case order = new Case(CAR);
        order.status = "CANCELLED";
        Rated rated = order.rate();
        assertEquals(Verdict.DIFFERENT, rated.verdict());
        assertEquals(List.of("D10"), rated.codes());
    }

    @Test
    void a_cancelled_order_that_costs_nothing_matches() {
        Case order = new Case(CAR);
        order.cancelled = true;
        assertEquals(Verdict.CANCELLED_BILLED, order.rate().verdict());
        order.total = 0;
        order.parts = 0;
        assertEquals(Verdict.MATCHED, order.rate().verdict());
    }

    @ParameterizedTest
    @CsvSource({"500, MATCHED, ''", "501, CANCELLED_BILLED, D10", "499, DIFFERENT, D04", "0, DIFFERENT, D04"})
    void a_cancelled_order_costs_the_fee_that_was_paid_for_it(long billed, Verdict verdict, String codes) {
        Case order = new Case(CAR);
        order.cancelled = true;
        order.fee = 500;
        order.total = billed;
        order.parts = billed;
        Rated rated = order.rate();
        assertEquals(verdict, rated.verdict());
        assertEquals(codes, String.join(" ", rated.codes()));
        assertEquals(500, rated.expected().fen());
    }

    private static PriceTerms terms(String product) {
        return switch (product) {
            case "CAR_SHARE" -> CAR;
            case "BIKE" -> BIKE;
            case "CHAUFFEUR" -> SERVICE;
            default -> CHARGING;
        };
    }

    /** A drive of 31 minutes, 12 km and 10 kWh, billed rightly until a test says otherwise. */
    private static final class Case {
        private final PriceList list;
        private String status = "NORMAL";
        private String plate = "沪A·D12345";
        private int minutes = 31;
        private long energyWh = 10_000;
        private long other;
        private long total;
        private long parts;
        private Long ceiling;
        private Driven driven;
        private boolean cancelled;
        private long fee;
        private Contest contest;

        private Case(PriceTerms terms) {
            list = new PriceList(
                    UUID.randomUUID(), "L-1", UUID.randomUUID(), "EVC", terms.product(), "ANY", 1, START, null, terms);
            total = right();
            parts = total;
        }

        private long right() {
            return org.twinloop.pricing.PriceLine.total(
                            org.twinloop.pricing.Pricing.price(list.terms(), ours().usage()))
                    .fen();
        }

        private Rated rate() {
            Billed billed = new Billed(
                    status, "GOA-01", plate, minutes, BigDecimal.valueOf(12), energyWh, 0, 0, other, parts, total);
            return new LineRating(List.of(list)).rate(new BilledOrder(2, "2026-10", billed, ours()));
        }

        private Ours ours() {
            return new Ours(
                    cancelled,
                    list.product(),
                    "ANY",
                    list.id(),
                    "GOA-01",
                    "沪AD12345",
                    "2026-10",
                    START,
                    START.plus(Duration.ofMinutes(31)),
                    BigDecimal.valueOf(12),
                    driven,
                    10_000,
                    0,
                    0,
                    ceiling,
                    fee,
                    contest);
        }
    }
}
