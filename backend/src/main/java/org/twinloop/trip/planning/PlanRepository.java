package org.twinloop.trip.planning;

import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.Money;
import org.twinloop.common.Row;
import org.twinloop.common.StoredJson;
import org.twinloop.operator.Contract;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.planning.option.RejectedMode;

@ApplicationScoped
class PlanRepository {
    private final Database database;
    private final StoredJson json;

    PlanRepository(Database database, StoredJson json) {
        this.database = database;
        this.json = json;
    }

    /** Answers whether it was new; an id that is taken, by whomever, changes nothing. */
    Uni<Boolean> insert(Plan plan) {
        return database.sql(
                        """
                        insert into trip.plan (id, unit_id, person_id, created_at, valid_until, metric_version,
                            body_hash, request, options, rejected)
                        values ($1, $2, $3, $4, $5, $6, $7, cast($8::text as jsonb), cast($9::text as jsonb),
                            cast($10::text as jsonb))
                        on conflict (id) do nothing""",
                        plan.id(),
                        plan.unitId(),
                        plan.personId(),
                        plan.createdAt(),
                        plan.validUntil(),
                        plan.metricVersion(),
                        plan.bodyHash(),
                        json.write(plan.request()),
                        json.write(plan.options()),
                        json.write(plan.rejected()))
                .map(rows -> rows == 1);
    }

    Uni<Optional<Plan>> find(UUID id) {
        return database.row(
                        "select id, unit_id, person_id, created_at, valid_until, metric_version, body_hash, "
                                + "request::text, options::text, rejected::text from trip.plan where id = $1",
                        id)
                .map(row -> row.map(this::plan));
    }

    /** The plan as if this option were all it offers; the others, each with its way on the map, are not read. */
    Uni<Optional<Plan>> find(UUID id, UUID optionId) {
        return database.row("""
                        select id, unit_id, person_id, created_at, valid_until, metric_version, body_hash,
                            request::text, jsonb_path_query_array(options, '$[*] ? (@.option.id == $wanted)',
                                jsonb_build_object('wanted', $2::text))::text, '[]'
                        from trip.plan where id = $1
                        """, id, optionId.toString()).map(row -> row.map(this::plan));
    }

    /** What is there already of a request: the plan as if this option were all it offers, and whether the trip is. */
    Uni<Sight> look(UUID id, UUID optionId, UUID tripId) {
        return database.row("""
                        select p.id, p.unit_id, p.person_id, p.created_at, p.valid_until, p.metric_version,
                            p.body_hash, p.request::text, jsonb_path_query_array(p.options,
                                '$[*] ? (@.option.id == $wanted)', jsonb_build_object('wanted', $2::text))::text,
                            '[]', exists (select from trip.trip t where t.id = $3)
                        from (values ($1::uuid)) asked(id) left join trip.plan p on p.id = asked.id
                        """, id, optionId.toString(), tripId)
                .map(Optional::orElseThrow)
                .map(row -> new Sight(row.isNull(0) ? Optional.empty() : Optional.of(plan(row)), row.flag(10)));
    }

    /** A plan, when there is one, and whether the trip asked for is there. */
    record Sight(Optional<Plan> plan, boolean tripIsThere) {}

    private Plan plan(Row row) {
        return new Plan(
                row.uuid(0),
                row.uuid(1),
                row.uuid(2),
                row.instant(3),
                row.instant(4),
                row.whole(5),
                row.text(6),
                json.read(row.text(7), new TypeReference<PlanRequest>() {}),
                json.read(row.text(8), new TypeReference<List<PlannedOption>>() {}),
                json.read(row.text(9), new TypeReference<List<RejectedMode>>() {}));
    }

    /** What a trip of a person holds, by the ids of its bookings; nothing where they have no such trip. */
    Uni<Optional<List<UUID>>> holds(UUID tripId, UUID personId) {
        return database.rows("""
                        select b.id from trip.trip t
                        left join trip.booking b on b.trip_id = t.id and b.state in ('HELD', 'FIRM')
                        where t.id = $1 and $2 in (t.traveller_id, t.actor_id)""", tripId, personId)
                .map(rows -> rows.isEmpty()
                        ? Optional.empty()
                        : Optional.of(rows.stream()
                                .filter(row -> !row.isNull(0))
                                .map(row -> row.uuid(0))
                                .toList()));
    }

    /** What is held and posted for trips of each contract's time, over all units; by contract. */
    Uni<Map<UUID, Money>> committed(List<Contract> contracts) {
        return database.rows(
                        """
                        select id, trip.committed_fen(operator_id, tstzrange(valid_from, valid_to))
                        from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[])
                            as c(id, operator_id, valid_from, valid_to)""",
                        contracts.stream().map(Contract::id).toArray(UUID[]::new),
                        contracts.stream().map(Contract::operatorId).toArray(UUID[]::new),
                        contracts.stream().map(Contract::validFrom).toArray(Instant[]::new),
                        contracts.stream().map(Contract::validTo).toArray(Instant[]::new))
                .map(rows ->
                        rows.stream().collect(Collectors.toMap(row -> row.uuid(0), row -> Money.fen(row.whole(1)))));
    }

    /** Plans made before an instant that no trip was asked from; the oldest first. */
    Uni<Integer> dropBefore(Instant before, int max) {
        return database.sql("""
                delete from trip.plan where id in (
                    select p.id from trip.plan p
                    where p.created_at < $1 and not exists (select from trip.trip t where t.plan_id = p.id)
                    order by p.created_at limit $2)""", before, max);
    }
}
