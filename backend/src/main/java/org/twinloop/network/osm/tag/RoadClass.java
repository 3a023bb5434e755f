package org.twinloop.network.osm.tag;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.twinloop.network.osm.Tags;

/**
 * Kinds of ways, named as in OpenStreetMap, with what holds in China where no tag says otherwise. Speeds follow the
 * design speeds of CJJ 37-2012 (城市道路工程设计规范: 快速路 60–100, 主干路 40–60, 次干路 30–50, 支路 20–40 km/h) and of
 * JTG B01-2014 (高速公路 80–120 km/h).
 */
public enum RoadClass {
    MOTORWAY(100, Users.CARS),
    MOTORWAY_LINK(50, Users.CARS),
    TRUNK(80, Users.ALL),
    TRUNK_LINK(40, Users.ALL),
    PRIMARY(60, Users.ALL),
    PRIMARY_LINK(40, Users.ALL),
    SECONDARY(50, Users.ALL),
    SECONDARY_LINK(40, Users.ALL),
    TERTIARY(40, Users.ALL),
    TERTIARY_LINK(30, Users.ALL),
    UNCLASSIFIED(30, Users.ALL),
    RESIDENTIAL(30, Users.ALL),
    LIVING_STREET(20, Users.ALL),
    SERVICE(15, Users.ALL),
    TRACK(15, Users.ALL),
    PEDESTRIAN(5, Users.WALKERS),
    CYCLEWAY(15, Users.RIDERS),
    FOOTWAY(5, Users.WALKERS),
    PATH(5, Users.RIDERS),
    STEPS(5, Users.STAIRS),
    /** Whether cars come aboard a ferry, its tags say: those across the Huangpu take none. */
    FERRY(10, Users.RIDERS);

    private static final Map<String, RoadClass> WORDS =
            Arrays.stream(values()).collect(Collectors.toMap(RoadClass::word, Function.identity()));

    /** Words of OpenStreetMap that mean one of ours. */
    private static final Map<String, RoadClass> OTHER_WORDS =
            Map.of("road", UNCLASSIFIED, "bridleway", PATH, "corridor", FOOTWAY, "platform", FOOTWAY);

    private enum Users {
        ALL(Access.PUBLIC, Access.PUBLIC, Access.PUBLIC),
        CARS(Access.PUBLIC, Access.NO, Access.NO),
        RIDERS(Access.NO, Access.PUBLIC, Access.PUBLIC),
        WALKERS(Access.NO, Access.DISMOUNT, Access.PUBLIC),
        STAIRS(Access.NO, Access.NO, Access.PUBLIC);

        private final Access car;
        private final Access bike;
        private final Access foot;

        Users(Access car, Access bike, Access foot) {
            this.car = car;
            this.bike = bike;
            this.foot = foot;
        }
    }

    private final int speedKmh;
    private final Users users;

    RoadClass(int speedKmh, Users users) {
        this.speedKmh = speedKmh;
        this.users = users;
    }

    /** The class of a way, or nothing for what is no way to travel on. */
    static Optional<RoadClass> of(Tags tags) {
        String highway = tags.get("highway");
        if (highway != null) {
            RoadClass known = WORDS.get(highway);
            return Optional.ofNullable(known == null || known == FERRY ? OTHER_WORDS.get(highway) : known);
        }
        return tags.is("route", "ferry") || tags.is("ferry", "yes") ? Optional.of(FERRY) : Optional.empty();
    }

    /** As in OpenStreetMap: {@code trunk_link}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** km/h where nothing is signed: of cars, or of the fastest who may use it. */
    public int speedKmh() {
        return speedKmh;
    }

    Access car() {
        return users.car;
    }

    Access bike() {
        return users.bike;
    }

    Access foot() {
        return users.foot;
    }

    /** Built for cars; on the others a car is the exception, which only a tag about motor vehicles makes. */
    boolean isForCars() {
        return users.car != Access.NO;
    }

    /** 高速公路 and 快速路 with their ramps. */
    boolean isExpressway() {
        return compareTo(TRUNK_LINK) <= 0;
    }
}
