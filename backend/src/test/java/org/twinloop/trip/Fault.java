package org.twinloop.trip;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A fault in the next act of a unit: after its nth statement has been executed, or instead of its commit. An act is
 * known by its first statement, which says whose rows it may see; one of the service's own by what it reads first.
 */
public final class Fault {
    private static final String SAYS_SCOPE = "select set_config('twinloop.scope'";
    private static final int SHOWN = 80;
    private static final Fault NONE = new Fault(null, null, Integer.MAX_VALUE, false);
    private static volatile Fault armed = NONE;

    private final UUID unitId;
    private final String reads;
    private final int strikesAfter;
    private final boolean tears;
    private final List<String> statements = new ArrayList<>();
    private SqlConnection act;
    private boolean over;
    private String struckAfter;

    private Fault(UUID unitId, String reads, int strikesAfter, boolean tears) {
        this.unitId = unitId;
        this.reads = reads;
        this.strikesAfter = strikesAfter;
        this.tears = tears;
    }

    /** What the act fails with; nobody expects it. */
    public static final class Struck extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Struck(String statement) {
            super("planted after: " + statement);
        }
    }

    /** The next act of the unit fails after so many statements; with one more than it has, at its commit. */
    public static Fault after(UUID unitId, int statements) {
        return armed = new Fault(unitId, null, statements, false);
    }

    /** The next act with a statement that names something fails so many statements after that one. */
    public static Fault afterReading(String named, int statements) {
        return armed = new Fault(null, named, statements, false);
    }

    /** Like {@link #after}, but what was written up to there is committed first: an act that is not one transaction. */
    static Fault tearing(UUID unitId, int statements) {
        return armed = new Fault(unitId, null, statements, true);
    }

    public static void disarm() {
        armed = NONE;
    }

    static Fault armed() {
        return armed;
    }

    /** Whether it struck, and after which statement. */
    public synchronized boolean struck() {
        return struckAfter != null;
    }

    public synchronized String struckAfter() {
        return struckAfter;
    }

    /** The statements of the act up to the fault, in order. */
    synchronized List<String> statements() {
        return List.copyOf(statements);
    }

    synchronized <T> Future<T> after(SqlConnection connection, String sql, Tuple parameters, T answer) {
        if (act == null && begins(sql, parameters)) {
            act = connection;
        }
        if (over || act != connection) {
            return Future.succeededFuture(answer);
        }
        statements.add(sql);
        if (statements.size() < strikesAfter) {
            return Future.succeededFuture(answer);
        }
        strike(sql);
        Future<T> failed = Future.failedFuture(new Struck(sql));
        return tears
                ? connection
                        .query("commit")
                        .execute()
                        .compose(done -> connection.query("begin").execute())
                        .compose(begun -> failed)
                : failed;
    }

    /** Whether the commit of this connection is to fail; if it is the act's, the act is over either way. */
    synchronized boolean strikesCommit(SqlConnection connection) {
        if (over || act != connection) {
            return false;
        }
        over = true;
        if (statements.size() + 1 == strikesAfter) {
            strike("commit");
            return true;
        }
        return false;
    }

    private void strike(String where) {
        over = true;
        struckAfter = where.substring(0, Math.min(SHOWN, where.length())).replaceAll("\\s+", " ");
    }

    private boolean begins(String sql, Tuple parameters) {
        if (reads != null) {
            return sql.contains(reads);
        }
        return unitId != null
                && sql.startsWith(SAYS_SCOPE)
                && "unit".equals(parameters.getValue(0))
                && unitId.toString().equals(parameters.getValue(1));
    }
}
