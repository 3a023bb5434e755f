package org.twinloop.demo;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads, once and while the service starts, who of the sample city is still there. */
@ApplicationScoped
class DemoLeftoversRepository {

    private final AgroalDataSource connections;

    DemoLeftoversRepository(AgroalDataSource connections) {
        this.connections = connections;
    }

    /** Logins of those of these people whose accounts are open. */
    List<String> open(UUID[] people) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement scope =
                    connection.prepareStatement("select set_config('twinloop.scope', 'all', true)")) {
                scope.execute();
            }
            List<String> logins = logins(connection, people);
            connection.rollback();
            return logins;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot tell whether demo accounts are left", e);
        }
    }

    private static List<String> logins(Connection connection, UUID[] people) throws SQLException {
        try (PreparedStatement open =
                connection.prepareStatement("select login from identity.open_account where id = any (?) order by 1")) {
            open.setArray(1, connection.createArrayOf("uuid", people));
            List<String> logins = new ArrayList<>();
            try (ResultSet rows = open.executeQuery()) {
                while (rows.next()) {
                    logins.add(rows.getString(1));
                }
            }
            return logins;
        }
    }
}
