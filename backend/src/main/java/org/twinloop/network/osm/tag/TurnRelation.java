package org.twinloop.network.osm.tag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.twinloop.network.osm.ElementKind;
import org.twinloop.network.osm.Member;
import org.twinloop.network.osm.Tags;

/**
 * A turn restriction as OpenStreetMap writes it: from ways over a node or ways to ways.
 *
 * @param word {@code no_left_turn}, {@code only_straight_on} …
 * @param viaNode 0 where it leads over ways
 * @param viaWays in order; empty where it leads over a node
 */
public record TurnRelation(
        long id,
        String word,
        boolean car,
        boolean bike,
        List<Long> from,
        long viaNode,
        List<Long> viaWays,
        List<Long> to) {

    private static final Set<String> WORDS = Set.of(
            "no_left_turn",
            "no_right_turn",
            "no_straight_on",
            "no_u_turn",
            "no_entry",
            "no_exit",
            "only_left_turn",
            "only_right_turn",
            "only_straight_on",
            "only_u_turn");
    private static final String[] CAR_KEYS = {
        "restriction:motorcar", "restriction:motor_vehicle", "restriction:vehicle", "restriction"
    };
    private static final String[] BIKE_KEYS = {"restriction:bicycle", "restriction:vehicle", "restriction"};
    private static final Set<String> CAR_NAMES = Set.of("motorcar", "motor_vehicle", "vehicle", "private");
    private static final Set<String> BIKE_NAMES = Set.of("bicycle", "vehicle");
    private static final String[] HOURS = {"day_on", "day_off", "hour_on", "hour_off"};

    public TurnRelation {
        from = List.copyOf(from);
        viaWays = List.copyOf(viaWays);
        to = List.copyOf(to);
    }

    /** Whether it names the only way on, rather than one that is forbidden. */
    public boolean only() {
        return word.startsWith("only_");
    }

    /** The restrictions of a relation for cars and bicycles: none, one, or one for each. */
    public static List<TurnRelation> read(long id, List<Member> members, Tags tags, Consumer<Remark> remarks) {
        String type = tags.get("type");
        if (type == null || !type.equals("restriction") && !type.startsWith("restriction:")) {
            return List.of();
        }
        if (tags.first(HOURS) != null) {
            remarks.accept(Remark.TURN_CONDITIONAL);
            return List.of();
        }
        Optional<String> car = word(tags, CAR_KEYS, CAR_NAMES);
        Optional<String> bike = word(tags, BIKE_KEYS, BIKE_NAMES);
        Set<String> words = new TreeSet<>();
        car.ifPresent(words::add);
        bike.ifPresent(words::add);
        if (words.isEmpty()) {
            remarks.accept(whyNone(tags));
            return List.of();
        }
        List<TurnRelation> read = new ArrayList<>();
        for (String word : words) {
            boolean ofCar = car.filter(word::equals).isPresent();
            boolean ofBike = bike.filter(word::equals).isPresent();
            Optional<TurnRelation> one = WORDS.contains(word) ? of(id, word, ofCar, ofBike, members) : Optional.empty();
            one.ifPresentOrElse(
                    read::add, () -> remarks.accept(WORDS.contains(word) ? Remark.TURN_BROKEN : Remark.TURN_UNKNOWN));
        }
        return read;
    }

    private static Optional<String> word(Tags tags, String[] keys, Set<String> names) {
        String type = tags.get("type");
        if (type.startsWith("restriction:") && !names.contains(type.substring("restriction:".length()))) {
            return Optional.empty();
        }
        String general = keys[keys.length - 1];
        for (String key : keys) {
            String word = tags.get(key);
            if (word != null) {
                return key.equals(general) && excepted(tags, names) ? Optional.empty() : Optional.of(word);
            }
        }
        return Optional.empty();
    }

    private static boolean excepted(Tags tags, Set<String> names) {
        String except = tags.get("except");
        return except != null
                && Arrays.stream(except.split("[;,]")).map(String::strip).anyMatch(names::contains);
    }

    private static Remark whyNone(Tags tags) {
        boolean[] conditional = new boolean[1];
        boolean[] others = new boolean[1];
        tags.forEach((key, value) -> {
            conditional[0] |= key.startsWith("restriction") && key.endsWith(":conditional");
            others[0] |= key.startsWith("restriction");
        });
        return conditional[0] ? Remark.TURN_CONDITIONAL : others[0] ? Remark.TURN_OTHER_VEHICLES : Remark.TURN_UNKNOWN;
    }

    /** Several from ways make sense in no_entry only, several to ways in no_exit only. */
    private static Optional<TurnRelation> of(long id, String word, boolean car, boolean bike, List<Member> members) {
        List<Long> from = refs(members, "from", ElementKind.WAY);
        List<Long> to = refs(members, "to", ElementKind.WAY);
        List<Long> viaWays = refs(members, "via", ElementKind.WAY);
        List<Long> viaNodes = refs(members, "via", ElementKind.NODE);
        boolean whole = from.size() == 1 || from.size() > 1 && word.equals("no_entry");
        whole &= to.size() == 1 || to.size() > 1 && word.equals("no_exit");
        whole &= viaNodes.size() == 1 && viaWays.isEmpty() || viaNodes.isEmpty() && !viaWays.isEmpty();
        return whole
                ? Optional.of(new TurnRelation(
                        id, word, car, bike, from, viaNodes.isEmpty() ? 0 : viaNodes.get(0), viaWays, to))
                : Optional.empty();
    }

    private static List<Long> refs(List<Member> members, String role, ElementKind kind) {
        return members.stream()
                .filter(member -> member.role().equals(role) && member.kind() == kind)
                .map(Member::ref)
                .toList();
    }
}
