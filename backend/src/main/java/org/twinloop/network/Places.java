package org.twinloop.network;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.common.geo.Datum;
import org.twinloop.common.geo.GeoBox;

/**
 * Finds places by Chinese name, pinyin, pinyin initials, English name or what people call them besides; spaces and
 * capitals count for nothing. A search must be called inside a read.
 */
@ApplicationScoped
public class Places {

    /** A place by its id, or longitude,latitude: as {@link #position} reads it. */
    public static final String END = "^([A-Z0-9-]{2,20}|-?[0-9]{1,3}(\\.[0-9]{1,9})?,-?[0-9]{1,2}(\\.[0-9]{1,9})?)$";

    /** Blanks of both scripts. */
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u3000]+");

    private final NetworkRepository repository;
    private final NetworkSnapshots snapshots;

    Places(NetworkRepository repository, NetworkSnapshots snapshots) {
        this.repository = repository;
        this.snapshots = snapshots;
    }

    /** Places matching a text, best first; all places, inner loop first, for an empty text. */
    public Uni<List<Place>> search(String text, int limit) {
        return repository.searchPlaces(bare(text), limit);
    }

    /** All places of the current snapshot, by id; no I/O. */
    public List<Place> all() {
        return snapshots.current().places();
    }

    /** The place of the current snapshot; no I/O. */
    public Optional<Place> find(String id) {
        return all().stream().filter(place -> place.id().equals(id)).findFirst();
    }

    /** Like {@link #find}, for a place that must exist. */
    public Place get(String id) {
        return find(id).orElseThrow(() -> ProblemException.notFound("place " + id));
    }

    /**
     * The position of a place that is named by its id, or that is given as {@code longitude,latitude}.
     *
     * @param text matches {@link #END}
     * @param pointer where it stands in the question, for the refusal
     */
    public GeoPoint position(String pointer, String text, Datum datum) {
        int comma = text.indexOf(',');
        if (comma < 0) {
            return find(text)
                    .orElseThrow(() -> ProblemException.field(
                            CommonProblem.INVALID, pointer, "value " + text + " is no place; search with GET /places"))
                    .position();
        }
        double lon = Double.parseDouble(text.substring(0, comma));
        double lat = Double.parseDouble(text.substring(comma + 1));
        if (Math.abs(lon) > 180 || Math.abs(lat) > 90) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    pointer,
                    "value " + text + " is no position; give longitude,latitude within ±180 and ±90");
        }
        return datum.toWgs84(lon, lat);
    }

    /**
     * Where the city is: the box of the roads in use, and that of the places and stops of the registers. The two differ
     * where a network of another city is in use.
     */
    public List<GeoBox> extents() {
        var snapshot = snapshots.current();
        Stream<GeoPoint> known = Stream.concat(
                snapshot.places().stream().map(Place::position),
                snapshot.stops().stream().map(Stop::position));
        return Stream.of(snapshot.roads().table().corners(), known.toList())
                .map(GeoBox::around)
                .flatMap(Optional::stream)
                .toList();
    }

    private static String bare(String text) {
        return BLANKS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /**
     * Another name of a place: a short or old one, one in traditional characters or in English.
     *
     * @param pinyin syllables parted by spaces; empty where the name has no reading of its own
     */
    public record Alias(String placeId, String name, String pinyin) {}

    /** Registers what places are called besides; the places must be there. */
    public Uni<Void> addAliases(List<Alias> aliases) {
        return repository.insertAliases(aliases.stream()
                .map(alias -> new Alias(alias.placeId(), bare(alias.name()), alias.pinyin()))
                .toList());
    }

    /** Registers places; {@code pinyin} syllables are parted by spaces and as many as the given places. */
    public Uni<Void> addAll(List<Place> places, List<String> pinyin, List<String> addresses) {
        return repository.insertPlaces(places, pinyin, addresses);
    }
}
