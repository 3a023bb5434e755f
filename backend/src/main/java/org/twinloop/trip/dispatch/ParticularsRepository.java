package org.twinloop.trip.dispatch;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** The SQL of what a dispatch order takes from its trip. */
@ApplicationScoped
class ParticularsRepository {

    private static final String FORGET = """
            update trip.particulars set contact_name = null, contact_phone = null where trip_id in (
                select trip_id from trip.particulars where contact_phone is not null and kept_from < $1
                order by kept_from limit $2)""";

    /** The trip as its form needs it; the numbers are those of {@link Told}. */
    private static final String TOLD = """
            select t.unit_id, t.traveller_id, t.actor_id, t.emergency, t.policy_version,
                jsonb_array_length(t.policy -> 'findings'), t.confirmation, t.confirmed_by, t.confirmed_at, t.statement,
                t.receipt_fen, t.quoted_fen, t.window_to
            from trip.trip t where t.id = $1""";

    private final Database database;

    ParticularsRepository(Database database) {
        this.database = database;
    }

    Uni<Void> insert(UUID tripId, UUID unitId, Particulars said, Instant departAt) {
        return database.sql(
                        "insert into trip.particulars (trip_id, unit_id, document_no, contact_name, contact_phone, "
                                + "kept_from) values ($1, $2, $3, $4, $5, $6)",
                        tripId,
                        unitId,
                        said.documentNo(),
                        said.contactName(),
                        said.contactPhone(),
                        departAt)
                .replaceWithVoid();
    }

    Uni<Optional<Particulars>> find(UUID tripId) {
        return database.row(
                        "select document_no, contact_name, contact_phone from trip.particulars where trip_id = $1",
                        tripId)
                .map(found -> found.map(row -> new Particulars(row.text(0), row.text(1), row.text(2))));
    }

    Uni<Integer> forgetContacts(Instant before, int max) {
        return database.sql(FORGET, before, max);
    }

    /** One who rides along; either id or name is null. */
    record Rider(UUID personId, String name) {}

    Uni<List<Rider>> riders(UUID tripId) {
        return database.rows("select person_id, name from trip.passenger where trip_id = $1 order by ordinal", tripId)
                .map(rows -> rows.stream()
                        .map(row -> new Rider(row.uuid(0), row.text(1)))
                        .toList());
    }

    /** What the trip itself says of its order; what is not known yet is null. */
    record Told(
            UUID unitId,
            UUID travellerId,
            UUID actorId,
            boolean emergency,
            String policyVersion,
            boolean remarked,
            String confirmation,
            UUID confirmedBy,
            Instant confirmedAt,
            String statement,
            Long receiptFen,
            long quotedFen,
            Instant windowTo) {

        private static Told of(Row row) {
            return new Told(
                    row.uuid(0),
                    row.uuid(1),
                    row.uuid(2),
                    row.flag(3),
                    row.text(4),
                    !row.isNull(5) && row.whole(5) > 0,
                    row.text(6),
                    row.uuid(7),
                    row.instant(8),
                    row.text(9),
                    row.isNull(10) ? null : row.whole(10),
                    row.whole(11),
                    row.instant(12));
        }
    }

    Uni<Told> told(UUID tripId) {
        return database.row(TOLD, tripId).map(row -> Told.of(row.orElseThrow()));
    }
}
