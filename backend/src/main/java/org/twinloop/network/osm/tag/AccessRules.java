package org.twinloop.network.osm.tag;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.twinloop.network.osm.Tags;

/**
 * Access tags of ways and barriers by mode: the most specific key wins (motorcar, motor_vehicle, vehicle, access). A
 * word about traffic in general only narrows what a class of way is for: {@code access=yes} puts no car on a footway.
 */
final class AccessRules {

    static final String[] CAR = {"motorcar", "motor_vehicle", "vehicle", "access"};
    static final String[] BIKE = {"bicycle", "vehicle", "access"};
    static final String[] FOOT = {"foot", "access"};

    private static final Map<String, Access> WORDS = Map.ofEntries(
            Map.entry("yes", Access.PUBLIC),
            Map.entry("permissive", Access.PUBLIC),
            Map.entry("designated", Access.PUBLIC),
            Map.entry("public", Access.PUBLIC),
            Map.entry("unknown", Access.PUBLIC),
            Map.entry("limited", Access.PUBLIC),
            Map.entry("optional_sidepath", Access.PUBLIC),
            Map.entry("dismount", Access.DISMOUNT),
            Map.entry("destination", Access.DESTINATION),
            Map.entry("customers", Access.DESTINATION),
            Map.entry("delivery", Access.DESTINATION),
            Map.entry("visitors", Access.DESTINATION),
            Map.entry("private", Access.PRIVATE),
            Map.entry("permit", Access.PRIVATE),
            Map.entry("residents", Access.PRIVATE),
            Map.entry("employees", Access.PRIVATE),
            Map.entry("staff", Access.PRIVATE),
            Map.entry("members", Access.PRIVATE),
            Map.entry("government", Access.PRIVATE),
            Map.entry("official", Access.PRIVATE),
            Map.entry("restricted", Access.PRIVATE),
            Map.entry("no", Access.NO),
            Map.entry("use_sidepath", Access.NO),
            Map.entry("agricultural", Access.NO),
            Map.entry("forestry", Access.NO),
            Map.entry("military", Access.NO),
            Map.entry("emergency", Access.NO),
            Map.entry("psv", Access.NO),
            Map.entry("bus", Access.NO));

    private AccessRules() {}

    static Access car(Tags tags, RoadClass roadClass, Consumer<Remark> remarks) {
        return narrowed(tags, roadClass.car(), roadClass.isForCars() ? 4 : 2, CAR, remarks);
    }

    static Access bike(Tags tags, Access byClass, Consumer<Remark> remarks) {
        return narrowed(tags, byClass, 1, BIKE, remarks);
    }

    static Access foot(Tags tags, Access byClass, Consumer<Remark> remarks) {
        return narrowed(tags, byClass, 1, FOOT, remarks);
    }

    /** What the tags of a barrier say for a mode; nothing when they are silent. */
    static Optional<Access> said(Tags tags, String[] keys) {
        for (String key : keys) {
            Optional<Access> word = word(tags.get(key), keys);
            if (word.isPresent()) {
                return word;
            }
        }
        return Optional.empty();
    }

    /** The first {@code opening} keys speak of the mode itself and may open what is closed by class. */
    private static Access narrowed(Tags tags, Access byClass, int opening, String[] keys, Consumer<Remark> remarks) {
        for (int i = 0; i < keys.length; i++) {
            String value = tags.get(keys[i]);
            if (value == null) {
                continue;
            }
            Optional<Access> word = word(value, keys);
            if (word.isPresent()) {
                return i < opening ? opened(word.get(), byClass) : byClass.stricter(word.get());
            }
            remarks.accept(Remark.ACCESS_UNKNOWN);
        }
        return byClass;
    }

    /** {@code bicycle=yes} on steps or a footway lets one ride; {@code vehicle=yes} on a road changes nothing. */
    private static Access opened(Access word, Access byClass) {
        return word == Access.PUBLIC && byClass != Access.NO && byClass != Access.DISMOUNT ? byClass : word;
    }

    private static Optional<Access> word(String value, String[] keys) {
        if (value == null) {
            return Optional.empty();
        }
        int end = value.indexOf(';');
        Access word = WORDS.get(end < 0 ? value : value.substring(0, end));
        return Optional.ofNullable(word == Access.DISMOUNT && keys != BIKE ? Access.PUBLIC : word);
    }
}
