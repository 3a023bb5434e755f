package org.twinloop.network.osm.tag;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.twinloop.network.osm.Tags;

/** Reads a way: whether it is a road for anybody, and for whom in which direction. */
public final class RoadRules {

    private static final Set<String> NOT_BUILT =
            Set.of("construction", "proposed", "planned", "abandoned", "disused", "razed", "demolished", "dismantled");
    private static final Pattern CLOCK = Pattern.compile("(?:(\\d{1,2}):)?(\\d{1,3})(?::(\\d{2}))?");
    private static final Pattern ISO = Pattern.compile("PT(?:(\\d{1,2})H)?(?:(\\d{1,3})M)?(?:(\\d{1,3})S)?");
    private static final int CROSSING_MAX_S = 48 * 3600;

    private RoadRules() {}

    /** The road that a way is, or nothing; {@code remarks} hears what was left out or not understood. */
    public static Optional<Road> read(Tags tags, Consumer<Remark> remarks) {
        Optional<RoadClass> found = RoadClass.of(tags);
        if (found.isEmpty()) {
            String highway = tags.get("highway");
            if (highway != null) {
                remarks.accept(NOT_BUILT.contains(highway) ? Remark.WAY_NOT_BUILT : Remark.WAY_UNKNOWN_CLASS);
            }
            return Optional.empty();
        }
        tags.forEach((key, value) -> {
            if (key.endsWith(":conditional") && isAccess(key)) {
                remarks.accept(Remark.ACCESS_CONDITIONAL);
            }
        });
        Road road = road(tags, found.get(), remarks);
        if (!road.car().isOpen() && !road.bike().isOpen() && !road.foot().isOpen()) {
            remarks.accept(Remark.WAY_CLOSED_TO_ALL);
            return Optional.empty();
        }
        return Optional.of(road);
    }

    private static Road road(Tags tags, RoadClass roadClass, Consumer<Remark> remarks) {
        Structure structure = Structure.of(tags, roadClass);
        boolean carsOnly = carsOnly(tags, roadClass, structure);
        Access car = AccessRules.car(tags, roadClass, remarks);
        Access bike = AccessRules.bike(tags, carsOnly ? Access.NO : bikeByClass(tags, roadClass), remarks);
        Access foot = AccessRules.foot(tags, carsOnly && !sidewalk(tags) ? Access.NO : roadClass.foot(), remarks);
        Travel driven = DirectionRules.car(tags, roadClass, car, remarks);
        Names names = Names.of(tags);
        return new Road(
                        roadClass,
                        structure,
                        Structure.layer(tags),
                        names.zh(),
                        names.en(),
                        driven,
                        DirectionRules.bike(tags, roadClass, bike),
                        DirectionRules.foot(tags, roadClass, foot),
                        SpeedRules.kmh(tags, roadClass, "forward", remarks),
                        SpeedRules.kmh(tags, roadClass, "backward", ignored -> {}),
                        lanes(tags, roadClass, driven),
                        tags.is("toll", "yes") || tags.is("toll:motorcar", "yes"),
                        roadClass == RoadClass.FERRY ? seconds(tags.get("duration")) : 0,
                        false)
                .inDirectionOfUse();
    }

    /** 高速 and 快速 roads, and elevated or tunnelled ones of their kind, where no tag says who else may go there. */
    private static boolean carsOnly(Tags tags, RoadClass roadClass, Structure structure) {
        boolean apart = structure == Structure.TUNNEL && roadClass.isExpressway();
        return tags.is("motorroad", "yes")
                || tags.is("expressway", "yes")
                || apart
                || structure == Structure.ELEVATED && roadClass.isForCars();
    }

    private static Access bikeByClass(Tags tags, RoadClass roadClass) {
        boolean ramp = roadClass == RoadClass.STEPS && tags.first("ramp:bicycle", "ramp:wheelchair", "ramp") != null;
        return ramp && !tags.is("ramp:bicycle", "no") ? Access.DISMOUNT : roadClass.bike();
    }

    private static boolean sidewalk(Tags tags) {
        return tags.is("sidewalk", "yes", "both", "left", "right")
                || tags.is("sidewalk:both", "yes")
                || tags.is("sidewalk:left", "yes")
                || tags.is("sidewalk:right", "yes");
    }

    private static int lanes(Tags tags, RoadClass roadClass, Travel car) {
        int byClass = roadClass == RoadClass.MOTORWAY || roadClass == RoadClass.TRUNK ? 2 : 1;
        String forward = tags.get("lanes:forward");
        String total = forward == null ? tags.get("lanes") : forward;
        if (total == null || !total.matches("[1-9]|1\\d")) {
            return byClass;
        }
        boolean shared = forward == null && car.forward() && car.backward();
        return Math.max(1, Integer.parseInt(total) / (shared ? 2 : 1));
    }

    /**
     * {@code 20} minutes, {@code 1:20} hours, {@code 0:20:30} or {@code PT20M}, in seconds; 0 when it is no duration.
     */
    static int seconds(String duration) {
        if (duration == null) {
            return 0;
        }
        Matcher iso = ISO.matcher(duration.strip());
        Matcher clock = CLOCK.matcher(duration.strip());
        int seconds = 0;
        if (iso.matches()) {
            seconds = 3600 * number(iso.group(1)) + 60 * number(iso.group(2)) + number(iso.group(3));
        } else if (clock.matches()) {
            seconds = 3600 * number(clock.group(1)) + 60 * number(clock.group(2)) + number(clock.group(3));
        }
        return Math.min(CROSSING_MAX_S, seconds);
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static boolean isAccess(String key) {
        String of = key.substring(0, key.length() - ":conditional".length());
        return of.matches("(access|vehicle|motor_vehicle|motorcar|bicycle|foot|oneway)(:.*)?");
    }
}
