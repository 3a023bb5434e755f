package org.twinloop.trip.planning.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.LoopId;
import org.twinloop.operator.Contract;
import org.twinloop.operator.Contracts.Provider;
import org.twinloop.operator.Operator;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.PriceTerms.CarShareTerms;
import org.twinloop.pricing.Product;
import org.twinloop.trip.planning.market.CarMarket.Cut;
import org.twinloop.trip.planning.market.CarMarket.Need;
import org.twinloop.vehicle.AssetNo;
import org.twinloop.vehicle.Calendar;
import org.twinloop.vehicle.Candidate;
import org.twinloop.vehicle.Vehicle;
import org.twinloop.vehicle.VehicleStatus;

/** Which cars are looked at where more are near than may be. */
class CarMarketTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final UUID CONTRACTED = new UUID(1, 1);
    private static final UUID ELAPSED = new UUID(1, 2);
    private static final int MOST = 24;
    private static final int READ = 50;
    private static final Need ONE_PERSON = need(1, 0);

    @Test
    void cars_that_nobody_may_have_do_not_crowd_out_one_farther_off() {
        List<Candidate> cars = parked(MOST, ELAPSED, null, "COMPACT");
        Candidate let = car(99, CONTRACTED, null, "COMPACT");
        cars.add(let);

        assertEquals(
                List.of(let),
                market(cars, list(CONTRACTED, "COMPACT"))
                        .nearest(MOST, ONE_PERSON, READ)
                        .cars());
    }

    @Test
    void retained_cars_need_no_price() {
        List<Candidate> cars = parked(MOST, ELAPSED, null, "COMPACT");
        Candidate kept = car(98, null, new UUID(2, 1), "SEDAN");
        Candidate let = car(99, CONTRACTED, null, "COMPACT");
        cars.addAll(List.of(kept, let));

        assertEquals(
                List.of(kept, let),
                market(cars, list(CONTRACTED, "COMPACT"))
                        .nearest(MOST, ONE_PERSON, READ)
                        .cars());
    }

    @Test
    void where_nobody_has_a_price_the_nearest_tell_so() {
        List<Candidate> cars = parked(MOST + 1, ELAPSED, null, "COMPACT");
        CarMarket market = market(cars, list(ELAPSED, "COMPACT"), list(CONTRACTED, "SEDAN"));

        assertTrue(market.isUnpriced());
        assertEquals(
                cars.subList(0, MOST), market.nearest(MOST, ONE_PERSON, READ).cars());
        assertFalse(market(List.of(), list(CONTRACTED, "SEDAN")).isUnpriced());
    }

    @Test
    void of_those_that_can_be_had_the_nearest_are_kept() {
        List<Candidate> cars = parked(MOST + 5, CONTRACTED, null, "COMPACT");

        assertEquals(
                cars.subList(0, MOST),
                market(cars, list(CONTRACTED, PriceList.ANY_CLASS))
                        .nearest(MOST, ONE_PERSON, READ)
                        .cars());
    }

    @Test
    void a_list_for_any_class_prices_what_has_none_of_its_own() {
        PriceList any = list(CONTRACTED, PriceList.ANY_CLASS);
        PriceList sedan = list(CONTRACTED, "SEDAN");
        Tariffs tariffs = new Tariffs(providers(), List.of(any, sedan), NOW);

        assertEquals(
                Optional.of(sedan), tariffs.of(car(1, CONTRACTED, null, "SEDAN").vehicle()));
        assertEquals(
                Optional.of(any), tariffs.of(car(1, CONTRACTED, null, "MPV").vehicle()));
        assertEquals(Optional.empty(), tariffs.of(Operator.Kind.BIKE, Product.BIKE, PriceList.ANY_CLASS));
        assertEquals(
                Set.of(new Candidate.Rental(CONTRACTED, null), new Candidate.Rental(CONTRACTED, "SEDAN")),
                tariffs.rentals());
    }

    @Test
    void a_list_that_is_not_in_force_is_no_price() {
        PriceList ended = list(CONTRACTED, "SEDAN");

        assertTrue(market(
                        List.of(car(1, CONTRACTED, null, "SEDAN")),
                        ended.validFrom().minusSeconds(1),
                        ended)
                .isUnpriced());
    }

    @Test
    void cars_that_are_too_small_empty_far_or_taken_hide_none_that_fits_behind_them() {
        List<Candidate> cars = parked(MOST, CONTRACTED, null, "COMPACT");
        Candidate seven = car(MOST + 1, CONTRACTED, null, "MPV");
        cars.add(with(seven, 7, 80));
        CarMarket market = market(cars, list(CONTRACTED, PriceList.ANY_CLASS));
        assertTrue(has(market.nearest(MOST, need(7, 0), READ), MOST + 1), "seats");
        assertTrue(has(market.nearest(MOST, need(1, 5), READ), MOST + 1), "luggage");
        assertFalse(has(market.nearest(MOST, ONE_PERSON, READ), MOST + 1), "all fit");
        assertEquals(MOST, market.nearest(MOST, need(7, 0), READ).cars().size());

        Map<UUID, List<Candidate.Taken>> taken = new HashMap<>();
        for (Candidate car : cars.subList(0, MOST)) {
            taken.put(car.vehicle().id(), List.of(new Candidate.Taken(NOW.plusSeconds(599), NOW.plusSeconds(7_200))));
        }
        CarMarket booked = market(cars, taken, list(CONTRACTED, PriceList.ANY_CLASS));
        assertTrue(has(booked.nearest(MOST, ONE_PERSON, READ), MOST + 1), "bookings");

        List<Candidate> empty = new ArrayList<>();
        cars.subList(0, MOST).forEach(car -> empty.add(with(car, 5, 14.9)));
        empty.add(seven);
        assertTrue(
                has(market(empty, list(CONTRACTED, PriceList.ANY_CLASS)).nearest(MOST, ONE_PERSON, READ), MOST + 1),
                "charge");
    }

    @Test
    void it_is_known_whether_more_would_fit_than_are_looked_at() {
        List<Candidate> cars = parked(MOST, CONTRACTED, null, "COMPACT");
        PriceList list = list(CONTRACTED, PriceList.ANY_CLASS);
        assertFalse(market(cars, list).nearest(MOST, ONE_PERSON, READ).cut().cars());
        assertTrue(market(cars, list).nearest(MOST, ONE_PERSON, MOST).cut().cars(), "as many as are read");

        cars.add(car(MOST + 1, CONTRACTED, null, "COMPACT"));
        assertTrue(market(cars, list).nearest(MOST, ONE_PERSON, READ).cut().cars());
        assertFalse(market(cars, list).nearest(MOST, need(7, 0), READ).cut().cars(), "none has the seats");
    }

    private static boolean has(CarMarket market, int number) {
        return market.cars().stream().anyMatch(car -> car.vehicle().number() == number);
    }

    /** Only the class MPV takes more than two pieces. */
    private static Need need(int seats, int pieces) {
        return new Need(
                seats,
                pieces,
                car -> car.vehicleClass().equals("MPV") ? 5 : 2,
                2_000,
                15,
                NOW.minusSeconds(600),
                NOW.plusSeconds(600));
    }

    private static Candidate with(Candidate car, int seats, double soc) {
        Vehicle of = car.vehicle();
        Vehicle other = new Vehicle(
                of.id(),
                of.number(),
                of.assetNo(),
                of.vin(),
                of.plate(),
                of.modelCode(),
                of.modelNameZh(),
                of.modelNameEn(),
                of.vehicleClass(),
                seats,
                of.batteryWh(),
                of.whPerKm(),
                of.maxDcW(),
                of.maxAcW(),
                of.calendar(),
                of.loop(),
                of.operatorId(),
                of.unitId(),
                null,
                null);
        return new Candidate(other, car.status(), car.position(), null, car.distanceM(), soc, 1);
    }

    private static CarMarket market(List<Candidate> cars, PriceList... lists) {
        return market(cars, NOW, lists);
    }

    private static CarMarket market(List<Candidate> cars, Map<UUID, List<Candidate.Taken>> taken, PriceList list) {
        Tariffs tariffs = new Tariffs(providers(), List.of(list), NOW);
        return new CarMarket(NOW, cars, taken, List.of(), List.of(), tariffs, Cut.NONE);
    }

    private static CarMarket market(List<Candidate> cars, Instant at, PriceList... lists) {
        Tariffs tariffs = new Tariffs(providers(), List.of(lists), at);
        return new CarMarket(NOW, cars, Map.of(), List.of(), List.of(), tariffs, Cut.NONE);
    }

    private static List<Provider> providers() {
        Contract contract = new Contract(new UUID(3, 1), CONTRACTED, "HT-1", null, NOW, null);
        return List.of(new Provider(Operator.Kind.CAR_SHARE, contract));
    }

    private static PriceList list(UUID operator, String vehicleClass) {
        CarShareTerms terms = new CarShareTerms(0, 0, 50, 20_000, 0, 0);
        return new PriceList(
                UUID.randomUUID(), "L", operator, "OP", Product.CAR_SHARE, vehicleClass, 1, NOW, null, terms);
    }

    private static List<Candidate> parked(int count, UUID operator, UUID unit, String vehicleClass) {
        List<Candidate> cars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cars.add(car(i + 1, operator, unit, vehicleClass));
        }
        return cars;
    }

    /** A car so many times ten metres off. */
    private static Candidate car(int number, UUID operator, UUID unit, String vehicleClass) {
        Vehicle vehicle = new Vehicle(
                new UUID(4, number),
                number,
                new AssetNo("TL000000000"),
                "LTW0",
                "沪A",
                "M",
                "车",
                "Car",
                vehicleClass,
                5,
                50_000,
                130,
                50_000,
                7_000,
                Calendar.OURS,
                LoopId.OUTER,
                operator,
                unit,
                null,
                null);
        GeoPoint at = new GeoPoint(121.47, 31.23);
        return new Candidate(vehicle, VehicleStatus.PARKED, at, null, 10.0 * number, 80, 1);
    }
}
