package org.twinloop.device.offline;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.upkeep.Kept;
import org.twinloop.common.upkeep.Perishable;
import org.twinloop.device.command.OpenTrips;

/**
 * Keys that ended long ago. Three kinds stay, however old: those of a trip that is not over; those whose terminal was
 * not connected since they ended, for it may still tell of a use; and the one with the highest counter of each
 * terminal, which tells the next one where to begin.
 */
@ApplicationScoped
class OldKeyRepository implements Perishable {

    private static final Duration KEPT_MIN = Duration.ofDays(38);
    /** Pages looked through in one batch for rows that may go; what open trips keep is passed over. */
    private static final int PAGES_MAX = 20;

    private static final String PAGE = """
            select k.trip_id, k.counter, k.valid_to from device.offline_key k
            where k.valid_to < $1 and (k.valid_to, k.trip_id, k.counter) > ($2, $3, $4)
                and k.counter < (select max(m.counter) from device.offline_key m where m.device_id = k.device_id)
                and exists (select from device.session s where s.device_id = k.device_id
                    and (s.ended_at is null or s.ended_at > k.valid_to or s.heard_at > k.valid_to))
            order by k.valid_to, k.trip_id, k.counter limit $5""";

    private static final String DELETE = """
            delete from device.offline_key k using unnest($1::uuid[], $2::bigint[]) g(trip_id, counter)
            where k.trip_id = g.trip_id and k.counter = g.counter""";

    private final Database database;
    private final OfflineKeyConfig config;
    private final OpenTrips trips;
    private final Clock clock;

    OldKeyRepository(Database database, OfflineKeyConfig config, OpenTrips trips, Clock clock) {
        this.database = database;
        this.config = config;
        this.trips = trips;
        this.clock = clock;
    }

    private record Old(UUID tripId, long counter, Instant validTo) {}

    void check(@Observes StartupEvent started) {
        Kept.atLeast(
                "twinloop.device.offline-key.keep",
                config.keep(),
                KEPT_MIN,
                "what a terminal tells of a key's use is compared with it");
    }

    @Override
    public String name() {
        return "old-offline-keys";
    }

    @Override
    public Uni<Integer> drop(int max) {
        Instant before = clock.instant().minus(config.keep());
        return pages(before, new Old(new UUID(0, 0), 0, Instant.EPOCH), max, PAGES_MAX);
    }

    private Uni<Integer> pages(Instant before, Old after, int max, int left) {
        return database.rows(PAGE, before, after.validTo(), after.tripId(), after.counter(), max)
                .map(rows -> rows.stream()
                        .map(row -> new Old(row.uuid(0), row.whole(1), row.instant(2)))
                        .toList())
                .chain(page -> delete(page).chain(gone -> {
                    boolean more = page.size() == max && gone < max && left > 1;
                    return more
                            ? pages(before, page.get(max - 1), max - gone, left - 1)
                                    .map(others -> gone + others)
                            : Uni.createFrom().item(gone);
                }));
    }

    private Uni<Integer> delete(List<Old> page) {
        if (page.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        Set<UUID> asked = page.stream().map(Old::tripId).collect(Collectors.toSet());
        return trips.openAmong(asked).chain(open -> {
            List<Old> gone =
                    page.stream().filter(key -> !open.contains(key.tripId())).toList();
            return gone.isEmpty()
                    ? Uni.createFrom().item(0)
                    : database.sql(
                            DELETE,
                            gone.stream().map(Old::tripId).toArray(UUID[]::new),
                            gone.stream().map(Old::counter).toArray(Long[]::new));
        });
    }
}
