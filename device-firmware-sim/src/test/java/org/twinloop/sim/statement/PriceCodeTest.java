package org.twinloop.sim.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.sim.terminal.Json;

class PriceCodeTest {
    private static final Instant TEN = Instant.parse("2026-10-12T02:00:00Z");

    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static BilledOrder order(Instant from, long seconds, String km, long energyWh) {
        return new BilledOrder(
                "p",
                "o",
                "X",
                "GOA-01",
                "",
                "",
                "",
                from,
                from.plusSeconds(seconds),
                new BigDecimal(km),
                energyWh,
                0,
                0,
                false);
    }

    private static Charge price(String terms, long seconds, String km) {
        return PriceCode.price(json(terms), order(TEN, seconds, km, 0));
    }

    private static final String V2015 =
            "{'kind':'CAR_SHARE','flatMinutes':30,'flatFen':1500,'perMinuteFen':50,'capPer24hFen':18000,'perKmFen':0,"
                    + "'insuranceFen':0}";

    @ParameterizedTest
    @CsvSource({
        "28:00,1500", "29:00,1500", "30:25,1550", "40:00,2000", "1448:00,18400", "1450:00,18500",
        "2900:00,37000", "2890:00,36500", "0:10,1500", "30:00,1500", "1439:00,18000", "1440:00,18000"
    })
    void car_share_prices_are_those_printed_in_the_sources(String minutes, long fen) {
        String[] parts = minutes.split(":");
        long seconds = Long.parseLong(parts[0]) * 60 + Long.parseLong(parts[1]);

        assertEquals(fen, price(V2015, seconds, "12.3").totalFen());
    }

    @Test
    void kilometres_and_insurance_are_lines_of_their_own_rounded_half_up() {
        String terms = V2015.replace("'perKmFen':0", "'perKmFen':99").replace("'insuranceFen':0", "'insuranceFen':500");

        Charge charge = price(terms, 600, "12.35");

        assertEquals(1_223, charge.distanceFen());
        assertEquals(500, charge.otherFen());
        assertEquals(1_500 + 1_223 + 500, charge.totalFen());
    }

    @ParameterizedTest
    @CsvSource({"60,150", "900,150", "901,200", "1800,200", "3600,300"})
    void bikes_cost_a_base_and_started_steps(long seconds, long fen) {
        String terms = "{'kind':'BIKE','baseMinutes':15,'baseFen':150,'stepMinutes':15,'stepFen':50}";

        assertEquals(fen, price(terms, seconds, "0").totalFen());
    }

    @ParameterizedTest
    @CsvSource({
        "30,10,16000,0,0",
        "60,25,16000,1500,0",
        "95,22,16000,600,5000",
        "230,48,30000,0,0",
        "300,49,30000,0,5000",
        "470,99,50000,0,0"
    })
    void a_chauffeur_costs_the_cheapest_package_and_what_goes_beyond(
            long minutes, String km, long packageFen, long overKmFen, long overtimeFen) {
        String terms = "{'kind':'CHAUFFEUR','packages':[{'code':'SINGLE','minutes':60,'km':20,'fen':16000},"
                + "{'code':'HALF_DAY','minutes':240,'km':50,'fen':30000},{'code':'DAY',"
                + "'minutes':480,'km':100,'fen':50000}],"
                + "'overKmFen':300,'overtimeStepMinutes':30,'overtimeStepFen':2500}";

        Charge charge = price(terms, minutes * 60, km);

        assertEquals(packageFen, charge.packageFen());
        assertEquals(overKmFen, charge.distanceFen());
        assertEquals(overtimeFen, charge.timeFen());
    }

    @Test
    void energy_is_spread_over_the_hours_and_priced_by_each() {
        String terms = "{'kind':'CHARGING','bands':[{'from':'08:00','to':'11:00','code':'ENERGY_PEAK','fenPerKwh':120},"
                + "{'from':'11:00','to':'22:00','code':'ENERGY_FLAT','fenPerKwh':75},"
                + "{'from':'22:00','to':'08:00','code':'ENERGY_VALLEY','fenPerKwh':35}],'serviceFenPerKwh':40}";
        Instant half = Instant.parse("2026-10-12T02:30:00Z");

        Charge charge = PriceCode.price(json(terms), order(half, 3_600, "0", 20_000));
        assertEquals(10 * 120 + 10 * 75, charge.energyFen());
        assertEquals(800, charge.serviceFen());

        Instant beforeMidnight = Instant.parse("2026-10-12T15:30:00Z");
        assertEquals(
                350,
                PriceCode.price(json(terms), order(beforeMidnight, 3_600, "0", 10_000))
                        .energyFen());
    }

    @Test
    void terms_that_are_not_known_or_incomplete_are_refused_with_what_is_missing() {
        assertThrows(IllegalArgumentException.class, () -> price("{'kind':'ROCKET'}", 60, "1"));
        assertThrows(IllegalArgumentException.class, () -> price("{'kind':'CAR_SHARE','flatFen':1}", 60, "1"));
    }
}
