package org.twinloop.network;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.twinloop.common.ProblemException;

/** Finds places by Chinese name, pinyin, pinyin initials or English name. A search must be called inside a read. */
@ApplicationScoped
public class Places {

    private final NetworkRepository repository;
    private final NetworkSnapshots snapshots;

    Places(NetworkRepository repository, NetworkSnapshots snapshots) {
        this.repository = repository;
        this.snapshots = snapshots;
    }

    /** Places matching a text, best first; all places, inner loop first, for an empty text. */
    public Uni<List<Place>> search(String text, int limit) {
        return repository.searchPlaces(text.strip().toLowerCase(Locale.ROOT), limit);
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

    /** Registers places; {@code pinyin} syllables are parted by spaces and as many as the given places. */
    public Uni<Void> addAll(List<Place> places, List<String> pinyin, List<String> addresses) {
        return repository.insertPlaces(places, pinyin, addresses);
    }
}
