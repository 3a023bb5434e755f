package org.twinloop.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.common.Money;
import org.twinloop.pricing.PriceTerms.Band;
import org.twinloop.pricing.PriceTerms.BikeTerms;
import org.twinloop.pricing.PriceTerms.CarShareTerms;
import org.twinloop.pricing.PriceTerms.ChargingTerms;
import org.twinloop.pricing.PriceTerms.ChauffeurTerms;
import org.twinloop.pricing.PriceTerms.ServicePackage;
import org.twinloop.pricing.Usage.BikeUsage;
import org.twinloop.pricing.Usage.CarShareUsage;
import org.twinloop.pricing.Usage.ChargingUsage;
import org.twinloop.pricing.Usage.ChauffeurUsage;
import org.twinloop.pricing.Usage.EnergyInterval;

class PricingTest {

    private static final Instant START = Instant.parse("2026-10-12T01:00:00Z");
    private static final CarShareTerms V2015 = new CarShareTerms(30, 1500, 50, 18_000, 0, 0);
    private static final ChauffeurTerms SERVICE = new ChauffeurTerms(
            List.of(
                    new ServicePackage("SINGLE", 60, 20, 16_000),
                    new ServicePackage("HALF_DAY", 240, 50, 30_000),
                    new ServicePackage("DAY", 480, 100, 50_000)),
            300,
            30,
            2500);
    private static final ChargingTerms DAY_AND_NIGHT = new ChargingTerms(
            List.of(
                    new Band(LocalTime.of(6, 0), LocalTime.of(8, 0), "ENERGY_FLAT", 75),
                    new Band(LocalTime.of(8, 0), LocalTime.of(11, 0), "ENERGY_PEAK", 120),
                    new Band(LocalTime.of(11, 0), LocalTime.of(22, 0), "ENERGY_FLAT", 75),
                    new Band(LocalTime.of(22, 0), LocalTime.of(6, 0), "ENERGY_VALLEY", 35)),
            40,
            30,
            50,
            3000);

    /** The worked examples printed in the sources of the tariff of 2015. */
    @ParameterizedTest
    @CsvSource({
        "PT28M, 1500",
        "PT29M, 1500",
        "PT30M, 1500",
        "PT30M25S, 1550",
        "PT40M, 2000",
        "PT24H8M, 18400",
        "PT24H10M, 18500",
        "PT48H20M, 37000",
        "PT48H10M, 36500",
        "PT1S, 1500",
        "PT0S, 1500",
        "PT24H, 18000",
        "PT48H, 36000",
        "PT23H59M, 18000",
        "PT30H1M, 36000"
    })
    void a_shared_car_costs_what_the_published_examples_say(Duration used, long fen) {
        assertEquals(Money.fen(fen), carShare(V2015, used, "12.5"));
    }

    @Test
    void minutes_begin_with_the_first_nanosecond_beyond_the_flat_time() {
        assertEquals(Money.fen(1550), carShare(V2015, Duration.ofMinutes(30).plusNanos(1), "0"));
    }

    @Test
    void the_daily_cap_is_a_line_of_its_own_and_the_lines_add_up() {
        List<PriceLine> lines =
                Pricing.price(V2015, new CarShareUsage(START, START.plus(Duration.ofHours(10)), BigDecimal.ONE));
        assertEquals(
                List.of("TIME", "DAY_CAP_ADJ"),
                lines.stream().map(PriceLine::code).toList());
        assertEquals(Money.fen(1500 + 570 * 50), lines.get(0).amount());
        assertEquals(Money.fen(18_000 - 30_000), lines.get(1).amount());
        assertEquals(Money.fen(18_000), PriceLine.total(lines));
    }

    @Test
    void a_cap_above_the_price_of_a_whole_day_makes_nothing_dearer() {
        CarShareTerms cheap = new CarShareTerms(30, 1500, 1, 99_999, 0, 0);
        assertEquals(Money.fen(1500 + 1410), carShare(cheap, Duration.ofHours(24), "0"));
        assertEquals(Money.fen(1500 + 1410 + 1440), carShare(cheap, Duration.ofHours(48), "0"));
    }

    @Test
    void kilometres_and_insurance_are_charged_where_the_list_names_them() {
        CarShareTerms later = new CarShareTerms(0, 0, 60, 21_900, 99, 1500);
        List<PriceLine> lines = Pricing.price(
                later, new CarShareUsage(START, START.plus(Duration.ofMinutes(20)), new BigDecimal("7.355")));
        assertEquals(
                List.of("TIME", "DISTANCE", "INSURANCE"),
                lines.stream().map(PriceLine::code).toList());
        assertEquals(Money.fen(728), lines.get(1).amount(), "7.355 km at 0.99 is 7.28145 yuan");
        assertEquals(Money.fen(1200 + 728 + 1500), PriceLine.total(lines));
    }

    /** Hellobike and Meituan of March 2021, Mobike of July 2019 and of 2017. */
    @ParameterizedTest
    @CsvSource({
        "15, 150, 15, 100, PT60M, 450", "15, 150, 15, 50, PT60M, 300", "15, 150, 15, 50, PT15M, 150",
        "15, 150, 15, 50, PT15M1S, 200", "30, 100, 30, 100, PT29M, 100", "30, 100, 30, 100, PT30M1S, 200",
        "30, 150, 30, 150, PT60M, 300", "15, 150, 15, 50, PT5S, 150"
    })
    void a_bike_costs_its_start_and_the_steps_begun(
            int base, long baseFen, int step, long stepFen, Duration d, long fen) {
        BikeTerms terms = new BikeTerms(base, baseFen, step, stepFen);
        assertEquals(Money.fen(fen), PriceLine.total(Pricing.price(terms, new BikeUsage(START, START.plus(d)))));
    }

    @ParameterizedTest
    @CsvSource({
        "PT40M, 12, 单次用车, 16000", "PT1H, 20, 单次用车, 16000", "PT1H1M, 20, 单次用车, 18500",
        "PT3H30M, 30, 半日用车, 30000", "PT3H31M, 20, 半日用车, 30000", "PT1H, 60, 单次用车, 28000",
        "PT4H, 61.5, 半日用车, 33450", "PT8H, 100, 全日用车, 50000", "PT9H, 110, 全日用车, 58000"
    })
    void a_car_with_driver_costs_the_package_that_makes_the_whole_cheapest(
            Duration used, String km, String name, long fen) {
        ChauffeurUsage order = new ChauffeurUsage(START, START.plus(used), new BigDecimal(km), 0, 0);
        List<PriceLine> lines = Pricing.price(SERVICE, order);
        assertTrue(lines.get(0).descriptionZh().startsWith(name + "：含 "), lines.toString());
        assertEquals(Money.fen(fen), PriceLine.total(lines));
        for (ServicePackage other : SERVICE.packages()) {
            assertTrue(PriceLine.total(Pricing.by(other, SERVICE, order)).fen() >= fen, other.code() + " is cheaper");
        }
    }

    @Test
    void a_package_is_told_in_words_and_one_without_a_name_by_what_it_includes() {
        ChauffeurUsage order = new ChauffeurUsage(START, START.plus(Duration.ofMinutes(50)), BigDecimal.TEN, 0, 0);
        assertEquals(
                "half day: 240 min and 50 km included", told("HALF_DAY", order).descriptionEn());
        assertEquals("套餐：含 240 分钟、50 公里", told("AIRPORT_RUN", order).descriptionZh());
    }

    private static PriceLine told(String code, ChauffeurUsage order) {
        return Pricing.by(new ServicePackage(code, 240, 50, 30_000), SERVICE, order)
                .get(0);
    }

    @Test
    void tolls_and_parking_are_added_at_cost() {
        List<PriceLine> lines = Pricing.price(
                SERVICE,
                new ChauffeurUsage(START, START.plus(Duration.ofMinutes(50)), new BigDecimal("18"), 1500, 1000));
        assertEquals(
                List.of("PACKAGE", "TOLL", "PARKING"),
                lines.stream().map(PriceLine::code).toList());
        assertEquals(Money.fen(18_500), PriceLine.total(lines));
    }

    @Test
    void a_charging_session_over_a_band_border_is_split_there_and_says_so() {
        Instant half7 = Instant.parse("2026-10-11T23:30:00Z"); // 07:30 in Shanghai
        ChargingUsage session = new ChargingUsage(
                List.of(new EnergyInterval(half7, half7.plus(Duration.ofHours(1)), new BigDecimal("10.0001"))),
                Duration.ZERO);
        List<PriceLine> lines = Pricing.price(DAY_AND_NIGHT, session);
        assertEquals(
                List.of("ENERGY_FLAT", "ENERGY_PEAK", "SERVICE"),
                lines.stream().map(PriceLine::code).toList());
        assertEquals(new BigDecimal("5.0001"), lines.get(0).quantity());
        assertEquals(new BigDecimal("5.0000"), lines.get(1).quantity());
        assertEquals(Money.fen(375), lines.get(0).amount());
        assertEquals(Money.fen(600), lines.get(1).amount());
        assertEquals(Money.fen(400), lines.get(2).amount());
        assertTrue(lines.get(0).descriptionEn().endsWith("estimated)"));
    }

    @Test
    void meter_readings_at_the_border_are_taken_as_they_are() {
        Instant eight = Instant.parse("2026-10-12T00:00:00Z"); // 08:00 in Shanghai
        ChargingUsage session = new ChargingUsage(
                List.of(
                        new EnergyInterval(eight.minusSeconds(1800), eight, new BigDecimal("4")),
                        new EnergyInterval(eight, eight.plusSeconds(1800), new BigDecimal("6"))),
                Duration.ZERO);
        List<PriceLine> lines = Pricing.price(DAY_AND_NIGHT, session);
        assertEquals(Money.fen(4 * 75 + 6 * 120 + 10 * 40), PriceLine.total(lines));
        assertTrue(lines.stream().noneMatch(line -> line.descriptionEn().contains("estimated")));
    }

    @Test
    void a_night_of_charging_runs_over_midnight_through_every_band() {
        Instant ten = Instant.parse("2026-10-12T13:00:00Z"); // 21:00 in Shanghai
        ChargingUsage session = new ChargingUsage(
                List.of(new EnergyInterval(ten, ten.plus(Duration.ofHours(12)), new BigDecimal("12"))), Duration.ZERO);
        List<PriceLine> lines = Pricing.price(DAY_AND_NIGHT, session);
        // 21–22 flat 1, 22–06 valley 8, 06–08 flat 2, 08–09 peak 1
        assertEquals(Money.fen(3 * 75 + 8 * 35 + 120 + 12 * 40), PriceLine.total(lines));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0", "PT30M, 0", "PT31M, 50", "PT30M1S, 50", "PT90M, 3000", "PT10H, 3000"})
    void an_occupied_bay_costs_after_the_grace_up_to_its_cap(Duration idle, long fen) {
        assertEquals(Money.fen(fen), PriceLine.total(Pricing.price(DAY_AND_NIGHT, new ChargingUsage(List.of(), idle))));
    }

    @Test
    void usage_of_another_product_is_refused() {
        BikeUsage ride = new BikeUsage(START, START.plusSeconds(60));
        assertThrows(IllegalArgumentException.class, () -> Pricing.price(V2015, ride));
    }

    @Test
    void usage_that_ends_before_it_starts_does_not_exist() {
        assertThrows(IllegalArgumentException.class, () -> new BikeUsage(START, START.minusSeconds(1)));
    }

    private static Money carShare(CarShareTerms terms, Duration used, String km) {
        return PriceLine.total(Pricing.price(terms, new CarShareUsage(START, START.plus(used), new BigDecimal(km))));
    }
}
