package org.twinloop.trip.approval.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.identity.Role;

/** The SQL of chains and their steps. */
@ApplicationScoped
class ChainRepository {
    private static final TypeReference<List<ApprovalLevel>> LEVELS = new TypeReference<>() {};

    private static final String CHAIN =
            "select id, unit_id, valid_from, cast(levels as text), head_id from trip.approval_chain ";

    private static final String STEP = """
            select s.trip_id, s.round, s.level, s.unit_id, s.traveller_id, s.actor_id, s.name_zh, s.name_en, s.role,
                array_to_string(s.people, ','), s.state, s.opened_at, s.decided_by, s.in_stead_of, s.decided_at,
                s.reason
            from trip.approval_step s join trip.approval a on a.trip_id = s.trip_id and a.round = s.round
            where s.trip_id = any ($1::uuid[]) order by s.trip_id, s.level""";

    private static final String WRITE = """
            insert into trip.approval_step (trip_id, round, level, unit_id, traveller_id, actor_id, name_zh, name_en,
                role, people, state, opened_at, decided_by, in_stead_of, decided_at, reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::uuid[], $11, $12, $13, $14, $15, $16)
            on conflict (trip_id, round, level) do update set state = excluded.state,
                opened_at = excluded.opened_at, decided_by = excluded.decided_by,
                in_stead_of = excluded.in_stead_of, decided_at = excluded.decided_at, reason = excluded.reason""";

    /** A request awaits somebody who holds its open level themselves or for another, and owns it in neither name. */
    private static final String AWAITING = """
            select a.trip_id from trip.approval a
            join trip.approval_step s on s.trip_id = a.trip_id and s.round = a.round and s.state = 'OPEN'
            where a.unit_id = $1 and a.decision is null and a.traveller_id <> $2 and a.actor_id <> $2
                and exists (select from unnest($3::uuid[], $4::text[]) h(person, role)
                    where h.person <> a.traveller_id and h.person <> a.actor_id
                        and (h.role = s.role or h.person = any (s.people)))
                and not exists (select from trip.approval_step d where d.trip_id = a.trip_id and d.round = a.round
                    and d.decided_by = $2)
                and not exists (select from trip.aboard p where p.trip_id = a.trip_id and p.person_id = $2)
                and ($5::uuid is null or (a.expires_at, a.trip_id) >
                    (select c.expires_at, c.trip_id from trip.approval c where c.trip_id = $5))
            order by a.expires_at, a.trip_id limit $6""";

    private final Database database;
    private final ObjectMapper json;

    ChainRepository(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    Uni<Optional<ApprovalChain>> inForce(UUID unitId, Instant at) {
        return database.row(
                        CHAIN + "where unit_id = $1 and valid_from <= $2::timestamptz "
                                + "order by valid_from desc limit 1",
                        unitId,
                        at)
                .map(row -> row.map(this::chain));
    }

    Uni<Optional<ApprovalChain>> find(UUID id) {
        return database.row(CHAIN + "where id = $1", id).map(row -> row.map(this::chain));
    }

    Uni<List<ApprovalChain>> of(UUID unitId, int limit) {
        return database.rows(CHAIN + "where unit_id = $1 order by valid_from desc limit $2", unitId, limit)
                .map(rows -> rows.stream().map(this::chain).toList());
    }

    /** Answers whether it is there now; no row means that another begins at the same moment. */
    Uni<Boolean> insert(ApprovalChain chain, UUID by, Instant at) {
        return database.sql(
                        """
                        insert into trip.approval_chain
                            (id, unit_id, valid_from, levels, head_id, published_by, published_at)
                        values ($1, $2, $3, cast($4::text as jsonb), $5, $6, $7) on conflict do nothing
                        """,
                        chain.id(),
                        chain.unitId(),
                        chain.validFrom(),
                        write(chain.levels()),
                        chain.headId(),
                        by,
                        at)
                .map(rows -> rows == 1);
    }

    /** The levels of the current round of trips, by trip and level. */
    Uni<List<ChainStep>> steps(List<UUID> tripIds) {
        return database.rows(STEP, (Object) tripIds.toArray(UUID[]::new))
                .map(rows -> rows.stream().map(ChainRepository::step).toList());
    }

    /** Writes what became of steps, in their order: a level closes before the next one opens. */
    Uni<Void> write(List<ChainStep> before, List<ChainStep> after) {
        Uni<Void> written = Uni.createFrom().voidItem();
        for (ChainStep step : after) {
            if (!before.contains(step)) {
                written = written.chain(() -> write(step));
            }
        }
        return written;
    }

    private Uni<Void> write(ChainStep s) {
        return database.sql(
                        WRITE,
                        s.tripId(),
                        s.round(),
                        s.level(),
                        s.unitId(),
                        s.travellerId(),
                        s.actorId(),
                        s.nameZh(),
                        s.nameEn(),
                        s.role() == null ? null : s.role().name(),
                        s.people().toArray(UUID[]::new),
                        s.state().name(),
                        s.openedAt(),
                        s.decidedBy(),
                        s.inSteadOf(),
                        s.decidedAt(),
                        s.reason())
                .replaceWithVoid();
    }

    /**
     * Requests of a unit that await a person.
     *
     * @param holders for whom the person decides, one entry for each of their roles
     */
    Uni<List<UUID>> awaiting(UUID unitId, UUID personId, List<Holder> holders, UUID after, int limit) {
        return database.rows(
                        AWAITING,
                        unitId,
                        personId,
                        holders.stream().map(Holder::personId).toArray(UUID[]::new),
                        holders.stream().map(Holder::role).toArray(String[]::new),
                        after,
                        limit)
                .map(rows -> rows.stream().map(row -> row.uuid(0)).toList());
    }

    /** Somebody with one of their roles. */
    record Holder(UUID personId, String role) {}

    private ApprovalChain chain(Row row) {
        return new ApprovalChain(row.uuid(0), row.uuid(1), row.instant(2), levels(row.text(3)), row.uuid(4));
    }

    private List<ApprovalLevel> levels(String text) {
        try {
            return json.readValue(text, LEVELS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("saved levels of a chain cannot be read", e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("levels of a chain cannot be written", e);
        }
    }

    private static ChainStep step(Row row) {
        String named = row.text(9);
        return new ChainStep(
                row.uuid(0),
                (int) row.whole(1),
                (int) row.whole(2),
                row.uuid(3),
                row.uuid(4),
                row.uuid(5),
                row.text(6),
                row.text(7),
                row.isNull(8) ? null : Role.valueOf(row.text(8)),
                named == null || named.isEmpty()
                        ? List.of()
                        : Arrays.stream(named.split(",")).map(UUID::fromString).toList(),
                ChainStep.State.valueOf(row.text(10)),
                row.instant(11),
                row.uuid(12),
                row.uuid(13),
                row.instant(14),
                row.text(15));
    }
}
