package org.twinloop.trip.inspection;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.twinloop.common.SystemTime;
import org.twinloop.common.upkeep.Perishable;
import org.twinloop.trip.inspection.store.PhotoStore;
import org.twinloop.trip.inspection.store.PhotoStore.Lying;

/**
 * Files that no row names: those of swept photos, and those of which the service ended between file and row. A sweep
 * looks through some parts of the store and the next one goes on. A file goes under the lock of its content and only
 * when there is still no row then, so one that is just being named stays.
 */
@ApplicationScoped
class StrayPhotos implements Perishable {

    private final PhotoRepository repository;
    private final PhotoStore store;
    private final PhotoDesk desk;
    private final InspectionConfig config;
    private final AtomicInteger nextPart = new AtomicInteger();

    StrayPhotos(PhotoRepository repository, PhotoStore store, PhotoDesk desk, InspectionConfig config) {
        this.repository = repository;
        this.store = store;
        this.desk = desk;
        this.config = config;
    }

    @Override
    public String name() {
        return "stray-photos";
    }

    @Override
    public Uni<Integer> drop(int max) {
        Instant before = SystemTime.now().minus(config.strayAfter());
        return parts(before, max, Math.min(config.strayParts(), PhotoStore.PARTS));
    }

    /** One part after the other; one that is not finished is looked at again. */
    private Uni<Integer> parts(Instant before, int max, int left) {
        if (left == 0 || max == 0) {
            return Uni.createFrom().item(0);
        }
        return part(nextPart.get(), before, max).chain(gone -> {
            if (gone == max) {
                return Uni.createFrom().item(gone);
            }
            nextPart.updateAndGet(part -> (part + 1) % PhotoStore.PARTS);
            return parts(before, max - gone, left - 1).map(more -> gone + more);
        });
    }

    private Uni<Integer> part(int part, Instant before, int max) {
        return desk.work(() -> store.in(part).stream()
                        .filter(lying -> lying.since().isBefore(before))
                        .toList())
                .chain(old -> old.isEmpty() ? Uni.createFrom().item(List.<Lying>of()) : strays(old))
                .chain(strays -> Multi.createFrom()
                        .iterable(strays.subList(0, Math.min(max, strays.size())))
                        .onItem()
                        .transformToUniAndConcatenate(this::drop)
                        .collect()
                        .with(Collectors.summingInt(gone -> gone ? 1 : 0)));
    }

    private Uni<List<Lying>> strays(List<Lying> old) {
        return repository.unnamed(old.stream().map(Lying::name).toList()).map(unnamed -> {
            Set<String> names = new HashSet<>(unnamed);
            return old.stream().filter(lying -> names.contains(lying.name())).toList();
        });
    }

    private Uni<Boolean> drop(Lying lying) {
        return repository
                .lockContent(lying.name())
                .chain(() -> repository.unnamed(List.of(lying.name())))
                .chain(still -> still.isEmpty()
                        ? Uni.createFrom().item(false)
                        : desk.work(() -> {
                            store.drop(lying);
                            return true;
                        }));
    }
}
