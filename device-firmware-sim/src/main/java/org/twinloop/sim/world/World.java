package org.twinloop.sim.world;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twinloop.sim.car.Car;
import org.twinloop.sim.car.CarCard;
import org.twinloop.sim.car.Surroundings;
import org.twinloop.sim.energy.Weather;
import org.twinloop.sim.parking.Bay;
import org.twinloop.sim.parking.Parking;
import org.twinloop.sim.pile.Connector;
import org.twinloop.sim.pile.Connectors;
import org.twinloop.sim.pile.Pile;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.road.Jams;
import org.twinloop.sim.road.RoadNetwork;
import org.twinloop.sim.road.RouteFinder;
import org.twinloop.sim.terminal.Command.Navigation;
import org.twinloop.sim.terminal.Uplinks;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Timeline;

/** All cars and piles of the city. */
public final class World {
    private static final double PLUGGED_BELOW_PERCENT = 60;
    private static final double PLUGGED_OTHERWISE = 0.3;
    private static final double AT_A_STOP_M = 250;

    private final Timeline timeline;
    private final Map<String, Car> cars = new LinkedHashMap<>();
    private final Map<String, Pile> piles = new LinkedHashMap<>();
    private final RoadNetwork roads = RoadNetwork.sampleCity();
    private final RouteFinder routes = new RouteFinder(roads);
    private final Jams jams = new Jams();
    private final Connectors connectors;
    private final Parking parking;
    private final Map<Bay, Connector> plugs = new HashMap<>();

    /** What a world is made of. */
    public record Plan(
            long seed,
            long boot,
            List<CarCard> cars,
            List<Pile.Card> piles,
            List<Bay> bays,
            int movingReportS,
            int parkedReportS) {
        public static Plan of(long seed, long boot, List<CarCard> cars, List<Pile.Card> piles, List<Bay> bays) {
            return new Plan(seed, boot, cars, piles, bays, Surroundings.MOVING_REPORT_S, Surroundings.PARKED_REPORT_S);
        }
    }

    public World(Plan plan, Timeline timeline, Uplinks uplinks) {
        this.timeline = timeline;
        Dice dice = Dice.of(plan.seed(), "world");
        for (Pile.Card card : plan.piles()) {
            var uplink = uplinks.of(
                    card.deviceId(),
                    command -> piles.get(card.deviceId()).desk().receive(command));
            piles.put(card.deviceId(), new Pile(card, plan.boot(), timeline, uplink, dice.between(0, 60)));
        }
        this.connectors = new Connectors(piles.values());
        this.parking = new Parking(plan.bays());
        plan.bays()
                .forEach(bay -> connectors
                        .nearest(bay.at(), Bay.HALF_WIDTH_M)
                        .ifPresent(connector -> plugs.put(bay, connector)));
        Surroundings around = new Surroundings(
                timeline,
                routes,
                jams,
                new Weather(plan.seed()),
                connectors,
                parking,
                plan.movingReportS(),
                plan.parkedReportS());
        Map<String, GeoPoint> seen = new LinkedHashMap<>();
        plan.cars().forEach(card -> seen.put(card.vin(), card.at()));
        Map<String, GeoPoint> settled = parking.settle(seen);
        for (CarCard card : plan.cars()) {
            var uplink = uplinks.of(
                    card.deviceId(), command -> cars.get(card.vin()).desk().receive(command));
            cars.put(card.vin(), new Car(card.at(settled.get(card.vin())), plan.seed(), plan.boot(), around, uplink));
        }
        plugInWhoStandsAtAPile(dice);
        bringInWhoStandsOnTheRoad(dice);
    }

    /** Cars that were under way when this program was stopped go on to the nearest free bay. */
    private void bringInWhoStandsOnTheRoad(Dice dice) {
        for (Car car : cars.values()) {
            boolean astray = parking.of(car.vin()).isEmpty()
                    && parking.bays().stream().noneMatch(bay -> bay.at().distanceM(car.at()) < AT_A_STOP_M);
            if (astray) {
                timeline.in(dice.between(20, 120), () -> {
                    if (car.orders().free()) {
                        parking.nearestFree(car.at(), Double.POSITIVE_INFINITY)
                                .ifPresent(bay -> car.orders().goOn(new Navigation(bay.at(), bay.name(), true)));
                    }
                });
            }
        }
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

    /** The roads the cars drive on. */
    public RoadNetwork roads() {
        return roads;
    }

    /** Roads on which traffic crawls. */
    public Jams jams() {
        return jams;
    }

    public Connectors connectors() {
        return connectors;
    }

    public Parking parking() {
        return parking;
    }

    /** Whether the bay has a connector of its own that is free. */
    public boolean pileFree(Bay bay) {
        Connector connector = plugs.get(bay);
        return connector != null && connector.status() == Connector.Status.AVAILABLE;
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
        return connectors.all().stream()
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
