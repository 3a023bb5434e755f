package org.twinloop.settlement.dispute;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Row;
import org.twinloop.trip.ride.Claim;

/** The SQL of disputes. A case is locked before it is moved on, so of two at once the second sees the first. */
@ApplicationScoped
class DisputeRepository {

    private static final String DISPUTE = """
            select id, trip_id, unit_id, operator_id, order_id, traveller_id, opened_by, opened_at, item,
                claimed_fen, reason, state, due_at, overdue_at, paid_fen, disputed_fen, hold_id, agrees, offered_fen,
                answer, answered_at, decided_fen, decision, closed_at
            from settlement.dispute
            """;

    private static final String DUE = """
            (select id from settlement.dispute where state = 'OPEN' and overdue_at is null and due_at <= $1
            order by due_at limit $2)
            union
            (select d.id from settlement.dispute d
                join settlement.receipt r on r.trip_id = d.trip_id and r.state = 'SETTLED'
            where d.state in ('OPEN', 'ANSWERED') and d.paid_fen is null order by d.opened_at limit $2)""";

    private final Database database;

    DisputeRepository(Database database) {
        this.database = database;
    }

    /** False when the trip has an open case already. */
    Uni<Boolean> insert(Dispute one) {
        return database.sql(
                        """
                        insert into settlement.dispute (id, trip_id, unit_id, traveller_id, opened_by, opened_at, item,
                            claimed_fen, reason, state, due_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'OPEN', $10) on conflict do nothing""",
                        one.id(),
                        one.tripId(),
                        one.unitId(),
                        one.travellerId(),
                        one.openedBy(),
                        one.openedAt(),
                        one.claim().item().name(),
                        one.claim().claimedFen(),
                        one.reason(),
                        one.dueAt())
                .map(rows -> rows == 1);
    }

    Uni<Dispute> lock(UUID id) {
        return database.row(DISPUTE + "where id = $1 for update", id)
                .map(row -> row.map(DisputeRepository::dispute)
                        .orElseThrow(() -> ProblemException.notFound("dispute " + id)));
    }

    /** The open case of a trip, locked; another act that has it is waited for. */
    Uni<Optional<Dispute>> lockOpen(UUID tripId) {
        return database.row(DISPUTE + "where trip_id = $1 and state in ('OPEN', 'ANSWERED') for update", tripId)
                .map(row -> row.map(DisputeRepository::dispute));
    }

    /** The newest case of a trip. */
    Uni<Optional<Dispute>> ofTrip(UUID tripId) {
        return database.row(DISPUTE + "where trip_id = $1 order by opened_at desc, id desc limit 1", tripId)
                .map(row -> row.map(DisputeRepository::dispute));
    }

    /** Cases that may be seen, the newest first, after a place in that order. */
    Uni<List<Dispute>> list(boolean openOnly, UUID before, int max) {
        return database.rows(
                        DISPUTE + "where (not $1 or state in ('OPEN', 'ANSWERED')) and ($2::uuid is null or id < $2) "
                                + "order by id desc limit $3",
                        openOnly,
                        before,
                        max)
                .map(rows -> rows.stream().map(DisputeRepository::dispute).toList());
    }

    /** Cases whose operator has not answered in time, and those whose trip was settled meanwhile. */
    Uni<List<UUID>> due(Instant now, int max) {
        return database.rows(DUE, now, max)
                .map(rows -> rows.stream().map(row -> row.uuid(0)).toList());
    }

    /**
     * What a settled receipt paid to whom against which hold.
     *
     * @param holdId null, as is the operator, where nobody was paid
     */
    record Paid(Money amount, UUID holdId, UUID operatorId, UUID orderId) {}

    /** Empty while the trip is not settled. */
    Uni<Optional<Paid>> paid(UUID tripId) {
        return database.row(
                        "select r.posted_fen, c.hold_id, c.operator_id, f.platform_order_id from settlement.receipt r "
                                + "left join settlement.charge c on c.trip_id = r.trip_id "
                                + "left join settlement.trip_fact f on f.hold_id = c.hold_id and f.state = 'FINISHED' "
                                + "where r.trip_id = $1 and r.state = 'SETTLED' order by c.hold_id limit 1",
                        tripId)
                .map(row -> row.map(r -> new Paid(Money.fen(r.whole(0)), r.uuid(1), r.uuid(2), r.uuid(3))));
    }

    /** @param holdId where the disputed amount waits; null where nothing is withheld */
    Uni<Void> setAside(UUID id, Paid paid, Money disputed, UUID holdId) {
        return database.sql(
                        "update settlement.dispute set operator_id = $2, paid_fen = $3, disputed_fen = $4, "
                                + "hold_id = $5, order_id = $6 where id = $1",
                        id,
                        paid.operatorId(),
                        paid.amount(),
                        disputed,
                        holdId,
                        paid.orderId())
                .replaceWithVoid();
    }

    Uni<Void> overdue(UUID id, Instant at) {
        return database.sql("update settlement.dispute set overdue_at = $2 where id = $1", id, at)
                .replaceWithVoid();
    }

    Uni<Void> answer(UUID id, Dispute.Answer said, UUID by) {
        return database.sql(
                        "update settlement.dispute set state = 'ANSWERED', agrees = $2, offered_fen = $3, answer = $4, "
                                + "answered_by = $5, answered_at = $6 where id = $1",
                        id,
                        said.agrees(),
                        said.offered() == null ? null : said.offered().fen(),
                        said.said(),
                        by,
                        said.at())
                .replaceWithVoid();
    }

    Uni<Void> decide(UUID id, Dispute.Outcome outcome, Dispute.Decision decision, UUID by, Instant at) {
        return database.sql(
                        "update settlement.dispute set state = $2, decided_fen = $3, decision = $4, decided_by = $5, "
                                + "closed_at = $6 where id = $1",
                        id,
                        outcome.name(),
                        decision.pays(),
                        decision.reason(),
                        by,
                        at)
                .replaceWithVoid();
    }

    Uni<Void> withdraw(UUID id, Instant at) {
        return database.sql("update settlement.dispute set state = 'WITHDRAWN', closed_at = $2 where id = $1", id, at)
                .replaceWithVoid();
    }

    /** The receipt says what was decided, and how much less was paid. */
    Uni<Void> correct(UUID tripId, Money less, String zh, String en) {
        return database.sql(
                        "update settlement.receipt set posted_fen = posted_fen - $2, released_fen = released_fen + $2, "
                                + "explanation_zh = explanation_zh || $3::text, "
                                + "explanation_en = explanation_en || $4::text "
                                + "where trip_id = $1",
                        tripId,
                        less,
                        zh,
                        en)
                .replaceWithVoid();
    }

    /** Whether somebody travelled, rode along, asked for or decided about a trip. */
    Uni<Boolean> hasPart(UUID tripId, UUID personId) {
        return database.row(
                        "select exists (select from trip.party where trip_id = $1 and person_id = $2)",
                        tripId,
                        personId)
                .map(row -> row.orElseThrow().flag(0));
    }

    private static Dispute dispute(Row r) {
        Claim claim = new Claim(Claim.Item.valueOf(r.text(8)), r.isNull(9) ? null : r.whole(9));
        return new Dispute(
                r.uuid(0),
                r.uuid(1),
                r.uuid(2),
                r.uuid(3),
                r.uuid(4),
                r.uuid(5),
                r.uuid(6),
                r.instant(7),
                claim,
                r.text(10),
                Dispute.State.valueOf(r.text(11)),
                r.instant(12),
                r.instant(13),
                money(r, 14),
                money(r, 15),
                r.uuid(16),
                r.isNull(19) ? null : new Dispute.Answer(r.flag(17), money(r, 18), r.text(19), r.instant(20)),
                r.isNull(21) ? null : new Dispute.Decision(money(r, 21), r.text(22)),
                r.instant(23));
    }

    private static Money money(Row row, int column) {
        return row.isNull(column) ? null : Money.fen(row.whole(column));
    }
}
