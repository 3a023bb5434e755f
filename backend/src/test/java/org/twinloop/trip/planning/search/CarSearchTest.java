package org.twinloop.trip.planning.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.planning.search.SmallCity.LIMITS;
import static org.twinloop.trip.planning.search.SmallCity.NOON;
import static org.twinloop.trip.planning.search.SmallCity.at;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.energy.Consumption;

/** Small streets drawn along one line: A at 0, B at so many metres east. Roads run straight at 10 m/s. */
class CarSearchTest {
    private static final int HOUR = 3_600;
    private static final double MILD = 20;

    private final List<City.Car> cars = new ArrayList<>();
    private final List<City.Stop> stops = new ArrayList<>();
    private final List<City.Plug> plugs = new ArrayList<>();

    @Test
    void the_near_car_is_taken_when_it_lasts_and_the_full_one_when_not() {
        car(100, 80);
        car(300, 80);
        stop(10_000, 1);
        assertEquals(0, ask(10_000).certain().get(0).car());

        cars.set(0, withCharge(cars.get(0), 16));
        assertEquals(1, only(ask(10_000)).car());
    }

    @Test
    void times_follow_one_another_and_the_window_has_room_before_and_after() {
        car(100, 80);
        stop(10_000, 1);
        Choice.Times times = only(ask(10_050)).times();

        assertEquals(NOON, times.departAt());
        assertEquals(NOON + 100, times.takenAt());
        assertEquals(NOON + 100 + 120 + 990 + 180, times.returnedAt());
        assertEquals(times.returnedAt() + 50, times.arriveAt());
        assertEquals(NOON - 600, times.holdFrom());
        assertEquals(times.returnedAt() + 1_200, times.holdTo());
    }

    @Test
    void who_has_to_be_there_in_time_leaves_so_that_he_is() {
        car(100, 80);
        stop(10_000, 1);
        Wish wish = new Wish(at(0, 0), at(10_050, 0), NOON + HOUR, true, NOON, 1, 0, false, 0, MILD);
        Choice.Times times = only(ask(wish)).times();

        assertEquals(NOON + HOUR, times.arriveAt());
        assertEquals(100 + 120 + 990 + 180 + 50, times.durationS());
    }

    @Test
    void who_would_have_to_leave_before_now_is_told_the_earliest_arrival() {
        car(100, 80);
        stop(10_000, 1);
        Wish wish = new Wish(at(0, 0), at(10_050, 0), NOON + 600, true, NOON, 1, 0, false, 0, MILD);
        Refusal refusal = ask(wish).refusal();

        assertEquals(Refusal.Reason.TOO_LATE, refusal.reason());
        assertEquals(NOON + 100 + 120 + 990 + 180 + 50, refusal.until());
    }

    @Test
    void with_no_battery_that_lasts_one_charges_on_the_way_just_as_much_as_needed() {
        car(0, 22);
        stop(30_000, 1);
        stop(8_000, 0);
        plugs.add(new City.Plug(1, 60_000, true, Busy.NEVER));
        Choice choice = only(ask(30_000));
        Choice.Charge charge = choice.charge();
        Powertrain train = cars.get(0).powertrain();
        double second = train.percent(train.consumption().wh(22_000, 2_200, MILD)) * 1.3;
        double low = 22 - train.percent(train.consumption().wh(8_000, 800, MILD)) * 1.3;

        assertEquals(15 + second, charge.target(), 0.05);
        assertEquals(15, choice.arrival().low(), 0.05);
        assertEquals(NOON + 120 + 800, charge.arriveAt());
        assertEquals(charge.arriveAt(), charge.startAt());
        double hours = (charge.target() - low) / 100 * 52_500 / 50_000;
        assertEquals(120 + hours * HOUR, charge.endAt() - charge.startAt(), 2);
        assertEquals(charge.endAt() + 2_200 + 180, choice.times().returnedAt(), 2);
    }

    @Test
    void one_waits_a_little_for_a_strong_plug_and_goes_to_a_weak_one_rather_than_wait_long() {
        car(0, 22);
        stop(30_000, 1);
        stop(8_000, 0);
        long there = NOON + 120 + 800;
        plugs.add(new City.Plug(1, 60_000, true, taken(there - 600, there + 300)));
        Choice waits = only(ask(30_000));
        assertEquals(there + 300, waits.charge().startAt());

        plugs.set(0, new City.Plug(1, 60_000, true, taken(there - 600, there + 2 * HOUR)));
        plugs.add(new City.Plug(1, 7_000, false, Busy.NEVER));
        assertEquals(1, only(ask(30_000)).charge().plug());
    }

    @Test
    void without_a_plug_the_refusal_says_by_how_much_the_leg_fails() {
        car(0, 22);
        stop(30_000, 1);
        Refusal refusal = ask(30_000).refusal();
        Powertrain train = cars.get(0).powertrain();
        double takes = train.percent(train.consumption().wh(30_000, 3_000, MILD)) * 1.3;

        assertEquals(Refusal.Reason.NO_CHARGE, refusal.reason());
        assertEquals(15 - (22 - takes), refusal.percent(), 0.05);
    }

    @Test
    void a_car_that_is_reserved_later_is_offered_only_when_the_use_ends_before_with_room() {
        car(0, 80);
        stop(10_000, 1);
        long holdTo = NOON + 120 + 1_000 + 180 + 1_200;
        cars.set(0, withBusy(cars.get(0), taken(holdTo, holdTo + HOUR)));
        assertEquals(0, only(ask(10_000)).car());

        cars.set(0, withBusy(cars.get(0), taken(holdTo - 1, holdTo + HOUR)));
        Refusal refusal = ask(10_000).refusal();
        assertEquals(Refusal.Reason.RESERVED, refusal.reason());
        assertEquals(holdTo + HOUR + 600, refusal.until());
    }

    @Test
    void a_full_stop_says_from_when_it_has_room() {
        car(0, 80);
        stops.add(new City.Stop(at(10_000, 0), List.of(taken(NOON - HOUR, NOON + HOUR)), 0, 0));
        Refusal refusal = ask(10_000).refusal();

        assertEquals(Refusal.Reason.NO_BAY, refusal.reason());
        assertEquals(NOON + HOUR + 600, refusal.until());
    }

    @Test
    void a_car_standing_in_the_only_bay_takes_it_for_the_near_future_alone() {
        car(0, 80);
        stops.add(new City.Stop(at(10_000, 0), List.of(Busy.NEVER), 1, NOON + HOUR));
        assertEquals(Refusal.Reason.NO_BAY, ask(10_000).refusal().reason());

        Wish later = new Wish(at(0, 0), at(10_000, 0), NOON + 2 * HOUR, false, NOON, 1, 0, false, 0, MILD);
        assertNull(ask(later).refusal());
    }

    @Test
    void a_pile_where_wanted_is_free_for_the_whole_time_or_another_stop_is_taken() {
        car(0, 80);
        stop(10_000, 1);
        stop(10_500, 1);
        plugs.add(new City.Plug(1, 7_000, false, Busy.NEVER));
        Wish wish = new Wish(at(0, 0), at(10_000, 0), NOON, false, NOON, 1, 0, true, 0, MILD);
        assertEquals(1, only(ask(wish)).stop());

        plugs.set(0, new City.Plug(1, 7_000, false, taken(NOON + 2_000, NOON + HOUR)));
        assertEquals(Refusal.Reason.NO_PILE, ask(wish).refusal().reason());
    }

    @Test
    void a_stop_is_judged_by_when_the_car_comes_back_and_not_by_when_one_leaves() {
        car(0, 80);
        long returned = NOON + 120 + 1_000 + 180;
        banned(10_000, NOON - HOUR, returned);
        assertEquals(returned, only(ask(10_000)).times().returnedAt());

        stops.clear();
        banned(10_000, returned, returned + HOUR);
        Refusal refusal = ask(10_000).refusal();
        assertEquals(Refusal.Reason.NO_RETURN, refusal.reason());
        assertEquals(NOON + HOUR, refusal.until());
        stop(10_200, 1);
        assertEquals(1, only(ask(10_000)).stop());
    }

    @Test
    void a_car_that_is_kept_is_given_back_when_its_stop_takes_it() {
        car(0, 80);
        banned(10_000, NOON + 2 * HOUR - 1, NOON + 2 * HOUR + 1);
        stop(10_400, 1);
        Wish kept = new Wish(at(0, 0), at(10_000, 0), NOON, false, NOON, 1, 0, false, NOON + 2 * HOUR, MILD);
        assertEquals(1, only(ask(kept)).stop());
        assertEquals(0, only(ask(10_000)).stop());
    }

    @Test
    void who_charges_on_the_way_comes_when_the_stop_takes_cars_again() {
        car(0, 22);
        banned(30_000, NOON, NOON + 120 + 3_000 + 180 + 1);
        stop(8_000, 0);
        plugs.add(new City.Plug(1, 60_000, true, Busy.NEVER));
        assertEquals(1, only(ask(30_000)).charge().stop());
    }

    @Test
    void people_and_luggage_have_to_fit_in() {
        car(0, 80);
        stop(10_000, 1);
        Wish six = new Wish(at(0, 0), at(10_000, 0), NOON, false, NOON, 6, 0, false, 0, MILD);
        assertEquals(Refusal.Reason.NO_SEATS, ask(six).refusal().reason());
        Wish packed = new Wish(at(0, 0), at(10_000, 0), NOON, false, NOON, 2, 9, false, 0, MILD);
        assertEquals(Refusal.Reason.NO_LUGGAGE_ROOM, ask(packed).refusal().reason());
    }

    @Test
    void far_cars_are_named_with_their_distance() {
        car(3_000, 80);
        stop(10_000, 1);
        Refusal refusal = ask(10_000).refusal();

        assertEquals(Refusal.Reason.NO_CAR, refusal.reason());
        assertEquals(3_000, refusal.metres(), 2);
    }

    @Test
    void quick_cheap_and_green_ways_are_all_found_and_what_is_worse_than_another_is_not() {
        car(100, 80);
        cars.set(0, withFare(cars.get(0), (taken, returned, metres) -> 5_000));
        car(900, 80);
        cars.set(1, withFare(cars.get(1), (taken, returned, metres) -> 1_000));
        car(950, 80);
        cars.set(2, withFare(cars.get(2), (taken, returned, metres) -> 9_000));
        car(500, 80);
        cars.set(3, withFare(cars.get(3), (taken, returned, metres) -> 6_000));
        stop(10_000, 1);
        List<Integer> found = ask(10_000).certain().stream().map(Choice::car).toList();

        assertEquals(List.of(0, 3, 1, 2), found);
        cars.set(2, withFare(cars.get(2), (taken, returned, metres) -> 9_000, 200));
        assertEquals(
                List.of(0, 3, 1),
                ask(10_000).certain().stream().map(Choice::car).toList());
    }

    @Test
    void the_car_waits_at_a_stop_on_the_way_and_is_paid_and_held_for_it() {
        car(100, 80);
        stop(10_000, 1);
        Choice straight = only(ask(10_000));
        Choice by = only(ask(by(10_000, new Wish.Via(at(4_000, 3_000), 1_800))));
        double longer = Math.hypot(3_900, 3_000) + Math.hypot(6_000, 3_000) - 9_900;
        assertEquals(straight.metres() + longer, by.metres(), 30);
        assertEquals(straight.durationS() + longer / 10 + 1_800, by.durationS(), 5);
        assertEquals(straight.driveS() + longer / 10, by.driveS(), 5);
        assertTrue(by.times().holdTo() - straight.times().holdTo() >= 1_800);
        assertTrue(by.arrival().low() < straight.arrival().low());
    }

    @Test
    void a_stop_on_the_way_where_no_road_leads_leaves_no_way() {
        Travel cut = new Travel() {
            private final Travel roads = new StraightRoads();

            @Override
            public int[][] driveSeconds(List<GeoPoint> from, List<GeoPoint> to) {
                int[][] seconds = roads.driveSeconds(from, to);
                for (int[] row : seconds) {
                    for (int i = 0; i < row.length; i++) {
                        row[i] = to.get(i).equals(at(4_000, 3_000)) ? NO_WAY : row[i];
                    }
                }
                return seconds;
            }

            @Override
            public int driveMetres(GeoPoint from, GeoPoint to) {
                return roads.driveMetres(from, to);
            }

            @Override
            public int[][] walkSeconds(List<GeoPoint> from, List<GeoPoint> to) {
                return roads.walkSeconds(from, to);
            }

            @Override
            public int[][] rideSeconds(List<GeoPoint> from, List<GeoPoint> to) {
                return roads.rideSeconds(from, to);
            }
        };
        car(100, 80);
        stop(10_000, 1);
        City city = new City(cars, stops, plugs, List.of(), List.of(), (car, stop) -> true);
        Wish wish = by(10_000, new Wish.Via(at(4_000, 3_000), 600));
        assertEquals(
                Refusal.Reason.NO_ROAD,
                CarSearch.of(city, cut, wish, LIMITS).refusal().reason());
    }

    private static Wish by(double toM, Wish.Via via) {
        return new Wish(at(0, 0), at(toM, 0), NOON, false, NOON, 1, 0, false, 0, MILD, List.of(via));
    }

    @Test
    void cold_weather_takes_more_and_a_longer_way_never_less() {
        Consumption use = Consumption.of(135, SmallCity.TRAITS, SmallCity.CLIMATE);
        assertEquals(135, use.wh(1_000, 120, MILD), 1e-9);
        assertTrue(use.wh(10_000, 1_200, -5) > 1.2 * use.wh(10_000, 1_200, MILD));
        assertTrue(use.wh(10_000, 2_400, 35) > use.wh(10_000, 2_400, MILD));
        for (int metres = 1_000; metres < 40_000; metres += 500) {
            assertTrue(use.wh(metres + 500, 1_500, MILD) > use.wh(metres, 1_500, MILD), "at " + metres);
        }
    }

    @Test
    void charging_is_even_to_80_percent_and_falls_off_beyond() {
        assertEquals(0.6 * 52_500 / 50_000 * HOUR, Taper.USUAL.seconds(20, 80, 50_000, 52_500), 1);
        double share = 0.9 / Math.log(10);
        assertEquals(0.2 * 52_500 / 50_000 / share * HOUR, Taper.USUAL.seconds(80, 100, 50_000, 52_500), 1);
        assertEquals(0, Taper.USUAL.seconds(60, 60, 50_000, 52_500));
    }

    @Test
    void the_quickest_bicycle_is_found_and_a_docked_one_needs_a_dock_with_room() {
        Wish wish = new Wish(at(0, 0), at(4_000, 0), NOON, false, NOON, 1, 0, false, 0, MILD);
        List<City.Bike> bikes = List.of(new City.Bike(at(-100, 0), false), new City.Bike(at(150, 0), false));
        City free = new City(cars, stops, plugs, bikes, List.of(), (car, stop) -> true);
        BikeSearch.Ride ride = BikeSearch.of(free, new StraightRoads(), wish, LIMITS);
        assertEquals(1, ride.bike());
        assertEquals(150 + 60 + 3_850 / 4, ride.durationS(), 2);

        List<City.Bike> docked = List.of(new City.Bike(at(150, 0), true));
        List<City.Dock> docks = List.of(new City.Dock(at(4_000, 0), 0), new City.Dock(at(4_400, 0), 2));
        City city = new City(cars, stops, plugs, docked, docks, (car, stop) -> true);
        assertEquals(1, BikeSearch.of(city, new StraightRoads(), wish, LIMITS).dock());
        City full = new City(cars, stops, plugs, docked, docks.subList(0, 1), (car, stop) -> true);
        assertTrue(BikeSearch.of(full, new StraightRoads(), wish, LIMITS).noDock());
    }

    @Test
    void what_no_way_on_foot_leads_to_is_not_taken() {
        Travel cut = new CutRoads(new StraightRoads(), at(-50, 0));
        Wish wish = new Wish(at(0, 0), at(4_000, 0), NOON, false, NOON, 1, 0, false, 0, MILD);
        List<City.Bike> bikes = List.of(new City.Bike(at(-50, 0), false), new City.Bike(at(150, 0), false));
        car(-50, 80);
        stop(4_000, 1);
        City city = new City(cars, stops, plugs, bikes, List.of(), (car, stop) -> true);

        assertEquals(1, BikeSearch.of(city, cut, wish, LIMITS).bike());
        assertEquals(
                Refusal.Reason.NO_ROAD,
                CarSearch.of(city, cut, wish, LIMITS).refusal().reason());
    }

    private CarAnswer ask(double toM) {
        return ask(new Wish(at(0, 0), at(toM, 0), NOON, false, NOON, 1, 0, false, 0, MILD));
    }

    private CarAnswer ask(Wish wish) {
        City city = new City(cars, stops, plugs, List.of(), List.of(), (car, stop) -> true);
        return CarSearch.of(city, new StraightRoads(), wish, LIMITS);
    }

    private static Choice only(CarAnswer answer) {
        assertNull(answer.refusal());
        assertEquals(1, answer.certain().size(), () -> answer.toString());
        return answer.certain().get(0);
    }

    private void car(double eastM, double soc) {
        Powertrain train = new Powertrain(
                52_500,
                50_000,
                7_000,
                Consumption.of(135, SmallCity.TRAITS, SmallCity.CLIMATE),
                Taper.USUAL,
                SmallCity.BAND);
        cars.add(new City.Car(at(eastM, 0), 5, 2, soc, train, Busy.NEVER, true, Fare.FREE));
    }

    private void stop(double eastM, int bays) {
        stops.add(new City.Stop(at(eastM, 0), java.util.Collections.nCopies(bays, Busy.NEVER), 0, 0));
    }

    private void banned(double eastM, long from, long to) {
        stops.add(new City.Stop(at(eastM, 0), List.of(Busy.NEVER), 0, 0, taken(from, to)));
    }

    private static Busy taken(long from, long to) {
        return Busy.of(List.of(new Busy.Span(from, to)));
    }

    private static City.Car withCharge(City.Car car, double soc) {
        return new City.Car(car.at(), car.seats(), car.luggage(), soc, car.powertrain(), car.busy(), true, car.fare());
    }

    private static City.Car withBusy(City.Car car, Busy busy) {
        return new City.Car(
                car.at(), car.seats(), car.luggage(), car.socPercent(), car.powertrain(), busy, true, car.fare());
    }

    private static City.Car withFare(City.Car car, Fare fare) {
        return new City.Car(
                car.at(), car.seats(), car.luggage(), car.socPercent(), car.powertrain(), car.busy(), true, fare);
    }

    private static City.Car withFare(City.Car car, Fare fare, double whPerKm) {
        Powertrain thirsty = new Powertrain(
                52_500,
                50_000,
                7_000,
                Consumption.of(whPerKm, SmallCity.TRAITS, SmallCity.CLIMATE),
                Taper.USUAL,
                SmallCity.BAND);
        return new City.Car(car.at(), car.seats(), car.luggage(), 80, thirsty, car.busy(), true, fare);
    }
}
