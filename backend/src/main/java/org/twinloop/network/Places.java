package org.twinloop.network;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.twinloop.common.ProblemException;

/**
 * Finds places by Chinese name, pinyin, pinyin initials, English name or what people call them besides; spaces and
 * capitals count for nothing. A search must be called inside a read.
 */
@ApplicationScoped
public class Places {

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
