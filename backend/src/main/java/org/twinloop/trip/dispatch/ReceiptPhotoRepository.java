package org.twinloop.trip.dispatch;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** The SQL of photos of receipts, in the caller's act. */
@ApplicationScoped
class ReceiptPhotoRepository {

    private static final String PHOTO =
            "select p.id, p.trip_id, p.step_id, p.media_type, p.width, p.height, p.bytes, p.sha256, p.sent_at";

    private final Database database;

    ReceiptPhotoRepository(Database database) {
        this.database = database;
    }

    Uni<Optional<ReceiptPhoto>> find(UUID id) {
        return database.row(PHOTO + " from trip.receipt_photo p where p.id = $1", id)
                .map(row -> row.map(ReceiptPhotoRepository::photo));
    }

    /** A photo, and whose trip it belongs to. */
    record Shown(ReceiptPhoto photo, UUID unitId, UUID travellerId) {}

    /** @param personId whose trip it has to be; null for anybody's */
    Uni<Optional<Shown>> show(UUID id, UUID personId) {
        return database.row(
                        PHOTO + ", t.unit_id, t.traveller_id from trip.receipt_photo p "
                                + "join trip.trip t on t.id = p.trip_id "
                                + "where p.id = $1 and ($2::uuid is null or t.traveller_id = $2 or t.actor_id = $2)",
                        id,
                        personId)
                .map(row -> row.map(r -> new Shown(photo(r), r.uuid(9), r.uuid(10))));
    }

    Uni<Integer> count(UUID stepId) {
        return database.row("select count(*) from trip.receipt_photo where step_id = $1", stepId)
                .map(row -> (int) row.orElseThrow().whole(0));
    }

    /** The photos of a trip by step, in the order in which they were sent. */
    Uni<Map<UUID, List<UUID>>> ofTrip(UUID tripId) {
        return database.rows(
                        "select step_id, id from trip.receipt_photo where trip_id = $1 order by sent_at, id", tripId)
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> row.uuid(0), Collectors.mapping(row -> row.uuid(1), Collectors.toList()))));
    }

    /** False when the id is taken, by whomever. */
    Uni<Boolean> insert(ReceiptPhoto photo, UUID unitId) {
        return database.sql(
                        "insert into trip.receipt_photo (id, trip_id, unit_id, step_id, media_type, width, height, "
                                + "bytes, sha256, sent_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
                                + "on conflict do nothing",
                        photo.id(),
                        photo.tripId(),
                        unitId,
                        photo.stepId(),
                        photo.mediaType(),
                        photo.widthPx(),
                        photo.heightPx(),
                        photo.bytes(),
                        photo.sha256(),
                        photo.sentAt())
                .map(rows -> rows == 1);
    }

    Uni<Integer> dropBefore(Instant before, int max) {
        return database.sql(
                "delete from trip.receipt_photo where id in (select id from trip.receipt_photo where sent_at < $1 "
                        + "order by sent_at limit $2)",
                before,
                max);
    }

    private static ReceiptPhoto photo(Row r) {
        return new ReceiptPhoto(
                r.uuid(0),
                r.uuid(1),
                r.uuid(2),
                r.text(3),
                (int) r.whole(4),
                (int) r.whole(5),
                r.whole(6),
                r.text(7),
                r.instant(8));
    }
}
