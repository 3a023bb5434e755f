package org.twinloop.trip.open;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.device.command.OpenTrips;
import org.twinloop.trip.ride.TripState;

/** The SQL of trips that are not over. */
@ApplicationScoped
class OpenTripRepository implements OpenTrips {

    private static final String[] OVER = Arrays.stream(TripState.values())
            .filter(TripState::isLast)
            .map(TripState::name)
            .toArray(String[]::new);

    private final Database database;

    OpenTripRepository(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Set<UUID>> openAmong(Collection<UUID> tripIds) {
        return database.rows(
                        "select id from trip.trip where id = any($1::uuid[]) and state <> all($2::text[])",
                        tripIds.toArray(UUID[]::new),
                        OVER)
                .map(rows -> rows.stream().map(row -> row.uuid(0)).collect(Collectors.toSet()));
    }
}
