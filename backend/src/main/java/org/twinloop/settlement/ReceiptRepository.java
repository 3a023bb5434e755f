package org.twinloop.settlement;

import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Money;
import org.twinloop.common.Row;
import org.twinloop.common.StoredJson;
import org.twinloop.pricing.PriceLine;

/** The SQL of receipts and their charges. */
@ApplicationScoped
class ReceiptRepository {

    private static final TypeReference<List<PriceLine>> LINES = new TypeReference<>() {};
    private static final String RECEIPT = """
            select trip_id, unit_id, traveller_id, state, lines::text, total_fen, held_fen, posted_fen, released_fen,
                   price_list_id, price_list_version, priced_at, settled_at, decision, explanation_zh, explanation_en
            from settlement.receipt
            """;

    private final Database database;
    private final StoredJson json;

    ReceiptRepository(Database database, StoredJson json) {
        this.database = database;
        this.json = json;
    }

    Uni<Boolean> exists(UUID tripId) {
        return database.row("select true from settlement.receipt where trip_id = $1", tripId)
                .map(Optional::isPresent);
    }

    Uni<Optional<Receipt>> find(UUID tripId) {
        return database.row(RECEIPT + "where trip_id = $1", tripId).map(row -> row.map(this::receipt));
    }

    Uni<Optional<Receipt>> lock(UUID tripId) {
        return database.row(RECEIPT + "where trip_id = $1 for update", tripId).map(row -> row.map(this::receipt));
    }

    /** Receipts that await a decision, oldest first, after a place in that order. */
    Uni<List<Receipt>> awaiting(Instant afterPricedAt, UUID afterTripId, int max) {
        return database.rows(
                        RECEIPT + "where state = 'AWAITING_DECISION' and ($1::timestamptz is null "
                                + "or (priced_at, trip_id) > ($1::timestamptz, $2::uuid)) "
                                + "order by priced_at, trip_id limit $3",
                        afterPricedAt,
                        afterTripId,
                        max)
                .map(rows -> rows.stream().map(this::receipt).toList());
    }

    /** Inserts; a second receipt of a trip is a mistake the primary key refuses. */
    Uni<Void> insert(Receipt r, List<Charge> charges) {
        return database.sql(
                        """
                        insert into settlement.receipt (trip_id, unit_id, traveller_id, state, lines, total_fen,
                            held_fen, posted_fen, released_fen, price_list_id, price_list_version, priced_at,
                            settled_at,
                            explanation_zh, explanation_en)
                        values ($1, $2, $3, $4, $5::text::jsonb, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)""",
                        r.tripId(),
                        r.unitId(),
                        r.travellerId(),
                        r.state().name(),
                        json.write(r.lines()),
                        r.total(),
                        r.held(),
                        r.posted(),
                        r.released(),
                        r.priceListId(),
                        r.priceListVersion(),
                        r.pricedAt(),
                        r.settledAt(),
                        r.explanationZh(),
                        r.explanationEn())
                .chain(() -> insertCharges(r, charges));
    }

    Uni<Void> settle(Receipt r, UUID decidedBy, String reason) {
        return database.sql(
                        "update settlement.receipt set state = 'SETTLED', posted_fen = $2, released_fen = $3, "
                                + "settled_at = $4, "
                                + "decision = $5, decided_by = $6, decision_reason = $7, explanation_zh = $8, "
                                + "explanation_en = $9 where trip_id = $1",
                        r.tripId(),
                        r.posted(),
                        r.released(),
                        r.settledAt(),
                        r.decision().name(),
                        decidedBy,
                        reason,
                        r.explanationZh(),
                        r.explanationEn())
                .replaceWithVoid();
    }

    Uni<List<Charge>> charges(UUID tripId) {
        return database.rows(
                        "select hold_id, operator_id, amount_fen, held_fen from settlement.charge where trip_id = $1 "
                                + "order by hold_id",
                        tripId)
                .map(rows -> rows.stream()
                        .map(row ->
                                new Charge(row.uuid(0), row.uuid(1), Money.fen(row.whole(2)), Money.fen(row.whole(3))))
                        .toList());
    }

    private Uni<Void> insertCharges(Receipt receipt, List<Charge> charges) {
        return database.sql(
                        "insert into settlement.charge (trip_id, unit_id, hold_id, operator_id, amount_fen, held_fen) "
                                + "select $1, $2, h, o, a, b "
                                + "from unnest($3::uuid[], $4::uuid[], $5::bigint[], $6::bigint[]) "
                                + "as t(h, o, a, b)",
                        receipt.tripId(),
                        receipt.unitId(),
                        charges.stream().map(Charge::holdId).toArray(UUID[]::new),
                        charges.stream().map(Charge::operatorId).toArray(UUID[]::new),
                        charges.stream().map(charge -> charge.amount().fen()).toArray(Long[]::new),
                        charges.stream().map(charge -> charge.held().fen()).toArray(Long[]::new))
                .replaceWithVoid();
    }

    private Receipt receipt(Row r) {
        return new Receipt(
                r.uuid(0),
                r.uuid(1),
                r.uuid(2),
                Receipt.State.valueOf(r.text(3)),
                json.read(r.text(4), LINES),
                Money.fen(r.whole(5)),
                Money.fen(r.whole(6)),
                Money.fen(r.whole(7)),
                Money.fen(r.whole(8)),
                r.uuid(9),
                r.isNull(10) ? null : (int) r.whole(10),
                r.instant(11),
                r.instant(12),
                r.isNull(13) ? null : Receipt.Decision.valueOf(r.text(13)),
                r.text(14),
                r.text(15));
    }
}
