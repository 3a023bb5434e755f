package org.twinloop.settlement.statement;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;

/**
 * Takes a file in: reads it once as a stream, matches, prices, explains. Blocks, so it belongs on a worker thread. What
 * it wrote stays unseen until {@link Statements#publish}.
 */
@ApplicationScoped
class StatementImport {

    private final StatementImportRepository repository;
    private final StatementConfig config;

    StatementImport(StatementImportRepository repository, StatementConfig config) {
        this.repository = repository;
        this.config = config;
    }

    /**
     * Where the file is kept now.
     *
     * @param isNew false when the same file had been taken in before
     */
    record Taken(UUID id, boolean isNew) {}

    Taken take(Scope scope, Arrival arrival, InputStream body) {
        StatementFile file = new StatementFile(body, config);
        Optional<Taken> taken = repository.inTransaction(
                scope, connection -> load(connection, arrival, file).map(id -> new Taken(id, true)));
        return taken.orElseGet(() -> repository
                .inTransaction(scope, connection -> same(connection, arrival, file))
                .map(id -> new Taken(id, false))
                .orElseThrow(() -> new IllegalStateException("the same file was there and is gone")));
    }

    /** Empty, and then rolled back, when the same file is there already. */
    private Optional<UUID> load(Connection connection, Arrival arrival, StatementFile file) throws SQLException {
        UUID operatorId = operator(connection, arrival);
        repository.insertStatement(connection, arrival, operatorId);
        file.read(arrival.operatorCode(), arrival.period(), rows -> insert(connection, arrival.id(), operatorId, rows));
        if (same(connection, arrival, file).isPresent()) {
            return Optional.empty();
        }
        repository.match(connection, arrival.id());
        rate(connection, arrival.id(), new LineRating(repository.priceLists(connection, operatorId)));
        repository.addMissingBills(connection, arrival.id());
        return repository.finish(connection, arrival.id(), file) ? Optional.of(arrival.id()) : Optional.empty();
    }

    private void rate(Connection connection, UUID id, LineRating rating) throws SQLException {
        long after = 0;
        List<BilledOrder> orders = repository.toRate(connection, id, after, config.batchRows());
        while (!orders.isEmpty()) {
            repository.writeRatings(
                    connection, id, orders.stream().map(rating::rate).toList());
            after = orders.get(orders.size() - 1).position();
            orders = repository.toRate(connection, id, after, config.batchRows());
        }
    }

    private void insert(Connection connection, UUID id, UUID operatorId, List<StatementRow> rows) {
        try {
            repository.insertLines(connection, id, operatorId, rows);
        } catch (SQLException e) {
            throw new IllegalStateException("lines of a statement could not be written", e);
        }
    }

    private Optional<UUID> same(Connection connection, Arrival arrival, StatementFile file) throws SQLException {
        return repository.bySha256(connection, operator(connection, arrival), arrival.period(), file.sha256Hex());
    }

    private UUID operator(Connection connection, Arrival arrival) throws SQLException {
        return repository
                .operatorId(connection, arrival.operatorCode())
                .orElseThrow(() -> ProblemException.notFound("operator " + arrival.operatorCode()));
    }
}
