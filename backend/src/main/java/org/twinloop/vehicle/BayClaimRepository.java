package org.twinloop.vehicle;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.network.LoopId;
import org.twinloop.network.loop.StopClaims;

/**
 * What is promised at the bays of a stop. The lock lets running bookings finish and keeps new ones waiting until the
 * act ends; those see then that the bay closes, because a statement takes its snapshot after its locks.
 */
@ApplicationScoped
class BayClaimRepository implements StopClaims {

    private final Database database;

    BayClaimRepository(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Optional<Instant>> lastBeyond(UUID stopId, LoopId loop, Instant at) {
        return database.sql("lock table vehicle.bay_reservation in share row exclusive mode")
                .chain(() -> database.row("""
                        select max(upper(r.blocked)) from vehicle.bay_reservation r
                        join vehicle.bay b on b.id = r.bay_id
                        where b.stop_id = $1 and r.state in ('HELD', 'FIRM') and upper(r.blocked) > $3
                            and exists (select from vehicle.reservation c join vehicle.vehicle v on v.id = c.vehicle_id
                                where c.trip_leg_id = r.trip_leg_id and v.loop = $2)""", stopId, loop.name(), at))
                .map(row -> row.map(last -> last.instant(0)));
    }

    @Override
    public Uni<Void> openUntil(UUID stopId, Instant at) {
        return database.sql(
                        "update vehicle.bay set open_until = $2 where stop_id = $1 and open_until is distinct from $2",
                        stopId,
                        at)
                .replaceWithVoid();
    }
}
