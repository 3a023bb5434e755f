package org.twinloop.common;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.data.Interval;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.hibernate.reactive.session.ReactiveSession;
import org.twinloop.common.patience.Awaited;

/**
 * The one door to transactions. {@link #act} and {@link #read} open one Hibernate Reactive session with one
 * transaction, say first whose rows it may see, then run the work; everything inside, entities and SQL alike, goes
 * through that session's single connection, so an act is written whole or not at all.
 *
 * <p>A call inside a running act joins it: same session, same transaction, same scope. The outer scope must be the same
 * or {@link Scope#SYSTEM}; anything else is a mistake of ours and refused.
 *
 * <p>No statement runs or waits for a lock for ever: the database itself ends it (config), and the caller is told that
 * the service is not available just now. Where the database itself hangs, an act of a request is given up
 * ({@link Awaited}).
 *
 * <p>An act that has begun is finished, whether or not the caller is still there for its answer: a phone that loses its
 * network in the middle must not tear a transaction off its session.
 */
@ApplicationScoped
public class Database {

    private static final String SCOPE_KEY = "twinloop.scope";
    private static final String AWAITED_KEY = "twinloop.awaited";
    private static final String SET_SCOPE = "select set_config('twinloop.scope', $1, true), "
            + "set_config('twinloop.unit', $2, true), set_config('twinloop.operator', $3, true), "
            + "set_config('statement_timeout', $4, true), set_config('lock_timeout', $5, true)";

    private final Vertx vertx;
    private final Pool pool;
    private final DatabaseConfig config;
    private final Outage outage = new Outage();
    private final Awaited.LastHeard heard = new Awaited.LastHeard(SystemTime::nanos);

    /** @param pool the connections that the sessions take too */
    Database(Vertx vertx, Pool pool, DatabaseConfig config) {
        this.vertx = vertx;
        this.pool = pool;
        this.config = config;
    }

    /** One act, one transaction. Fails and rolls back when the work fails. */
    public <T> Uni<T> act(Scope scope, Supplier<Uni<T>> work) {
        return inSafeContext(() -> transaction(
                scope, config.statementTimeout(), new Awaited(Optional.of(config.answerWithin()), heard), work));
    }

    /** Reads in a transaction of their own, so that the scope holds for them too. */
    public <T> Uni<T> read(Scope scope, Supplier<Uni<T>> work) {
        return act(scope, work);
    }

    /**
     * Reads with one statement in a transaction of its own, for what is read so often that the way to the database
     * counts: begin, scope, statement and end are sent together, so there is one way there and back and no session. The
     * same rows are seen and the same limits hold as in {@link #read}; never inside an act.
     */
    public Uni<List<Row>> glance(Scope scope, String query, Object... parameters) {
        return inSafeContext(() -> {
            if (Vertx.currentContext().getLocal(SCOPE_KEY) != null) {
                return Uni.createFrom().failure(new IllegalStateException("a glance inside an act"));
            }
            Awaited awaited = new Awaited(Optional.of(config.answerWithin()), heard);
            Uni<List<Row>> read = Uni.createFrom()
                    .completionStage(() -> pool.withConnection(one -> sent(one, scope, query, parameters, awaited))
                            .toCompletionStage())
                    .invoke(outage::worked)
                    .onFailure(failed -> !awaited.isGivenUp())
                    .invoke(outage::failed);
            return awaited.await(vertx, read, outage::failed).memoize().indefinitely();
        });
    }

    /**
     * The database takes them one after the other, so the statement sees no row before the scope is set, and none at
     * all when that failed. The connection is given back when the end was answered, whatever became of the others.
     */
    private Future<List<Row>> sent(
            SqlConnection connection, Scope scope, String query, Object[] parameters, Awaited awaited) {
        Future<?> begun = connection.query("begin read only").execute().map(done -> {
            awaited.begun();
            return done;
        });
        Future<?> scoped =
                connection.preparedQuery(SET_SCOPE).execute(Tuple.from(settings(scope, config.statementTimeout())));
        Future<RowSet<io.vertx.sqlclient.Row>> found =
                connection.preparedQuery(query).execute(Tuple.from(bind(parameters)));
        return connection
                .query("commit")
                .execute()
                .transform(ended -> begun.compose(there -> scoped).compose(set -> found))
                .map(rows -> {
                    List<Row> read = new ArrayList<>(rows.size());
                    rows.forEach(row -> read.add(row(row)));
                    return read;
                });
    }

    private static Row row(io.vertx.sqlclient.Row read) {
        Object[] columns = new Object[read.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = read.getValue(i);
        }
        return new Row(columns);
    }

    /**
     * Like {@link #act}, but never joins: it runs in a context and session of its own. For background work and streams
     * that start from a request.
     */
    public <T> Uni<T> apart(Scope scope, Supplier<Uni<T>> work) {
        return onNewContext(() ->
                transaction(scope, config.backgroundStatementTimeout(), new Awaited(Optional.empty(), heard), work));
    }

    /** The session of the running act. */
    public Uni<Mutiny.Session> session() {
        return Panache.getSession();
    }

    /** Runs a writing statement with {@code $1}… parameters; answers the number of rows touched. */
    public Uni<Integer> sql(String statement, Object... parameters) {
        return connection()
                .chain(connection ->
                        Uni.createFrom().completionStage(() -> connection.update(statement, bind(parameters))))
                .invoke(heard::now);
    }

    /** Runs a reading (or {@code returning}) statement with {@code $1}… parameters. */
    public Uni<List<Row>> rows(String query, Object... parameters) {
        return connection()
                .chain(connection -> Uni.createFrom().completionStage(() -> connection.select(query, bind(parameters))))
                .invoke(heard::now)
                .map(result -> {
                    List<Row> rows = new ArrayList<>(Math.max(0, result.size()));
                    while (result.hasNext()) {
                        rows.add(new Row(result.next()));
                    }
                    return rows;
                });
    }

    /** The only row of an answer, or nothing; more than one row is a mistake of ours. */
    public Uni<Optional<Row>> row(String query, Object... parameters) {
        return rows(query, parameters).map(rows -> {
            if (rows.size() > 1) {
                throw new IllegalStateException("expected at most one row, met " + rows.size());
            }
            return rows.stream().findFirst();
        });
    }

    private <T> Uni<T> transaction(Scope scope, Duration longest, Awaited awaited, Supplier<Uni<T>> work) {
        Context context = Vertx.currentContext();
        Scope outer = context.getLocal(SCOPE_KEY);
        if (outer != null) {
            if (!outer.equals(scope) && !outer.equals(Scope.SYSTEM)) {
                return Uni.createFrom()
                        .failure(new IllegalStateException("an act for " + scope + " inside one for " + outer));
            }
            return goesOn(context, work);
        }
        context.putLocal(SCOPE_KEY, scope);
        context.putLocal(AWAITED_KEY, awaited);
        Uni<T> act = Panache.withTransaction(() -> connection()
                        .chain(connection -> Uni.createFrom()
                                .completionStage(() -> connection.select(SET_SCOPE, settings(scope, longest))))
                        .invoke(awaited::begun)
                        .chain(() -> work.get())
                        .invoke(awaited::goesOn))
                .invoke(outage::worked)
                .onFailure(failed -> !awaited.isGivenUp())
                .invoke(outage::failed)
                .onTermination()
                .invoke(() -> {
                    context.removeLocal(SCOPE_KEY);
                    context.removeLocal(AWAITED_KEY);
                });
        return awaited.await(vertx, act, outage::failed).memoize().indefinitely();
    }

    /** Does the work unless the act it belongs to was given up. */
    private static <T> Uni<T> goesOn(Context context, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Awaited awaited = context.getLocal(AWAITED_KEY);
            if (awaited != null) {
                awaited.goesOn();
            }
            return work.get();
        });
    }

    private Uni<ReactiveConnection> connection() {
        return goesOn(Vertx.currentContext(), this::session).chain(session -> {
            MutinySessionImpl own = (MutinySessionImpl) session;
            return followsNothing(own)
                    ? Uni.createFrom().item(own.getReactiveConnection())
                    : session.flush().map(flushed -> own.getReactiveConnection());
        });
    }

    /** Without an entity there is nothing to write first; to look for it costs as much as many a statement. */
    private static boolean followsNothing(MutinySessionImpl session) {
        var inner = (SharedSessionContractImplementor) session.unwrap(ReactiveSession.class);
        return inner.getPersistenceContextInternal().getNumberOfManagedEntities() == 0;
    }

    private <T> Uni<T> inSafeContext(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Context current = Vertx.currentContext();
            if (current != null && VertxContext.isDuplicatedContext(current) && current.isEventLoopContext()) {
                VertxContextSafetyToggle.setContextSafe(current, true);
                return work.get();
            }
            return onNewContext(work);
        });
    }

    private <T> Uni<T> onNewContext(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context own = VertxContext.createNewDuplicatedContext(
                    ((io.vertx.core.impl.VertxInternal) vertx).createEventLoopContext());
            VertxContextSafetyToggle.setContextSafe(own, true);
            own.runOnContext(
                    ignored -> Uni.createFrom().deferred(work::get).subscribe().with(emitter::complete, emitter::fail));
        });
    }

    private Object[] settings(Scope scope, Duration longest) {
        return new Object[] {
            scope.kind(),
            scope.unitId() == null ? "" : scope.unitId().toString(),
            scope.operatorId() == null ? "" : scope.operatorId().toString(),
            Long.toString(longest.toMillis()),
            Long.toString(config.lockTimeout().toMillis())
        };
    }

    private static Object[] bind(Object[] parameters) {
        Object[] bound = new Object[parameters.length];
        for (int i = 0; i < bound.length; i++) {
            bound[i] = driverType(parameters[i]);
        }
        return bound;
    }

    /** The driver wants its own types for instants, spans and bytes. */
    private static Object driverType(Object value) {
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (value instanceof Duration span) {
            int micros = span.toNanosPart() / 1000;
            return Interval.of(0, 0, 0, 0, 0, Math.toIntExact(span.toSeconds()), micros);
        }
        if (value instanceof byte[] bytes) {
            return Buffer.buffer(bytes);
        }
        if (value instanceof Money money) {
            return money.fen();
        }
        if (value instanceof Instant[] instants) {
            return Arrays.stream(instants)
                    .map(instant -> instant == null ? null : instant.atOffset(ZoneOffset.UTC))
                    .toArray(OffsetDateTime[]::new);
        }
        return value;
    }
}
