package org.twinloop.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.twinloop.common.patience.NoAnswer;

/** Reads what the database said out of whatever wrapped it. */
public final class DatabaseFailure {

    public static final String UNIQUE_VIOLATION = "23505";
    public static final String FOREIGN_KEY_VIOLATION = "23503";
    public static final String CHECK_VIOLATION = "23514";
    public static final String EXCLUSION_VIOLATION = "23P01";
    public static final String SERIALIZATION_FAILURE = "40001";
    public static final String DEADLOCK = "40P01";
    public static final String NO_PRIVILEGE = "42501";
    public static final String QUERY_CANCELED = "57014";
    public static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final int CAUSES_MAX = 20;
    private static final Set<String> GONE_MESSAGES =
            Set.of("Connection is not active now, current status: CLOSED", "Pool is closed", "Pool closed", "Timeout");

    private DatabaseFailure() {}

    /** The SQLSTATE, wherever it hides: Hibernate Reactive wraps an SQLException, the bare pool a PgException. */
    public static Optional<String> sqlState(Throwable failed) {
        Throwable cause = failed;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++, cause = cause.getCause()) {
            if (cause instanceof PgException said) {
                return Optional.ofNullable(said.getSqlState());
            }
            if (cause instanceof SQLException said && said.getSQLState() != null) {
                return Optional.of(said.getSQLState());
            }
        }
        return Optional.empty();
    }

    /** Name of the violated constraint, where the database gave one. */
    public static Optional<String> constraint(Throwable failed) {
        Throwable cause = failed;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++, cause = cause.getCause()) {
            if (cause instanceof PgException said) {
                return Optional.ofNullable(said.getConstraint());
            }
        }
        return Optional.empty();
    }

    /** True for a value the database cannot hold (class 22) or must not (23): trying again gives the same answer. */
    public static boolean refusesTheRows(Throwable failed) {
        return sqlState(failed)
                .map(state -> state.startsWith("22") || state.startsWith("23"))
                .orElse(false);
    }

    /** True when the database ended a statement that ran or waited longer than it may. */
    public static boolean isOverdue(Throwable failed) {
        return sqlState(failed)
                .map(state -> state.equals(QUERY_CANCELED) || state.equals(LOCK_NOT_AVAILABLE))
                .orElse(false);
    }

    /** True when the database broke an act off so that others could go on; the same again may well work. */
    public static boolean gaveWay(Throwable failed) {
        return sqlState(failed)
                .map(state -> state.equals(DEADLOCK) || state.equals(SERIALIZATION_FAILURE))
                .orElse(false);
    }

    /**
     * True when the database cannot be reached, is starting or stopping, gave up for want of resources, or ended what
     * took too long: trying again later may work.
     * A document that cannot be read is an {@link IOException} too, and has nothing to do with it.
     */
    public static boolean isUnavailable(Throwable failed) {
        Optional<String> state = sqlState(failed);
        if (state.isPresent()) {
            String code = state.get();
            return code.startsWith("08") || code.startsWith("53") || code.startsWith("57P") || isOverdue(failed);
        }
        Throwable cause = failed;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++, cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException) {
                return false;
            }
            if (cause instanceof IOException
                    || cause instanceof NoAnswer
                    || cause instanceof io.vertx.sqlclient.ClosedConnectionException
                    || cause.getMessage() != null && GONE_MESSAGES.contains(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }
}
