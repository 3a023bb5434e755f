package org.twinloop.settlement.statement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Scope;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.PriceTermsJson;
import org.twinloop.pricing.Product;

/** The bulk path of an import: one connection and one transaction of its own, set-based, on a worker thread. */
@ApplicationScoped
class StatementImportRepository {

    /** What an import does in its transaction. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private final AgroalDataSource connections;
    private final ObjectMapper json;

    StatementImportRepository(AgroalDataSource connections, ObjectMapper json) {
        this.connections = connections;
        this.json = json;
    }

    /** Runs work in one transaction that sees what the scope allows; rolls back when it fails or answers empty. */
    <T> Optional<T> inTransaction(Scope scope, Work<Optional<T>> work) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            try {
                update(
                        connection,
                        "select set_config('twinloop.scope', ?, true), set_config('twinloop.unit', ?, true)",
                        scope.kind(),
                        scope.unitId() == null ? "" : scope.unitId().toString());
                Optional<T> result = work.in(connection);
                if (result.isPresent()) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a statement could not be imported", e);
        }
    }

    Optional<UUID> operatorId(Connection connection, String code) throws SQLException {
        return one(connection, "select id from operator.published where code = ?", code);
    }

    Optional<UUID> bySha256(Connection connection, UUID operatorId, String period, String sha256) throws SQLException {
        return one(
                connection,
                "select id from settlement.statement where operator_id = ? and period = ? and sha256 = ?",
                operatorId,
                period,
                sha256);
    }

    void insertStatement(Connection connection, Arrival arrival, UUID operatorId) throws SQLException {
        update(
                connection,
                "insert into settlement.statement (id, operator_id, operator_code, period, sha256, state, byte_count, "
                        + "uploaded_by, received_at) "
                        + "values (?, ?, ?, ?, encode(sha256(?::text::bytea), 'hex'), 'LOADING', 0, "
                        + "?, ?)",
                arrival.id(),
                operatorId,
                arrival.operatorCode(),
                arrival.period(),
                arrival.id().toString(),
                arrival.uploadedBy(),
                arrival.at());
    }

    void insertLines(Connection connection, UUID statementId, UUID operatorId, List<StatementRow> rows)
            throws SQLException {
        ArrayNode lines = json.createArrayNode();
        for (StatementRow row : rows) {
            ObjectNode line = json.valueToTree(row.values());
            line.put("line_no", row.lineNo()).put("raw", row.raw());
            line.set("faults", json.valueToTree(row.faults()));
            if (!row.faults().isEmpty()) {
                line.put("explanation_zh", "无法读取：" + Fault.zh(row.faults()));
                line.put("explanation_en", "cannot be read: " + Fault.en(row.faults()));
            }
            lines.add(line);
        }
        update(connection, StatementSql.INSERT_LINES, statementId, operatorId, lines.toString());
    }

    /** Matching in the order of the keys, then what can be said without a price. */
    void match(Connection connection, UUID statementId) throws SQLException {
        for (String step : StatementSql.MATCHING) {
            update(connection, step, statementId);
        }
    }

    /** Matched lines that have no verdict yet, after a position. */
    List<BilledOrder> toRate(Connection connection, UUID statementId, long after, int max) throws SQLException {
        List<BilledOrder> orders = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(StatementSql.TO_RATE)) {
            bind(query, statementId, after, max);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    orders.add(order(rows));
                }
            }
        }
        return orders;
    }

    void writeRatings(Connection connection, UUID statementId, List<LineRating.Rated> ratings) throws SQLException {
        ArrayNode lines = json.createArrayNode();
        for (LineRating.Rated rated : ratings) {
            lines.addObject()
                    .put("position", rated.position())
                    .put("verdict", rated.verdict().name())
                    .put("codes", String.join(",", rated.codes()))
                    .put("expected_fen", rated.expected().fen())
                    .put("explanation_zh", rated.explanationZh())
                    .put("explanation_en", rated.explanationEn());
        }
        update(connection, StatementSql.WRITE_RATINGS, lines.toString(), statementId);
    }

    /** Price lists of a partner, of all times. */
    List<PriceList> priceLists(Connection connection, UUID operatorId) throws SQLException {
        List<PriceList> lists = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("select id, number, operator_id, operator_code, "
                + "product, vehicle_class, version, valid_from, valid_to, terms::text "
                + "from pricing.published where operator_id = ?")) {
            bind(query, operatorId);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    lists.add(priceList(rows));
                }
            }
        }
        return lists;
    }

    void addMissingBills(Connection connection, UUID statementId) throws SQLException {
        update(connection, StatementSql.MISSING_BILLS, statementId);
    }

    /** Writes the sums and the file's fingerprint; false when the same file arrived meanwhile by another way. */
    boolean finish(Connection connection, UUID statementId, StatementFile file) throws SQLException {
        try {
            update(
                    connection,
                    StatementSql.SUMS,
                    file.sha256Hex(),
                    file.byteCount(),
                    file.text().word(),
                    statementId,
                    statementId);
            return true;
        } catch (SQLException e) {
            if (DatabaseFailure.UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static Optional<UUID> one(Connection connection, String query, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    private static void update(Connection connection, String text, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            bind(statement, parameters);
            statement.execute();
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i] instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : parameters[i];
            statement.setObject(i + 1, value);
        }
    }

    private static BilledOrder order(ResultSet r) throws SQLException {
        BilledOrder.Billed billed = new BilledOrder.Billed(
                r.getString("status"),
                r.getString("billed_unit"),
                r.getString("billed_plate"),
                r.getInt("minutes"),
                r.getBigDecimal("billed_km"),
                r.getLong("billed_energy_wh"),
                r.getLong("billed_toll_fen"),
                r.getLong("billed_parking_fen"),
                r.getLong("other_fen"),
                r.getLong("parts_fen"),
                r.getLong("billed_fen"));
        long ceiling = r.getLong("ceiling_fen");
        Long ceilingFen = r.wasNull() ? null : ceiling;
        BilledOrder.Ours ours = new BilledOrder.Ours(
                "CANCELLED".equals(r.getString("state")),
                Product.valueOf(r.getString("product")),
                r.getString("vehicle_class"),
                r.getObject("price_list_id", UUID.class),
                r.getString("unit_code"),
                r.getString("plate"),
                r.getString("period"),
                instant(r, "started_at"),
                instant(r, "ended_at"),
                r.getBigDecimal("km"),
                driven(r),
                r.getLong("energy_wh"),
                r.getLong("toll_fen"),
                r.getLong("parking_fen"),
                ceilingFen,
                r.getLong("total_fen"),
                contest(r));
        return new BilledOrder(r.getLong("position"), r.getString("statement_period"), billed, ours);
    }

    private static BilledOrder.Contest contest(ResultSet r) throws SQLException {
        boolean open = r.getBoolean("disputed");
        return r.wasNull() ? null : new BilledOrder.Contest(open, r.getLong("pays_fen"));
    }

    private static BilledOrder.Driven driven(ResultSet r) throws SQLException {
        String chosen = r.getString("chosen");
        return chosen == null
                ? null
                : new BilledOrder.Driven(
                        chosen, km(r, "chosen_m"), km(r, "odometer_m"), km(r, "gps_m"), km(r, "matched_m"));
    }

    private static BigDecimal km(ResultSet r, String metres) throws SQLException {
        BigDecimal told = r.getBigDecimal(metres);
        return told == null ? null : told.movePointLeft(3);
    }

    private PriceList priceList(ResultSet r) throws SQLException {
        try {
            return new PriceList(
                    r.getObject("id", UUID.class),
                    r.getString("number"),
                    r.getObject("operator_id", UUID.class),
                    r.getString("operator_code"),
                    Product.valueOf(r.getString("product")),
                    r.getString("vehicle_class"),
                    r.getInt("version"),
                    instant(r, "valid_from"),
                    instant(r, "valid_to"),
                    PriceTermsJson.read(json.readTree(r.getString("terms")), "/terms"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored terms are not JSON", e);
        }
    }

    private static Instant instant(ResultSet r, String column) throws SQLException {
        OffsetDateTime at = r.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
