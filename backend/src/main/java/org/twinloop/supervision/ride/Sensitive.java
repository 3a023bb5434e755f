package org.twinloop.supervision.ride;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.twinloop.common.CityTime;
import org.twinloop.common.GeoPoint;

/**
 * A place where a car that stands is looked at (PR-44). What is on the list says nothing about anybody who is there.
 *
 * @param kind category of the place register, {@code area} for a configured one
 * @param radiusM metres around it, more than 0
 * @param hours when it counts; empty for always
 */
public record Sensitive(String name, String kind, GeoPoint at, double radiusM, Optional<Hours> hours) {

    private static final String NUMBER = "(-?\\d{1,3}(?:\\.\\d{1,9})?)";
    private static final Pattern AREA =
            Pattern.compile(NUMBER + "," + NUMBER + ",(\\d{1,5})(?:,(\\d{2}:\\d{2})-(\\d{2}:\\d{2}))?");

    /** Times of day, Asia/Shanghai, {@code to} included. */
    public record Hours(LocalTime from, LocalTime to) {
        boolean hold(Instant at) {
            LocalTime time = at.atZone(CityTime.ZONE).toLocalTime();
            return !time.isBefore(from) && !time.isAfter(to);
        }
    }

    /** A configured area; refuses what is none, naming the key and how it is written. */
    public static Sensitive area(String name, String written) {
        Matcher parts = AREA.matcher(written.strip());
        if (!parts.matches()) {
            throw new IllegalStateException("twinloop.supervision.ride.sensitive-areas." + name + " is '" + written
                    + "'; write longitude,latitude,radius in metres, and ,HH:mm-HH:mm where it has hours");
        }
        Optional<Hours> hours = Optional.ofNullable(parts.group(4))
                .map(from -> new Hours(LocalTime.parse(from), LocalTime.parse(parts.group(5))));
        GeoPoint at = new GeoPoint(Double.parseDouble(parts.group(1)), Double.parseDouble(parts.group(2)));
        return new Sensitive(name, "area", at, Double.parseDouble(parts.group(3)), hours);
    }

    boolean holds(RideFacts.Told told) {
        return at.distanceM(told.position()) <= radiusM
                && hours.map(times -> times.hold(told.at())).orElse(true);
    }
}
