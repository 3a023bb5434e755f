package org.twinloop.trip;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The pool of the service with a place for a fault. It stands under the one door to transactions, below Hibernate, so
 * every statement of an act passes it, entities' and hand-written ones alike; a write that is added tomorrow does too.
 */
@Alternative
@Singleton
public class FaultyPool implements PgPoolCreator {
    public static final String SYNCHRONOUS_COMMIT = "twinloop.test.synchronous-commit";

    /** Quarkus still expects the older interface of the two. */
    @Override
    @SuppressWarnings("deprecation")
    public Pool create(Input input) {
        Pool pool = PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(input.pgConnectOptionsList().stream()
                        .map(FaultyPool::as)
                        .toList())
                .using(input.vertx())
                .build();
        return watch(
                PgPool.class,
                pool,
                (method, arguments, answer) -> method.equals("getConnection")
                        ? ((Future<?>) answer).map(connection -> connection((SqlConnection) connection))
                        : answer);
    }

    /** A test that loses no server may let its commits be written to disk a moment later. */
    private static SqlConnectOptions as(SqlConnectOptions options) {
        ConfigProvider.getConfig()
                .getOptionalValue(SYNCHRONOUS_COMMIT, String.class)
                .ifPresent(how -> options.addProperty("synchronous_commit", how));
        return options;
    }

    private static SqlConnection connection(SqlConnection real) {
        return watch(SqlConnection.class, real, (method, arguments, answer) -> {
            if (answer instanceof Query<?> query) {
                return query(real, (String) arguments[0], query);
            }
            return switch (method) {
                case "begin" -> ((Future<?>) answer).map(begun -> transaction(real, (Transaction) begun));
                case "transaction" -> answer == null ? null : transaction(real, (Transaction) answer);
                default -> answer;
            };
        });
    }

    private static Object query(SqlConnection real, String sql, Query<?> query) {
        Class<?> face = query instanceof io.vertx.sqlclient.PreparedQuery
                ? io.vertx.sqlclient.PreparedQuery.class
                : Query.class;
        return watch(
                face,
                query,
                (method, arguments, answer) -> method.startsWith("execute")
                        ? ((Future<?>) answer).compose(rows -> Fault.armed().after(real, sql, first(arguments), rows))
                        : answer);
    }

    private static Tuple first(Object[] arguments) {
        return arguments != null && arguments[0] instanceof Tuple tuple ? tuple : Tuple.tuple();
    }

    private static Transaction transaction(SqlConnection real, Transaction begun) {
        return (Transaction) Proxy.newProxyInstance(
                Transaction.class.getClassLoader(), new Class<?>[] {Transaction.class}, (proxy, method, arguments) -> {
                    boolean commits = method.getName().equals("commit");
                    return commits && Fault.armed().strikesCommit(real)
                            ? begun.rollback().compose(undone -> Future.failedFuture(new Fault.Struck("commit")))
                            : invoke(begun, method, arguments);
                });
    }

    /** What to make of an answer. */
    private interface Watch {
        Object of(String method, Object[] arguments, Object answer);
    }

    private static <T> T watch(Class<T> face, Object real, Watch watch) {
        return face.cast(Proxy.newProxyInstance(
                face.getClassLoader(),
                new Class<?>[] {face},
                (proxy, method, arguments) -> watch.of(method.getName(), arguments, invoke(real, method, arguments))));
    }

    private static Object invoke(Object real, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
