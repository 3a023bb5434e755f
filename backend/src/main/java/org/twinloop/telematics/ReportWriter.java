package org.twinloop.telematics;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.SystemTime;

/**
 * Writes the reports of its share of the vehicles, at its own pace: what arrived while one transaction commits goes
 * into the next. One thread, one connection, one queue with a limit.
 *
 * <p>Rows are copied in binary, the fastest way into PostgreSQL; see {@link #insert} for rows that are there already.
 *
 * <p>While the database is away it keeps its batch and tries again; nothing is acknowledged meanwhile. When the outcome
 * of a commit is not known, the batch is written again: what is there already is ignored. When the database refuses the
 * rows themselves, the batch is halved until the one message is found that has to go. When it does not answer in time,
 * the batch was too much for it: it is halved too, and those to come are smaller for a while.
 */
final class ReportWriter implements Runnable {

    private static final Logger LOG = Logger.getLogger(ReportWriter.class);
    private static final long FIRST_REST_MS = 50;
    private static final String UNKNOWN_VEHICLE = "23503";
    private static final int DRAINED_AT_ONCE = 64;
    /** Batches that go by the stage after a first duplicate, and at most when duplicates go on. */
    private static final int STAGED_FIRST = 1;

    private static final int STAGED_MAX = 64;
    /** What fits is tried again with a tenth more. */
    private static final int GROWTH = 10;

    private final ReportRepository repository;
    private final TelematicsConfig config;
    private final IntakeMeters meters;
    private final ReportFollower follower;
    private final int no;
    private final BlockingQueue<ReportBatch> queue;
    private final Set<LocalDate> days = new HashSet<>();
    private final Map<UUID, Car> cars = new HashMap<>();
    private volatile boolean running = true;
    private Connection connection;
    /** When the newest transaction began, machine time. */
    private long begunNanos = SystemTime.nanos();
    /** When writing began to fail, machine time; 0 while it works. */
    private long waitsSince;
    /** Batches that still go by the stage. */
    private int staged;

    private int stagedNext = STAGED_FIRST;
    /** Reports in one transaction at present: fewer than allowed while the database is too slow for so many. */
    private int rowsMax;

    /**
     * @param no of this writer, from 0
     * @param follower is told what was just committed
     */
    ReportWriter(
            int no,
            ReportRepository repository,
            TelematicsConfig config,
            IntakeMeters meters,
            ReportFollower follower) {
        this.no = no;
        this.repository = repository;
        this.config = config;
        this.meters = meters;
        this.follower = follower;
        queue = new ArrayBlockingQueue<>(config.queueMessagesMax());
        rowsMax = config.batchRowsMax();
    }

    /** False when the queue is full. */
    boolean offer(ReportBatch batch) {
        return queue.offer(batch);
    }

    int waiting() {
        return queue.size();
    }

    void stop() {
        running = false;
    }

    @Override
    public void run() {
        List<ReportBatch> next = new ArrayList<>();
        while (running) {
            try {
                if (collect(next)) {
                    write(next);
                }
            } catch (InterruptedException e) {
                stop();
            } catch (RuntimeException e) {
                // A fault of ours must not end the writer: its messages are refused, their connections closed.
                LOG.error("reports could not be written", e);
                next.forEach(batch -> batch.outcome().failed(e));
            }
            next.clear();
        }
        disconnect();
    }

    /**
     * Waits for a first message. After a rest it is written at once; otherwise what came while the transaction before
     * was committed goes together, and when that took less than the pace, what comes until it is over too.
     */
    private boolean collect(List<ReportBatch> next) throws InterruptedException {
        ReportBatch first = queue.poll(200, TimeUnit.MILLISECONDS);
        if (first == null) {
            return false;
        }
        next.add(first);
        int rows = drain(next, first.rows());
        long early = config.batchWaitMax().toNanos() - (SystemTime.nanos() - begunNanos);
        if (rows < rowsMax && early > 0) {
            // One nap and not a wake-up per message.
            LockSupport.parkNanos(this, early);
            drain(next, rows);
        }
        begunNanos = SystemTime.nanos();
        return true;
    }

    private int drain(List<ReportBatch> next, int rows) {
        int sum = rows;
        while (sum < rowsMax) {
            int before = next.size();
            if (queue.drainTo(next, DRAINED_AT_ONCE) == 0) {
                break;
            }
            for (ReportBatch more : next.subList(before, next.size())) {
                sum += more.rows();
            }
        }
        return sum;
    }

    private void write(List<ReportBatch> batches) throws InterruptedException {
        long rest = FIRST_REST_MS;
        while (running) {
            try {
                storeAndTell(batches);
                return;
            } catch (SQLException e) {
                if (refusesTheRows(e)) {
                    divide(batches, e);
                    return;
                }
                meters.retried();
                LOG.logf(
                        waitsSince == 0 ? Logger.Level.WARN : Logger.Level.DEBUG,
                        "reports wait, trying again in %d ms: %s",
                        rest,
                        e.getMessage());
                waitsSince = waitsSince == 0 ? SystemTime.millis() : waitsSince;
                disconnect();
                rest(rest);
                if (e.getCause() instanceof SocketTimeoutException && batches.size() > 1) {
                    inHalves(batches);
                    return;
                }
                rest = Math.min(rest * 2, config.retryRestMax().toMillis());
            }
        }
    }

    /** As it is, it would not be answered in time the next time either. */
    private void inHalves(List<ReportBatch> batches) throws InterruptedException {
        int rows = batches.stream().mapToInt(ReportBatch::rows).sum();
        rowsMax = Math.max(1, Math.min(rowsMax, rows) / 2);
        int half = batches.size() / 2;
        write(batches.subList(0, half));
        write(batches.subList(half, batches.size()));
    }

    /** Whoever asks between begin and end is told that something may be stored that the follower has not been shown. */
    private void storeAndTell(List<ReportBatch> batches) throws SQLException {
        follower.begins(no);
        try {
            store(batches);
            follower.stored(batches.stream()
                    .map(batch -> new Car.Reports(cars.get(batch.vehicleId()), batch.reports()))
                    .toList());
        } finally {
            follower.ends(no);
        }
    }

    private void store(List<ReportBatch> batches) throws SQLException {
        long begun = SystemTime.nanos();
        if (connection == null) {
            connection = repository.connect();
        }
        prepare(batches);
        ReportRepository.Stored stored = insert(batches);
        long rows = batches.stream().mapToInt(ReportBatch::rows).sum();
        meters.wrote(rows, stored.rows(), SystemTime.nanos() - begun);
        rowsMax = Math.min(config.batchRowsMax(), rowsMax + 1 + rowsMax / GROWTH);
        if (waitsSince != 0) {
            LOG.infof("reports are written again after %d ms", SystemTime.millis() - waitsSince);
            waitsSince = 0;
        }
        batches.forEach(batch ->
                batch.outcome().stored(stored.odd(cars.get(batch.vehicleId()).no(), batch.reports())));
    }

    /**
     * Copies the rows straight into the history, which fails as a whole when one of them is there already; then, and
     * for some batches to come, they go by way of a stage. After a broken connection duplicates come in swarms.
     */
    private ReportRepository.Stored insert(List<ReportBatch> batches) throws SQLException {
        if (staged == 0) {
            try {
                ReportRepository.Stored stored = repository.copy(connection, batches, cars);
                stagedNext = STAGED_FIRST;
                return stored;
            } catch (SQLException e) {
                if (!DatabaseFailure.UNIQUE_VIOLATION.equals(e.getSQLState())) {
                    throw e;
                }
                connection.rollback();
                meters.fellBack();
                staged = stagedNext;
                stagedNext = Math.min(stagedNext * 2, STAGED_MAX);
            }
        }
        ReportRepository.Stored stored = repository.stage(connection, batches, cars);
        staged--;
        return stored;
    }

    /** Makes days that are not there yet and learns cars not met before; a car that does not exist is refused. */
    private void prepare(List<ReportBatch> batches) throws SQLException {
        Set<LocalDate> missing = ReportRepository.daysOf(batches);
        missing.removeAll(days);
        if (!missing.isEmpty()) {
            repository.addDays(connection, missing);
            days.addAll(missing);
        }
        Set<UUID> unmet = batches.stream().map(ReportBatch::vehicleId).collect(Collectors.toSet());
        unmet.removeAll(cars.keySet());
        if (!unmet.isEmpty()) {
            cars.putAll(CarRepository.cars(connection, unmet));
            if (!cars.keySet().containsAll(unmet)) {
                throw new SQLIntegrityConstraintViolationException("there is no such vehicle", UNKNOWN_VEHICLE);
            }
        }
    }

    /** On this thread, which is the writer's own, there is nothing else to do meanwhile. */
    private void rest(long ms) {
        long until = SystemTime.nanos() + TimeUnit.MILLISECONDS.toNanos(ms);
        for (long left = ms; running && left > 0; left = TimeUnit.NANOSECONDS.toMillis(until - SystemTime.nanos())) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(left));
        }
    }

    /** Class 22 is a value the database cannot hold, 23 one it must not; trying again would give the same answer. */
    private static boolean refusesTheRows(SQLException e) {
        return DatabaseFailure.sqlState(e)
                .map(state -> state.startsWith("22") || state.startsWith("23"))
                .orElse(false);
    }

    private void divide(List<ReportBatch> batches, SQLException refusal) throws InterruptedException {
        rollback();
        if (batches.size() == 1) {
            ReportBatch refused = batches.get(0);
            LOG.warnf("the database refuses a report of vehicle %s: %s", refused.vehicleId(), refusal.getMessage());
            refused.outcome().failed(new ReportBatch.Refused(refusal.getMessage(), refusal));
            return;
        }
        int half = batches.size() / 2;
        write(batches.subList(0, half));
        write(batches.subList(half, batches.size()));
    }

    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debugf("rollback failed, connecting anew: %s", e.getMessage());
            disconnect();
        }
    }

    private void disconnect() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debugf("the lost connection could not be closed: %s", e.getMessage());
        }
        connection = null;
    }
}
