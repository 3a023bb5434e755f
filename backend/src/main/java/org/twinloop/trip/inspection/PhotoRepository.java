package org.twinloop.trip.inspection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.trip.inspection.Inspection.Phase;

/** The SQL of photos, in the caller's act. */
@ApplicationScoped
class PhotoRepository {

    private static final String PHOTO =
            "select p.id, p.trip_id, p.vehicle_id, p.inspection_id, p.phase, p.subject, p.media_type, "
                    + "p.width, p.height, p.bytes, p.sha256, p.sent_at";

    private final Database database;

    PhotoRepository(Database database) {
        this.database = database;
    }

    /** Until the act ends nobody else adds or removes this content: a row and its file come and go together. */
    Uni<Void> lockContent(String sha256) {
        return database.rows(
                        "select cast(pg_advisory_xact_lock(hashtextextended($1, 0)) as text)", "trip.photo " + sha256)
                .replaceWithVoid();
    }

    Uni<Optional<Photo>> find(UUID id) {
        return database.row(PHOTO + " from trip.photo p where p.id = $1", id)
                .map(row -> row.map(PhotoRepository::photo));
    }

    /**
     * A photo and whose trip it shows.
     *
     * @param personId whose trip it has to be; null for anybody's
     */
    Uni<Optional<Photo.Shown>> show(UUID id, UUID personId) {
        return database.row(
                        PHOTO + ", t.unit_id, t.traveller_id from trip.photo p join trip.trip t on t.id = p.trip_id "
                                + "where p.id = $1 and ($2::uuid is null or t.traveller_id = $2 or t.actor_id = $2)",
                        id,
                        personId)
                .map(row -> row.map(r -> new Photo.Shown(photo(r), r.uuid(12), r.uuid(13))));
    }

    /** Of the car that the trip has. */
    Uni<Integer> count(InspectedTrip trip, Phase phase) {
        return database.rows(
                        "select count(*) from trip.photo where trip_id = $1 and phase = $2 and vehicle_id = $3",
                        trip.id(),
                        phase.name(),
                        trip.vehicleId())
                .map(rows -> (int) rows.get(0).whole(0));
    }

    /** False when the id is taken, by whomever. */
    Uni<Boolean> insert(Photo photo, UUID unitId) {
        return database.sql(
                        "insert into trip.photo (id, trip_id, unit_id, phase, subject, media_type, width, height, "
                                + "bytes, sha256, sent_at, vehicle_id) "
                                + "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
                                + "on conflict do nothing",
                        photo.id(),
                        photo.tripId(),
                        unitId,
                        photo.phase().name(),
                        photo.subject().name(),
                        photo.mediaType(),
                        photo.widthPx(),
                        photo.heightPx(),
                        photo.bytes(),
                        photo.sha256(),
                        photo.sentAt(),
                        photo.vehicleId())
                .map(rows -> rows == 1);
    }

    Uni<Void> assign(Collection<UUID> photos, UUID inspectionId) {
        return database.sql(
                        "update trip.photo set inspection_id = $2 where id = any($1)",
                        photos.toArray(UUID[]::new),
                        inspectionId)
                .replaceWithVoid();
    }

    Uni<List<Photo>> ofTrip(UUID tripId) {
        return database.rows(PHOTO + " from trip.photo p where p.trip_id = $1 order by p.id", tripId)
                .map(rows -> rows.stream().map(PhotoRepository::photo).toList());
    }

    Uni<List<Photo>> ofInspections(Collection<UUID> inspections) {
        return database.rows(PHOTO + " from trip.photo p where p.inspection_id = any($1) order by p.id", (Object)
                        inspections.toArray(UUID[]::new))
                .map(rows -> rows.stream().map(PhotoRepository::photo).toList());
    }

    /** Of these contents those that no photo has, of a car or of a receipt. */
    Uni<List<String>> unnamed(Collection<String> contents) {
        return database.rows(
                        "select c.sha256 from unnest($1::text[]) c(sha256) where not exists "
                                + "(select from trip.photo p where p.sha256 = c.sha256) and not exists "
                                + "(select from trip.receipt_photo r where r.sha256 = c.sha256)",
                        (Object) contents.toArray(String[]::new))
                .map(rows -> rows.stream().map(row -> row.text(0)).toList());
    }

    Uni<Integer> dropBefore(Instant before, int max) {
        return database.sql(
                "delete from trip.photo where id in (select id from trip.photo where sent_at < $1 "
                        + "order by sent_at limit $2)",
                before,
                max);
    }

    private static Photo photo(Row r) {
        return new Photo(
                r.uuid(0),
                r.uuid(1),
                r.uuid(2),
                r.uuid(3),
                Phase.valueOf(r.text(4)),
                Photo.Subject.valueOf(r.text(5)),
                r.text(6),
                (int) r.whole(7),
                (int) r.whole(8),
                r.whole(9),
                r.text(10),
                r.instant(11));
    }
}
