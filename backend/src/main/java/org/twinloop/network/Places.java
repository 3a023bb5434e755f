package org.twinloop.network;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds places by Chinese name, pinyin, pinyin initials or English name. Must be called inside a read. */
@ApplicationScoped
public class Places {

    private final NetworkRepository repository;

    Places(NetworkRepository repository) {
        this.repository = repository;
    }

    /** Places matching a text, best first; all places, inner loop first, for an empty text. */
    public Uni<List<Place>> search(String text, int limit) {
        return repository.searchPlaces(text.strip().toLowerCase(Locale.ROOT), limit);
    }

    public Uni<Optional<Place>> find(String id) {
        return repository.place(id);
    }

    /** Registers places; {@code pinyin} syllables are parted by spaces and as many as the given places. */
    public Uni<Void> addAll(List<Place> places, List<String> pinyin, List<String> addresses) {
        return repository.insertPlaces(places, pinyin, addresses);
    }
}
