package org.twinloop.bench.ingest;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Committed rows a second of a table, from one count to a later one; the same for the service and for its peers. */
final class RowRate {
    private final Target target;
    private final String table;
    private long rows = -1;
    private double atS;
    private double perS = -1;

    RowRate(Target target, String table) {
        this.target = target;
        this.table = table;
    }

    void begin() throws SQLException {
        look();
    }

    void end() throws SQLException {
        long before = rows;
        double beforeS = atS;
        look();
        perS = (rows - before) / (atS - beforeS);
        if (before < 0) {
            throw new IllegalStateException("the rows of " + table + " were not counted at the begin");
        }
    }

    double perS() {
        if (perS < 0) {
            throw new IllegalStateException("the rows of " + table + " were not counted");
        }
        return perS;
    }

    /** What is committed when the statement begins, however long counting takes. */
    private void look() throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set max_parallel_workers_per_gather = 0");
            try (ResultSet found = statement.executeQuery(
                    "select extract(epoch from statement_timestamp())::float8, count(*) from " + table)) {
                found.next();
                atS = found.getDouble(1);
                rows = found.getLong(2);
            }
        }
    }
}
