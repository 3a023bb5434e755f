package org.twinloop.bench.frame;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the database server says about itself; a server that may lose commits is not measured. */
public record ServerSettings(Map<String, String> values) {
    private static final String[] CRASH_SAFETY = {"fsync", "synchronous_commit", "full_page_writes"};
    private static final String[] CIRCUMSTANCES = {"server_version", "shared_buffers", "max_wal_size", "max_connections"
    };

    /**
     * Reads, prints and judges the settings.
     *
     * @throws IllegalStateException when one of the crash-safety settings is off
     */
    public static ServerSettings ofSafeServer(Connection superuser) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        try (Statement statement = superuser.createStatement()) {
            for (String name : CRASH_SAFETY) {
                values.put(name, show(statement, name));
            }
            for (String name : CIRCUMSTANCES) {
                values.put(name, show(statement, name));
            }
        }
        values.forEach((name, value) -> System.out.println("server " + name + " = " + value));
        for (String name : CRASH_SAFETY) {
            if (!"on".equals(values.get(name))) {
                throw new IllegalStateException(name + " is " + values.get(name) + ": figures without it mean nothing");
            }
        }
        return new ServerSettings(values);
    }

    private static String show(Statement statement, String name) throws SQLException {
        try (ResultSet rows = statement.executeQuery("show " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
