package org.twinloop.bench.frame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.twinloop.bench.frame.LoadGenerator.Call;
import org.twinloop.bench.frame.StatementLog.Transaction;

/** What the service is logged to run for single requests. */
public final class Recording {
    private final Server server;
    private final Path log;
    private final String database;

    /** Sends one request and waits for its answer. */
    @FunctionalInterface
    public interface Request {
        void send(int number) throws IOException, InterruptedException;
    }

    public Recording(Server server, Path log, String database) {
        this.server = server;
        this.log = log;
        this.database = database;
    }

    /**
     * The transactions of each of the first {@code count} requests, in order.
     *
     * @param tripId of a request, {@code personId} who sends it
     */
    public List<List<Transaction>> of(
            LoadGenerator one,
            int count,
            IntFunction<Call> submit,
            IntFunction<String> tripId,
            IntFunction<String> personId)
            throws IOException, InterruptedException, SQLException {
        List<List<String>> logged = lines(
                count, which -> one.times(1, nothing -> submit.apply(which)).mustBe(201));
        List<List<Transaction>> recorded = new ArrayList<>();
        for (int which = 0; which < count; which++) {
            recorded.add(ofRequest(logged.get(which), tripId.apply(which), personId.apply(which)));
        }
        return recorded;
    }

    /** All transactions that ended while each of {@code count} requests was answered, in order. */
    public List<List<Transaction>> each(int count, Request request)
            throws IOException, InterruptedException, SQLException {
        return lines(count, request).stream()
                .map(lines -> StatementLog.transactions(lines, database))
                .toList();
    }

    private List<List<String>> lines(int count, Request request)
            throws IOException, InterruptedException, SQLException {
        List<List<String>> logged = new ArrayList<>();
        server.logStatements(true);
        try {
            for (int number = 0; number < count; number++) {
                long from = Files.size(log);
                request.send(number);
                Thread.sleep(50);
                logged.add(linesFrom(from));
            }
        } finally {
            server.logStatements(false);
        }
        return logged;
    }

    private List<String> linesFrom(long offset) throws IOException {
        try (var file = Files.newByteChannel(log)) {
            file.position(offset);
            return new String(java.nio.channels.Channels.newInputStream(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /**
     * The transactions that name the trip or the traveller and began before the trip was committed; what watchers do
     * after the commit is not part of the request.
     */
    private List<Transaction> ofRequest(List<String> lines, String tripId, String personId) {
        List<Transaction> all = StatementLog.transactions(lines, database);
        Transaction main = all.stream()
                .filter(transaction -> names(transaction, tripId))
                .max(Comparator.comparingInt(
                        transaction -> transaction.statements().size()))
                .orElseThrow(() -> new IllegalStateException("the log does not show trip " + tripId));
        return all.stream()
                .filter(transaction -> transaction.begunAtLine() < main.endedAtLine())
                .filter(transaction -> names(transaction, tripId) || names(transaction, personId))
                .sorted(Comparator.comparingInt(Transaction::begunAtLine))
                .toList();
    }

    private static boolean names(Transaction transaction, String id) {
        return transaction.statements().stream()
                .anyMatch(statement -> statement.values().stream().anyMatch(value -> value.contains(id)));
    }
}
