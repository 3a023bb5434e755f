package org.twinloop.device.command;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.upkeep.Kept;
import org.twinloop.common.upkeep.Perishable;

/** Commands that ended long ago; one that is open, or of a trip that is not over, stays. */
@ApplicationScoped
class OldCommandRepository implements Perishable {

    private static final Duration KEPT_MIN = Duration.ofDays(38);
    /** Pages looked through in one batch for rows that may go; what open trips keep is passed over. */
    private static final int PAGES_MAX = 20;

    private static final String PAGE = """
            select id, trip_id, ended_at from device.command
            where ended_at < $1 and (ended_at, id) > ($2, $3) order by ended_at, id limit $4""";

    private final Database database;
    private final CommandConfig config;
    private final OpenTrips trips;
    private final Clock clock;

    OldCommandRepository(Database database, CommandConfig config, OpenTrips trips, Clock clock) {
        this.database = database;
        this.config = config;
        this.trips = trips;
        this.clock = clock;
    }

    private record Old(UUID id, UUID tripId, Instant endedAt) {}

    void check(@Observes StartupEvent started) {
        Kept.atLeast(
                "twinloop.device.command.keep",
                config.keep(),
                KEPT_MIN,
                "a report may prove a command that is over for 30 days");
    }

    @Override
    public String name() {
        return "old-commands";
    }

    @Override
    public Uni<Integer> drop(int max) {
        Instant before = clock.instant().minus(config.keep());
        return pages(before, new Old(new UUID(0, 0), null, Instant.EPOCH), max, PAGES_MAX);
    }

    private Uni<Integer> pages(Instant before, Old after, int max, int left) {
        return database.rows(PAGE, before, after.endedAt(), after.id(), max)
                .map(rows -> rows.stream()
                        .map(row -> new Old(row.uuid(0), row.uuid(1), row.instant(2)))
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
        Set<UUID> asked =
                page.stream().map(Old::tripId).filter(Objects::nonNull).collect(Collectors.toSet());
        Uni<Set<UUID>> open = asked.isEmpty() ? Uni.createFrom().item(Set.<UUID>of()) : trips.openAmong(asked);
        return open.chain(needed -> {
            UUID[] gone = page.stream()
                    .filter(one -> one.tripId() == null || !needed.contains(one.tripId()))
                    .map(Old::id)
                    .toArray(UUID[]::new);
            return gone.length == 0
                    ? Uni.createFrom().item(0)
                    : database.sql("delete from device.command where id = any($1::uuid[])", (Object) gone);
        });
    }
}
