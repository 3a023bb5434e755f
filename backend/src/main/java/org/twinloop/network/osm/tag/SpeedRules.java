package org.twinloop.network.osm.tag;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.twinloop.network.osm.Tags;

/**
 * Speed limits. Words for zones carry the limits of the road traffic law of China (道路交通安全法实施条例 §45, §78: without
 * marked lanes 30 in town and 40 outside, one lane a direction 50 in town and 70 outside, motorways 120).
 */
final class SpeedRules {

    private static final int SPEED_MIN_KMH = 5;
    private static final int SPEED_MAX_KMH = 130;
    private static final double KMH_PER_MPH = 1.609344;
    private static final double KMH_PER_KNOT = 1.852;
    private static final Pattern NUMBER =
            Pattern.compile("(\\d{1,3}(?:\\.\\d+)?)\\s*(km/h|kmh|kph|kp/h|公里/小时|mph|knots|kn)?");
    private static final Pattern ZONE = Pattern.compile("[A-Z]{2}:(?:zone:?)?([a-z_]+|\\d{1,3})");

    private SpeedRules() {}

    /** The limit in a direction ({@code forward} or {@code backward}), else that of the class; km/h, 5…130. */
    static int kmh(Tags tags, RoadClass roadClass, String direction, Consumer<Remark> remarks) {
        String[] keys = {"maxspeed:motorcar:" + direction, "maxspeed:" + direction, "maxspeed:motorcar", "maxspeed"};
        String signed = tags.first(keys);
        if (signed != null) {
            OptionalInt limit = read(signed);
            if (limit.isPresent()) {
                return within(limit.getAsInt());
            }
            if (!signed.equals("signals") && !signed.equals("variable")) {
                remarks.accept(Remark.SPEED_UNREADABLE);
            }
        }
        String zone = tags.first("zone:maxspeed", "maxspeed:type", "source:maxspeed");
        OptionalInt limit = zone == null ? OptionalInt.empty() : zone(zone);
        return limit.isPresent() ? within(limit.getAsInt()) : roadClass.speedKmh();
    }

    /** The number behind {@code 60}, {@code 30 mph}, {@code CN:urban}, {@code 40;60} (the lower) or {@code walk}. */
    static OptionalInt read(String value) {
        OptionalInt lowest = OptionalInt.empty();
        for (String part : value.split("[;|]")) {
            OptionalInt one = one(part.strip().toLowerCase(Locale.ROOT), part.strip());
            if (one.isPresent() && (lowest.isEmpty() || one.getAsInt() < lowest.getAsInt())) {
                lowest = one;
            }
        }
        return lowest;
    }

    private static OptionalInt one(String word, String written) {
        if (word.equals("none")) {
            return OptionalInt.of(SPEED_MAX_KMH);
        }
        if (word.equals("walk")) {
            return OptionalInt.of(SPEED_MIN_KMH);
        }
        Matcher number = NUMBER.matcher(word);
        if (!number.matches()) {
            return zone(written);
        }
        double value = Double.parseDouble(number.group(1));
        String unit = number.group(2) == null ? "km/h" : number.group(2);
        double factor = unit.equals("mph") ? KMH_PER_MPH : unit.startsWith("kn") ? KMH_PER_KNOT : 1;
        return value > 0 ? OptionalInt.of((int) Math.round(value * factor)) : OptionalInt.empty();
    }

    private static OptionalInt zone(String value) {
        Matcher zone = ZONE.matcher(value);
        if (!zone.matches()) {
            return OptionalInt.empty();
        }
        String word = zone.group(1);
        return switch (word) {
            case "urban" -> OptionalInt.of(50);
            case "rural" -> OptionalInt.of(70);
            case "trunk" -> OptionalInt.of(80);
            case "motorway" -> OptionalInt.of(120);
            case "living_street" -> OptionalInt.of(20);
            default -> word.matches("\\d+") ? OptionalInt.of(Integer.parseInt(word)) : OptionalInt.empty();
        };
    }

    private static int within(int kmh) {
        return Math.max(SPEED_MIN_KMH, Math.min(SPEED_MAX_KMH, kmh));
    }
}
