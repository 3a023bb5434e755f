package org.twinloop.sim.world;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twinloop.sim.car.Car;
import org.twinloop.sim.car.CarCard;
import org.twinloop.sim.car.Surroundings;
import org.twinloop.sim.energy.Weather;
import org.twinloop.sim.pile.Bays;
import org.twinloop.sim.pile.Connector;
import org.twinloop.sim.pile.Pile;
import org.twinloop.sim.road.RoadNetwork;
import org.twinloop.sim.road.RouteFinder;
import org.twinloop.sim.terminal.Uplinks;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Timeline;

/** All cars and piles of the city. */
public final class World {
    private static final double PLUGGED_BELOW_PERCENT = 60;
    private static final double PLUGGED_OTHERWISE = 0.3;

    private final Timeline timeline;
    private final Map<String, Car> cars = new LinkedHashMap<>();
    private final Map<String, Pile> piles = new LinkedHashMap<>();
    private final RouteFinder routes;
    private final Bays bays;
    private final Parking parking;

    /** What a world is made of. */
    public record Plan(
            long seed, long boot, List<CarCard> cars, List<Pile.Card> piles, int movingReportS, int parkedReportS) {
        public static Plan of(long seed, long boot, List<CarCard> cars, List<Pile.Card> piles) {
            return new Plan(seed, boot, cars, piles, Surroundings.MOVING_REPORT_S, Surroundings.PARKED_REPORT_S);
        }
    }

    public World(Plan plan, Timeline timeline, Uplinks uplinks) {
        this.timeline = timeline;
        this.routes = new RouteFinder(RoadNetwork.sampleCity());
        Dice dice = Dice.of(plan.seed(), "world");
        for (Pile.Card card : plan.piles()) {
            var uplink = uplinks.of(
                    card.deviceId(),
                    command -> piles.get(card.deviceId()).desk().receive(command));
            piles.put(card.deviceId(), new Pile(card, plan.boot(), timeline, uplink, dice.between(0, 60)));
        }
        this.bays = new Bays(piles.values());
        Surroundings around = new Surroundings(
                timeline, routes, new Weather(plan.seed()), bays, plan.movingReportS(), plan.parkedReportS());
        for (CarCard card : plan.cars()) {
            var uplink = uplinks.of(
                    card.deviceId(), command -> cars.get(card.vin()).desk().receive(command));
            cars.put(card.vin(), new Car(card, plan.seed(), plan.boot(), around, uplink));
        }
        this.parking = new Parking(cars.values(), bays);
        plugInWhoStandsAtAPile(dice);
    }

    /** Cars that stand at a pile when the city wakes up are plugged in when they are low, and sometimes otherwise. */
    private void plugInWhoStandsAtAPile(Dice dice) {
        for (Car car : cars.values()) {
            boolean wants = car.socPercent() < PLUGGED_BELOW_PERCENT || dice.chance(PLUGGED_OTHERWISE);
            if (wants) {
                timeline.in(dice.between(1, 20), () -> {
                    if (car.orders().free()) {
                        car.plugIn(false);
                    }
                });
            }
        }
    }

    public Timeline timeline() {
        return timeline;
    }

    public RouteFinder routes() {
        return routes;
    }

    public Parking parking() {
        return parking;
    }

    public Collection<Car> cars() {
        return cars.values();
    }

    public Collection<Pile> piles() {
        return piles.values();
    }

    public Optional<Pile> pile(String deviceId) {
        return Optional.ofNullable(piles.get(deviceId));
    }

    /** A car by its VIN, its plate or its terminal's id. */
    public Optional<Car> car(String name) {
        Car byVin = cars.get(name);
        return byVin != null
                ? Optional.of(byVin)
                : cars.values().stream()
                        .filter(car -> name.equals(car.card().plate())
                                || name.equals(car.card().deviceId()))
                        .findFirst();
    }

    public long driving() {
        return cars.values().stream().filter(Car::driving).count();
    }

    public long charging() {
        return bays.connectors().stream()
                .filter(c -> c.status() == Connector.Status.CHARGING)
                .count();
    }

    public long obeyed() {
        return cars.values().stream().mapToLong(car -> car.desk().obeyed()).sum()
                + piles.values().stream()
                        .mapToLong(pile -> pile.desk().obeyed())
                        .sum();
    }
}
