package org.twinloop.supervision;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.supervision.rule.PastTrip;

/** The SQL of what the rules remember of trips. */
@ApplicationScoped
class PastTripRepository {

    private static final Duration REMEMBERED = Duration.ofDays(31);
    private static final Duration SAME_DAY = Duration.ofDays(1);
    private static final int OTHERS_MAX = 200;
    private static final String PAST =
            "select p.trip_id, p.unit_id, p.traveller_id, p.booked_by_id, p.outcome, p.mode, "
                    + "p.depart_at, p.arrive_at, p.ended_at, p.quoted_fen, "
                    + "r.legs -> 0 ->> 'fromName', r.legs -> -1 ->> 'toName' "
                    + "from supervision.past_trip p left join trip.ridden r on r.trip_id = p.trip_id ";

    private final Database database;

    PastTripRepository(Database database) {
        this.database = database;
    }

    Uni<Void> insert(PastTrip trip) {
        return database.sql(
                        """
                        insert into supervision.past_trip (trip_id, unit_id, traveller_id, booked_by_id, outcome, mode,
                            depart_at, arrive_at, ended_at, quoted_fen)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing""",
                        trip.tripId(),
                        trip.unitId(),
                        trip.travellerId(),
                        trip.bookedById(),
                        trip.outcome().name(),
                        trip.mode(),
                        trip.departAt(),
                        trip.arriveAt(),
                        trip.endedAt(),
                        trip.quotedFen())
                .replaceWithVoid();
    }

    Uni<Optional<PastTrip>> find(UUID tripId) {
        return database.row(PAST + "where p.trip_id = $1", tripId).map(row -> row.map(PastTripRepository::trip));
    }

    /** The newest 200 other trips of the same traveller from 31 days before to a day after, oldest first. */
    Uni<List<PastTrip>> others(PastTrip trip) {
        Instant from = trip.departAt().minus(REMEMBERED);
        Instant to = trip.departAt().plus(SAME_DAY);
        return database.rows(
                        "select * from (" + PAST
                                + "where p.traveller_id = $1 and p.trip_id <> $2 and p.depart_at >= $3 "
                                + "and p.depart_at <= $4 order by p.depart_at desc limit $5) newest order by depart_at",
                        trip.travellerId(),
                        trip.tripId(),
                        from,
                        to,
                        OTHERS_MAX)
                .map(rows -> rows.stream().map(PastTripRepository::trip).toList());
    }

    private static PastTrip trip(Row r) {
        return new PastTrip(
                r.uuid(0),
                r.uuid(1),
                r.uuid(2),
                r.uuid(3),
                PastTrip.Outcome.valueOf(r.text(4)),
                r.text(5),
                r.instant(6),
                r.instant(7),
                r.instant(8),
                r.whole(9),
                Optional.ofNullable(r.text(10)),
                Optional.ofNullable(r.text(11)));
    }
}
