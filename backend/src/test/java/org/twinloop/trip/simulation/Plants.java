package org.twinloop.trip.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What breaks each sentence of the {@link Checker}; {booked}, {waiting}, {settled} and {cancelled} are trips of the
 * unit, {approver} and {fleet} people of it.
 */
final class Plants {
    private static final String EVENT = "insert into journal.event (id, type, occurred_at, recorded_at, subject_type, "
            + "subject_id, trip_id, unit_id, commitment) select gen_random_uuid(), e.type, e.occurred_at, "
            + "e.recorded_at, e.subject_type, e.subject_id, e.trip_id, e.unit_id, e.commitment from journal.event e "
            + "where e.trip_id = '{cancelled}' and e.type = 'trip.cancelled'";

    private static String again(String table, String thing) {
        return "insert into " + table + " (id, " + thing + ", trip_leg_id, starts_at, ends_at, blocked, state) "
                + "select gen_random_uuid(), " + thing + ", trip_leg_id, starts_at, ends_at, blocked, 'FIRM' from "
                + table + " where unit_id = '{unit}' and state = 'FIRM' limit 1";
    }

    private static final String PILE = "insert into charging.reservation (id, connector_id, unit_id, starts_at, "
            + "ends_at, blocked, state) select gen_random_uuid(), (select id from charging.connector order by "
            + "connector_no limit 1), '{unit}', '2030-01-01Z', '2030-01-02Z', tstzrange('2030-01-01Z', "
            + "'2030-01-02Z'), 'FIRM' from generate_series(1, %d)";

    static Map<String, List<String>> all() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put(
                "a car is taken twice",
                List.of(
                        "alter table vehicle.reservation drop constraint vehicle_reserved_once",
                        again("vehicle.reservation", "vehicle_id")));
        all.put(
                "a bay is taken twice",
                List.of(
                        "alter table vehicle.bay_reservation drop constraint bay_reserved_once",
                        again("vehicle.bay_reservation", "bay_id")));
        all.put(
                "a pile is taken twice",
                List.of("alter table charging.reservation drop constraint connector_reserved_once", PILE.formatted(2)));
        all.put(
                "a booked car and its reservation differ",
                List.of("update vehicle.reservation set state = 'RELEASED' where unit_id = '{unit}' and state ="
                        + " 'FIRM'"));
        all.put(
                "a booked bay and its reservation differ",
                List.of("update vehicle.bay_reservation set ends_at = ends_at + interval '1 minute' where unit_id ="
                        + " '{unit}' and state = 'FIRM'"));
        all.put("a booked pile and its reservation differ", List.of(PILE.formatted(1)));
        all.put(
                "a trip that is over keeps things",
                List.of("update trip.booking set state = 'FIRM' where trip_id = '{cancelled}' and kind = 'BAY'"));
        all.put(
                "a living trip lacks its ride or its bay",
                List.of("update trip.booking set state = 'RELEASED' where trip_id = '{booked}' and kind = 'BAY'"));
        all.put(
                "what a trip books is less sure than the trip, or surer",
                List.of("update trip.booking set state = 'HELD' where trip_id = '{booked}' and kind = 'CAR'"));
        all.putAll(plantedInTheBooks());
        all.putAll(plantedInDecisions());
        all.putAll(plantedInTheEnd());
        all.putAll(plantedInSharedCars());
        all.putAll(plantedInChains());
        return all;
    }

    private static Map<String, List<String>> plantedInTheBooks() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        String transfer = "insert into ledger.transfer (id, kind, debit_account, amount_fen, hold_id, trip_id, unit_id,"
                + " occurred_at) select gen_random_uuid(), kind, debit_account, amount_fen, hold_id, trip_id,"
                + " unit_id, occurred_at from ledger.transfer where trip_id = '{cancelled}' and kind = '%s' limit"
                + " 1";
        all.put(
                "a hold is closed twice",
                List.of("drop index ledger.transfer_hold_closed_once", transfer.formatted("VOID")));
        all.put("a hold of no living trip", List.of(transfer.formatted("HOLD")));
        all.put(
                "a living trip without its hold",
                List.of("update trip.trip set held_fen = held_fen + 1 where id = '{booked}'"));
        all.put(
                "a hold is given back in part",
                List.of("update ledger.transfer set amount_fen = amount_fen + 1 where trip_id = '{cancelled}' "
                        + "and kind = 'VOID'"));
        all.put(
                "the budget drifts",
                List.of("update ledger.budget set balance_fen = balance_fen + 1 where unit_id = '{unit}'"));
        all.put(
                "what was paid is not what the trip owes",
                List.of("update trip.trip set receipt_fen = receipt_fen + 1 where id = '{settled}'"));
        return all;
    }

    private static Map<String, List<String>> plantedInDecisions() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put(
                "somebody approved their own",
                List.of(
                        "alter table trip.approval drop constraint approval_not_own",
                        "alter table trip.approval disable trigger approval_not_own",
                        "update trip.approval set decision = 'APPROVE', decided_by = traveller_id, decided_at ="
                                + " requested_at where trip_id = '{waiting}'"));
        all.put(
                "a decision is open and the trip does not wait, or the other way round",
                List.of("update trip.approval set decision = 'EXPIRE', decided_at = requested_at where trip_id = "
                        + "'{waiting}'"));
        all.put("passengers were lost", List.of("delete from trip.passenger where trip_id = '{booked}'"));
        all.put("an event is told twice", List.of(EVENT));
        all.put(
                "a change is not told once",
                List.of("insert into trip.change (id, trip_id, unit_id, actor_id, body_hash, kind, reopened, reason,"
                        + " before, after, changed_at) select gen_random_uuid(), id, unit_id, actor_id, '',"
                        + " 'EXTEND', false, 'x', '{}', '{}', created_at from trip.trip where id = '{booked}'"));
        all.put(
                "a message is sent twice",
                List.of(
                        "alter table notification.message drop constraint message_event_id_person_id_key",
                        "insert into notification.message (id, unit_id, person_id, event_id, template, trip_id, "
                                + "title_zh, title_en, body_zh, body_en, created_at) select gen_random_uuid(), "
                                + "unit_id, person_id, event_id, template, trip_id, title_zh, title_en, body_zh, "
                                + "body_en, created_at from notification.message where trip_id = '{cancelled}' "
                                + "limit 1"));
        return all;
    }

    private static Map<String, List<String>> plantedInTheEnd() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("a trip waits for nobody", List.of());
        all.put(
                "a settled trip does not know it",
                List.of("update trip.trip set state = 'ENDED' where id = '{settled}'"));
        all.put(
                "a finished trip has no receipt",
                List.of("update trip.trip set state = 'ENDED' where id = '{cancelled}'"));
        all.put(
                "a timer is parked or forgotten",
                List.of("update trip.timer set done_at = null, problem = 'x', parked_at = due_at where trip_id = "
                        + "'{booked}'"));
        all.put("an event is not sealed, or was given up", List.of(EVENT));
        all.put(
                "an order to a car outlives its trip",
                List.of("update device.command set state = 'SENT', ended_at = null where trip_id = '{settled}'"));
        all.put(
                "a declined trip has neither an offer nor a desk that knows",
                List.of("update trip.trip set state = 'DECLINED' where id = '{cancelled}'"));
        all.put(
                "a car is asked for that no trip needs",
                List.of("insert into partner.hold (id, operator_id, trip_id, vin, starts_at, ends_at, deadline, state) "
                        + "select b.id, gen_random_uuid(), b.trip_id, 'x', t.window_from, t.window_to, t.window_to, "
                        + "'CONFIRMED' from trip.booking b join trip.trip t on t.id = b.trip_id "
                        + "where b.trip_id = '{cancelled}' and b.kind = 'CAR'"));
        all.put(
                Transitions.NO_SUCH,
                List.of("with e as (insert into journal.event (id, type, occurred_at, recorded_at, subject_type,"
                        + " subject_id, trip_id, unit_id, commitment) select"
                        + " 'ffffffff-ffff-7fff-bfff-ffffffffffff', 'trip.archived', occurred_at, recorded_at,"
                        + " subject_type, subject_id, trip_id, unit_id, commitment from journal.event where"
                        + " trip_id = '{cancelled}' limit 1 returning id) insert into journal.payload (event_id,"
                        + " salt, body) select id, decode(repeat('00', 16), 'hex'), '{\"state\":\"ARCHIVED\"}'"
                        + " from e"));
        all.put(Transitions.ANOTHER, List.of("update trip.trip set state = 'EXPIRED' where id = '{cancelled}'"));
        return all;
    }

    private static String pool(String state, String host, String guest) {
        return "insert into trip.pool_proposal (id, host_trip_id, guest_trip_id, host_unit_id, guest_unit_id, "
                + "host_version, guest_version, state, host_persons, guest_persons, depart_at, terms, saved_fen, "
                + "saved_m, saved_co2_g, proposed_at, expires_at, merged_at) select gen_random_uuid(), h.id, g.id, "
                + "h.unit_id, g.unit_id, 0, 0, '" + state + "', 1, 1, h.depart_at, '{}', 0, 0, 0, h.created_at, "
                + "h.created_at + interval '1 minute', case when '" + state + "' = 'MERGED' then h.created_at end "
                + "from trip.trip h, trip.trip g where h.id = '{" + host + "}' and g.id = '{" + guest + "}'";
    }

    private static Map<String, List<String>> plantedInSharedCars() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        String merged = pool("MERGED", "booked", "cancelled");
        all.put("who shares a car is not aboard, or another is", List.of(merged));
        all.put(
                "somebody shares two cars",
                List.of("drop index trip.pool_proposal_one_guest", merged, pool("MERGED", "waiting", "cancelled")));
        all.put(
                "the seats of a shared car do not do",
                List.of(merged, "update trip.trip set passengers = 10 where id = '{booked}'"));
        all.put("a shared car is promised still", List.of(pool("PROPOSED", "booked", "waiting")));
        all.put(
                "the shares of a ride are not what was paid",
                List.of(
                        pool("MERGED", "settled", "cancelled"),
                        "update trip.trip set budget_account = (select account_id from ledger.budget where unit_id = "
                                + "'{unit}' and account_id <> budget_account) where id = '{cancelled}'"));
        return all;
    }

    private static String step(String set) {
        return "update trip.approval_step set " + set + " where trip_id = '{waiting}'";
    }

    private static String decision(String set) {
        return "update trip.approval set decided_at = requested_at, decided_by = '{approver}', " + set
                + " where trip_id = '{waiting}'";
    }

    private static Map<String, List<String>> plantedInChains() {
        String early = "alter table trip.approval disable trigger approval_after_trip_over_anew";
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put(
                "somebody decided a level that is not theirs",
                List.of(step("state = 'APPROVED', decided_by = '{fleet}', decided_at = opened_at")));
        all.put(
                "somebody decided for another without their right",
                List.of(step("state = 'APPROVED', decided_by = '{fleet}', in_stead_of = '{approver}', decided_at = "
                        + "opened_at")));
        all.put(
                "somebody decided whose right was with another",
                List.of(
                        "insert into identity.delegation (id, unit_id, kind, from_id, to_id, during, reason, set_by, "
                                + "set_at) select gen_random_uuid(), unit_id, 'APPROVE', '{approver}', '{fleet}', "
                                + "tstzrange(opened_at - interval '1 hour', opened_at + interval '1 hour'), 'x', "
                                + "'{approver}', opened_at from trip.approval_step where trip_id = '{waiting}'",
                        step("state = 'APPROVED', decided_by = '{approver}', decided_at = opened_at")));
        all.put("an open decision is with no level, or with two", List.of(step("state = 'CLOSED'")));
        all.put("somebody agreed over the head of a level", List.of(decision("decision = 'APPROVE'")));
        all.put(
                "a ride is decided about afterwards before it is over",
                List.of(early, "update trip.approval set after_trip = true where trip_id = '{waiting}'"));
        all.put(
                "a ride that is over was sent back",
                List.of(
                        early,
                        "alter table trip.approval drop constraint approval_after_trip_answer",
                        decision("after_trip = true, decision = 'RETURN'")));
        all.put(
                "nobody was asked about a ride afterwards",
                List.of("update trip.trip set purpose_category = 'EMERGENCY_DUTY' where id = '{settled}'"));
        all.put(
                "a timer went off twice",
                List.of("update trip.timer set attempts = 2, done_at = due_at where trip_id = '{booked}'"));
        return all;
    }

    private Plants() {}
}
