package org.twinloop.pricing;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What was used, as measured or as planned. The same kinds go in for a quote, a bill and an audit. */
public sealed interface Usage {

    Product product();

    /** Usage of a product from what was measured of it; each product takes what it is priced by. */
    static Usage of(
            Product product, Instant start, Instant end, BigDecimal km, long energyWh, long tollFen, long parkingFen) {
        return switch (product) {
            case CAR_SHARE -> new CarShareUsage(start, end, km);
            case BIKE -> new BikeUsage(start, end);
            case CHAUFFEUR -> new ChauffeurUsage(start, end, km, tollFen, parkingFen);
            case CHARGING ->
                new ChargingUsage(
                        List.of(new EnergyInterval(start, end, BigDecimal.valueOf(energyWh, 3))), Duration.ZERO);
        };
    }

    /** A self-driven car, from unlock to confirmed return. */
    record CarShareUsage(Instant start, Instant end, BigDecimal km) implements Usage {
        public CarShareUsage {
            inOrder(start, end);
            notNegative(km, "km");
        }

        @Override
        public Product product() {
            return Product.CAR_SHARE;
        }
    }

    /** A bike, from unlock to lock. */
    record BikeUsage(Instant start, Instant end) implements Usage {
        public BikeUsage {
            inOrder(start, end);
        }

        @Override
        public Product product() {
            return Product.BIKE;
        }
    }

    /** A car with driver; tolls and parking are paid at cost. */
    record ChauffeurUsage(Instant start, Instant end, BigDecimal km, long tollFen, long parkingFen) implements Usage {
        public ChauffeurUsage {
            inOrder(start, end);
            notNegative(km, "km");
            notNegative(BigDecimal.valueOf(tollFen), "tollFen");
            notNegative(BigDecimal.valueOf(parkingFen), "parkingFen");
        }

        @Override
        public Product product() {
            return Product.CHAUFFEUR;
        }
    }

    /** A charging session: energy by meter interval, and how long the bay stayed occupied after the end of charging. */
    record ChargingUsage(List<EnergyInterval> intervals, Duration idle) implements Usage {
        public ChargingUsage {
            intervals = List.copyOf(intervals);
            if (idle.isNegative()) {
                throw new IllegalArgumentException("idle time " + idle + " is negative");
            }
        }

        @Override
        public Product product() {
            return Product.CHARGING;
        }
    }

    /** Energy between two meter readings. */
    record EnergyInterval(Instant start, Instant end, BigDecimal kwh) {
        public EnergyInterval {
            inOrder(start, end);
            notNegative(kwh, "kwh");
        }
    }

    private static void inOrder(Instant start, Instant end) {
        if (Objects.requireNonNull(end, "end").isBefore(Objects.requireNonNull(start, "start"))) {
            throw new IllegalArgumentException("end " + end + " lies before start " + start);
        }
    }

    private static void notNegative(BigDecimal value, String name) {
        if (Objects.requireNonNull(value, name).signum() < 0) {
            throw new IllegalArgumentException(name + " " + value + " is negative");
        }
    }
}
