package org.twinloop.isolation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The database as it is: connections of the two roles, and what its catalogue says of the project's own schemas. */
public final class Catalogue {

    /** Everything but what PostgreSQL and its extensions bring; Flyway's own table lies in public. */
    private static final String OURS = "n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')";

    private Catalogue() {}

    /**
     * A table, ordinary or partitioned.
     *
     * @param isolated whether row-level security is on
     */
    public record Table(String schema, String name, boolean isolated, List<String> columns) {

        public String qualified() {
            return schema + "." + name;
        }
    }

    /** A connection of the role that owns everything and is not subject to row-level security. */
    public static Connection owner() throws SQLException {
        return connect("quarkus.flyway.username", "quarkus.flyway.password");
    }

    /** A connection of the role the service runs as. */
    public static Connection runtime() throws SQLException {
        return connect("quarkus.datasource.username", "quarkus.datasource.password");
    }

    private static Connection connect(String user, String password) throws SQLException {
        Config config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue(user, String.class),
                config.getOptionalValue(password, String.class).orElse(""));
    }

    /** Every table but single partitions of another. */
    public static List<Table> tables() throws SQLException {
        return tables("true");
    }

    /** Tables whose rows belong to a unit or an operator. */
    public static List<Table> ownedTables() throws SQLException {
        return tables("exists (select from pg_attribute a where a.attrelid = c.oid and not a.attisdropped "
                + "and a.attname in ('unit_id', 'operator_id'))");
    }

    private static List<Table> tables(String condition) throws SQLException {
        String query =
                "select n.nspname, c.relname, c.relrowsecurity, array(select a.attname::text from pg_attribute a "
                        + "where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) "
                        + "from pg_class c "
                        + "join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and not "
                        + "c.relispartition and " + OURS + " and " + condition + " order by 1, 2";
        try (Connection owner = owner();
                PreparedStatement sql = owner.prepareStatement(query);
                ResultSet rows = sql.executeQuery()) {
            List<Table> found = new ArrayList<>();
            while (rows.next()) {
                String[] columns = (String[]) rows.getArray(4).getArray();
                found.add(new Table(rows.getString(1), rows.getString(2), rows.getBoolean(3), List.of(columns)));
            }
            return found;
        }
    }

    /** The first column of an answer, as text. */
    public static List<String> texts(Connection connection, String query, Object... parameters) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                sql.setObject(i + 1, parameters[i]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = sql.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    public static long count(Connection connection, Table table) throws SQLException {
        return Long.parseLong(
                texts(connection, "select count(*) from " + table.qualified()).get(0));
    }

    /** Condition over {@code n}: the schema is one of ours. */
    static String ours() {
        return OURS;
    }
}
