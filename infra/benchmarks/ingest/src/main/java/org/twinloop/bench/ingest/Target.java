package org.twinloop.bench.ingest;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The database of the service, with its superuser's means. */
public record Target(String url, String admin, String password) {

    public static Target ofEnvironment(Map<String, String> environment) {
        String url = "jdbc:postgresql://" + environment.get("BENCH_DB_HOST") + ":" + environment.get("BENCH_DB_PORT")
                + "/twinloop";
        return new Target(url, environment.get("BENCH_DB_ADMIN"), environment.get("BENCH_DB_ADMIN_PASSWORD"));
    }

    public Connection connect() throws SQLException {
        return connect("");
    }

    /** @param options of the driver, beginning with a question mark */
    Connection connect(String options) throws SQLException {
        return DriverManager.getConnection(url + options, admin, password);
    }

    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public long count(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
