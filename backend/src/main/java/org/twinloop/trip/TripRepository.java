package org.twinloop.trip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.LockMode;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.ProblemException;
import org.twinloop.trip.Dossier.Timer;
import org.twinloop.trip.Dossier.TimerKind;
import org.twinloop.trip.approval.Approval;

/** The SQL of trips. Acts on one trip lock its row first, so they follow one another. */
@ApplicationScoped
class TripRepository {
    private static final String LIST = """
            select t.id from trip.trip t
            where ($1::uuid is null or t.traveller_id = $1 or t.actor_id = $1)
                and ($2::uuid is null or t.unit_id = $2)
                and ($3::text is null or t.state = $3)
                and ($4::uuid is null or (t.created_at, t.id) <
                    (select c.created_at, c.id from trip.trip c where c.id = $4))
            order by t.created_at desc, t.id desc limit $5""";

    private static final String ADD_PASSENGERS = """
            insert into trip.passenger (trip_id, ordinal, unit_id, person_id, name)
            select $1, o, $2, p, n from unnest($3::int[], $4::uuid[], $5::text[]) u(o, p, n)""";

    private static final String ADD_CHANGE = """
            insert into trip.change (id, trip_id, unit_id, actor_id, body_hash, kind, reopened, reason, before, after,
                changed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, cast($9::text as jsonb), cast($10::text as jsonb), $11)""";

    private static final String SET_TIMER = """
            insert into trip.timer (id, trip_id, unit_id, kind, due_at) values ($1, $2, $3, $4, $5)
            on conflict (trip_id, kind) do update set due_at = excluded.due_at, done_at = null""";

    private static final String TAKE_TIMER = """
            update trip.timer set done_at = $1, attempts = attempts + 1
            where id = (select id from trip.timer where done_at is null and due_at <= $1
                order by due_at limit 1 for update skip locked)
            returning trip_id, kind""";

    private final Database database;
    private final ObjectMapper json;

    TripRepository(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    Uni<Optional<Dossier>> find(UUID id) {
        return database.session()
                .chain(session -> session.find(Trip.class, id))
                .chain(trip -> trip == null
                        ? Uni.createFrom().item(Optional.empty())
                        : dossier(trip).map(Optional::of));
    }

    Uni<Dossier> get(UUID id) {
        return find(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("trip " + id)));
    }

    /** The trip with its row locked until the end of the act. */
    Uni<Dossier> lock(UUID id) {
        return findLocked(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("trip " + id)));
    }

    Uni<Optional<Dossier>> findLocked(UUID id) {
        return database.session()
                .chain(session -> session.find(Trip.class, id, LockMode.PESSIMISTIC_WRITE))
                .chain(trip -> trip == null
                        ? Uni.createFrom().item(Optional.empty())
                        : dossier(trip).map(Optional::of));
    }

    /** Whose bookings, newest first; a cursor is the id of the last trip of the page before. */
    Uni<List<UUID>> list(UUID travellerId, UUID unitId, TripState state, UUID after, int limit) {
        return database.rows(LIST, travellerId, unitId, state == null ? null : state.name(), after, limit)
                .map(rows -> rows.stream().map(row -> row.uuid(0)).toList());
    }

    /** Writes a new trip with all that belongs to it and flushes, so that a refusal of the database is known here. */
    Uni<Void> add(Dossier dossier) {
        return persist(Stream.of(Stream.of(dossier.trip()), dossier.legs().stream(), dossier.approval().stream())
                        .flatMap(part -> part)
                        .toArray())
                .chain(() -> add(dossier.bookings()));
    }

    Uni<Void> add(List<Booking> bookings) {
        return bookings.isEmpty() ? Uni.createFrom().voidItem() : persist(bookings.toArray());
    }

    private Uni<Void> persist(Object[] things) {
        return database.session().chain(session -> session.persistAll(things).chain(session::flush));
    }

    Uni<Void> addPassengers(Trip trip, List<Dossier.Passenger> passengers) {
        Integer[] ordinals = new Integer[passengers.size()];
        UUID[] people = new UUID[passengers.size()];
        String[] names = new String[passengers.size()];
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = i + 1;
            people[i] = passengers.get(i).personId();
            names[i] = passengers.get(i).name();
        }
        return database.sql(ADD_PASSENGERS, trip.id(), trip.unitId(), ordinals, people, names)
                .replaceWithVoid();
    }

    /** Who rides along, the traveller first. */
    Uni<List<Dossier.Passenger>> passengers(UUID tripId) {
        return database.rows("select person_id, name from trip.passenger where trip_id = $1 order by ordinal", tripId)
                .map(rows -> rows.stream()
                        .map(row -> new Dossier.Passenger(row.uuid(0), row.text(1)))
                        .toList());
    }

    /** The trip a change was made to and the hash of its body; empty when there is no change with this id. */
    Uni<Optional<MadeChange>> change(UUID changeId) {
        return database.row("select trip_id, body_hash from trip.change where id = $1", changeId)
                .map(row -> row.map(r -> new MadeChange(r.uuid(0), r.text(1))));
    }

    /** A change that was made. */
    record MadeChange(UUID tripId, String bodyHash) {}

    /** What is written down of a change. */
    record Change(
            UUID id, UUID actorId, String bodyHash, String kind, boolean reopened, String reason, String before) {}

    Uni<Void> addChange(Trip trip, Change change, String after, Instant at) {
        return database.sql(
                        ADD_CHANGE,
                        change.id(),
                        trip.id(),
                        trip.unitId(),
                        change.actorId(),
                        change.bodyHash(),
                        change.kind(),
                        change.reopened(),
                        change.reason(),
                        change.before(),
                        after,
                        at)
                .replaceWithVoid();
    }

    /** Whether somebody is a passenger of a trip. */
    Uni<Boolean> ridesAlong(UUID tripId, UUID personId) {
        return database.row(
                        "select 1 from trip.passenger where trip_id = $1 and person_id = $2 limit 1", tripId, personId)
                .map(Optional::isPresent);
    }

    /** Sets a timer, or sets it anew. */
    Uni<Void> setTimer(Trip trip, TimerKind kind, Instant dueAt) {
        return database.sql(SET_TIMER, Ids.next(), trip.id(), trip.unitId(), kind.name(), dueAt)
                .replaceWithVoid();
    }

    /** Takes the next due timer nobody else is at; its row stays locked until the act ends. */
    Uni<Optional<Timer>> takeTimer(Instant now) {
        return database.row(TAKE_TIMER, now)
                .map(row -> row.map(r -> new Timer(r.uuid(0), TimerKind.valueOf(r.text(1)))));
    }

    <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a saved " + type.getSimpleName() + " cannot be read", e);
        }
    }

    String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + value.getClass().getSimpleName() + " cannot be written", e);
        }
    }

    /** Trips with all that belongs to them, in the order of the ids. */
    Uni<List<Dossier>> dossiers(List<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return database.session()
                .chain(session -> session.createQuery("from Trip where id in :ids", Trip.class)
                        .setParameter("ids", ids)
                        .getResultList())
                .chain(trips -> complete(ids, trips));
    }

    private Uni<Dossier> dossier(Trip trip) {
        return complete(List.of(trip.id()), List.of(trip)).map(all -> all.get(0));
    }

    private Uni<List<Dossier>> complete(List<UUID> ids, List<Trip> trips) {
        return database.session()
                .chain(session -> session.createQuery("from Leg where tripId in :ids order by ordinal", Leg.class)
                        .setParameter("ids", ids)
                        .getResultList()
                        .chain(legs -> session.createQuery("from Booking where tripId in :ids", Booking.class)
                                .setParameter("ids", ids)
                                .getResultList()
                                .chain(bookings -> session.createQuery(
                                                "from Approval where tripId in :ids", Approval.class)
                                        .setParameter("ids", ids)
                                        .getResultList()
                                        .map(approvals -> dossiers(ids, trips, legs, bookings, approvals)))));
    }

    private static List<Dossier> dossiers(
            List<UUID> ids, List<Trip> trips, List<Leg> legs, List<Booking> bookings, List<Approval> approvals) {
        Map<UUID, Trip> byId = trips.stream().collect(Collectors.toMap(Trip::id, trip -> trip));
        return ids.stream()
                .map(byId::get)
                .filter(Objects::nonNull)
                .map(trip -> new Dossier(
                        trip,
                        legs.stream().filter(leg -> leg.isOf(trip)).toList(),
                        bookings.stream()
                                .filter(b -> legs.stream()
                                        .anyMatch(leg ->
                                                leg.isOf(trip) && leg.id().equals(b.legId())))
                                .toList(),
                        approvals.stream()
                                .filter(a -> a.tripId().equals(trip.id()))
                                .findFirst()))
                .toList();
    }
}
