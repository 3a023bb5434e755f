package org.twinloop.trip.simulation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** One connection of the database's owner, with its statements kept prepared. */
final class Sql implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Sql() throws SQLException {
        Config config = ConfigProvider.getConfig();
        connection = DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.flyway.username", String.class),
                config.getOptionalValue("quarkus.flyway.password", String.class).orElse(""));
        // Compiling a query of many parts takes longer than running it over few rows.
        run("set jit = off");
        // No server is lost here, and none of what is looked at depends on what the disk has.
        run("set synchronous_commit = off");
    }

    /** What is read or written is there for others at once, or, until {@link #undo}, for nobody. */
    void alone(boolean alone) throws SQLException {
        connection.setAutoCommit(!alone);
    }

    void undo() throws SQLException {
        connection.rollback();
    }

    int run(String statement, Object... parameters) throws SQLException {
        return bound(statement, parameters).executeUpdate();
    }

    /** Rows as texts; {@code null} where there is no value. */
    List<List<String>> rows(String query, Object... parameters) throws SQLException {
        List<List<String>> found = new ArrayList<>();
        try (ResultSet rows = bound(query, parameters).executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> row = new ArrayList<>(columns);
                for (int i = 1; i <= columns; i++) {
                    row.add(rows.getString(i));
                }
                found.add(row);
            }
        }
        return found;
    }

    /** The only value of the only row. */
    String value(String query, Object... parameters) throws SQLException {
        return rows(query, parameters).get(0).get(0);
    }

    private PreparedStatement bound(String statement, Object... parameters) throws SQLException {
        PreparedStatement sql = prepared.get(statement);
        if (sql == null) {
            sql = connection.prepareStatement(statement);
            prepared.put(statement, sql);
        }
        for (int i = 0; i < parameters.length; i++) {
            sql.setObject(i + 1, parameters[i]);
        }
        return sql;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
