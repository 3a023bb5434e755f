package org.twinloop.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
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

/** Rules every price obeys, tried on random terms. Run again with -Dseed=N to see a failure twice. */
class PricingRandomTest {

    private static final int TRIES = 20_000;
    private static final long DAY = 1440;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void longer_and_farther_never_costs_less() {
        System.out.println("PricingRandomTest seed=" + seed);
        for (int i = 0; i < TRIES; i++) {
            PriceTerms terms = someTerms(i % 3);
            Instant start = someInstant();
            long seconds = random.nextInt(4 * 86_400);
            BigDecimal km = BigDecimal.valueOf(random.nextInt(300_000), 3);
            long shorter = total(terms, usage(terms, start, seconds, km));
            int more = random.nextInt(90_000);
            long longer = total(terms, usage(terms, start, seconds + more, km));
            long earlier = total(terms, usage(terms, start.minusSeconds(more), seconds + more, km));
            long farther =
                    total(terms, usage(terms, start, seconds, km.add(BigDecimal.valueOf(random.nextInt(9000), 3))));
            assertTrue(shorter >= 0, () -> "negative price, seed " + seed + " " + terms);
            assertTrue(longer >= shorter, () -> "longer is cheaper, seed " + seed + " " + terms);
            assertTrue(earlier >= shorter, () -> "an earlier begin is cheaper, seed " + seed + " " + terms);
            assertTrue(farther >= shorter, () -> "farther is cheaper, seed " + seed + " " + terms);
        }
    }

    @Test
    void a_capped_day_costs_at_most_the_cap_and_days_add_up() {
        System.out.println("PricingRandomTest seed=" + seed);
        for (int i = 0; i < TRIES; i++) {
            CarShareTerms car = someCarTerms(0);
            Instant start = someInstant();
            long minutes = 1 + random.nextInt(10_000);
            long days = (minutes + DAY - 1) / DAY;
            long price = total(car, new CarShareUsage(start, start.plus(Duration.ofMinutes(minutes)), BigDecimal.ONE));
            assertTrue(price <= days * car.capPer24hFen(), () -> "above the cap, seed " + seed + " " + car);
            long whole = minutes / DAY;
            if (whole > 0) {
                long sum = Math.min(car.capPer24hFen(), dayOne(car))
                        + (whole - 1) * Math.min(car.capPer24hFen(), DAY * car.perMinuteFen())
                        + Math.min(car.capPer24hFen(), minutes % DAY * car.perMinuteFen());
                assertEquals(sum, price, () -> "days do not add up, seed " + seed + " " + car);
            }
        }
    }

    @Test
    void splitting_a_charging_session_loses_no_energy() {
        System.out.println("PricingRandomTest seed=" + seed);
        for (int i = 0; i < TRIES / 4; i++) {
            ChargingTerms terms = someBands();
            List<EnergyInterval> intervals = new ArrayList<>();
            Instant at = someInstant();
            BigDecimal put = BigDecimal.ZERO;
            for (int n = random.nextInt(4); n >= 0; n--) {
                Instant end = at.plusMillis(random.nextInt(40 * 3_600_000));
                BigDecimal kwh = BigDecimal.valueOf(random.nextInt(900_000), 4);
                intervals.add(new EnergyInterval(at, end, kwh));
                put = put.add(kwh);
                at = end;
            }
            List<PriceLine> lines = Pricing.price(terms, new ChargingUsage(intervals, Duration.ZERO));
            BigDecimal energy = lines.stream()
                    .filter(line -> line.code().startsWith("ENERGY"))
                    .map(PriceLine::quantity)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertEquals(0, put.compareTo(energy), () -> "energy lost, seed " + seed);
        }
    }

    private static long dayOne(CarShareTerms car) {
        return car.flatFen() + Math.max(0, DAY - car.flatMinutes()) * car.perMinuteFen();
    }

    private static long total(PriceTerms terms, Usage usage) {
        return PriceLine.total(Pricing.price(terms, usage)).fen();
    }

    private static Usage usage(PriceTerms terms, Instant start, long seconds, BigDecimal km) {
        Instant end = start.plusSeconds(seconds);
        return switch (terms.product()) {
            case CAR_SHARE -> new CarShareUsage(start, end, km);
            case BIKE -> new BikeUsage(start, end);
            case CHAUFFEUR -> new ChauffeurUsage(start, end, km, 0, 0);
            case CHARGING -> throw new IllegalArgumentException("tried by a test of its own");
        };
    }

    private PriceTerms someTerms(int kind) {
        return switch (kind) {
            case 0 -> someCarTerms(random.nextInt(200));
            case 1 ->
                new BikeTerms(1 + random.nextInt(60), random.nextInt(500), 1 + random.nextInt(60), random.nextInt(300));
            default -> somePackages();
        };
    }

    private CarShareTerms someCarTerms(long perKmFen) {
        return new CarShareTerms(
                random.nextInt(61), random.nextInt(3000), random.nextInt(150), 1 + random.nextInt(30_000), perKmFen, 0);
    }

    private ChauffeurTerms somePackages() {
        List<ServicePackage> packages = new ArrayList<>();
        for (int n = random.nextInt(4); n >= 0; n--) {
            packages.add(
                    new ServicePackage("P" + n, 1 + random.nextInt(600), random.nextInt(150), random.nextInt(90_000)));
        }
        return new ChauffeurTerms(packages, random.nextInt(900), 1 + random.nextInt(60), random.nextInt(9000));
    }

    private ChargingTerms someBands() {
        int first = random.nextInt(480);
        int second = first + 1 + random.nextInt(480);
        LocalTime a = LocalTime.MIN.plusMinutes(first);
        LocalTime b = LocalTime.MIN.plusMinutes(second);
        return new ChargingTerms(
                List.of(new Band(a, b, "ENERGY_PEAK", random.nextInt(200)), new Band(b, a, "ENERGY_FLAT", 35)),
                random.nextInt(90),
                0,
                0,
                0);
    }

    private Instant someInstant() {
        return Instant.ofEpochMilli(1_790_000_000_000L + (long) (random.nextDouble() * 31_536_000_000L));
    }
}
