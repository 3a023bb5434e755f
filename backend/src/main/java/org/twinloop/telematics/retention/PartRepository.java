package org.twinloop.telematics.retention;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.PGConnection;
import org.twinloop.common.Database;

/**
 * SQL of partitions. What goes is looked at on a connection of its own, by a thread that may block: only this driver
 * has COPY, and a partition takes minutes.
 */
@ApplicationScoped
class PartRepository {

    private final Database database;
    private final String url;
    private final Properties login;

    PartRepository(
            Database database,
            RetentionConfig config,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.database = database;
        this.url = url;
        login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("ApplicationName", "twinloop retention");
        login.setProperty("connectTimeout", "10");
        login.setProperty(
                "socketTimeout", Long.toString(Math.max(1, config.within().toSeconds())));
        login.setProperty("tcpKeepAlive", "true");
    }

    /** Makes the history partition of a day, in the caller's act. */
    Uni<Boolean> addDay(LocalDate day) {
        return database.row("select telematics.add_day($1)", day)
                .map(row -> row.orElseThrow().flag(0));
    }

    /** The turn of one instance to remove partitions; empty while another has it. */
    Optional<Turn> take() throws SQLException {
        Connection connection = DriverManager.getConnection(url, login);
        try (Statement begin = connection.createStatement()) {
            begin.execute("set timezone to 'UTC'; set datestyle to 'ISO'; set statement_timeout to 0; "
                    + "select set_config('twinloop.scope', 'all', false)");
            try (ResultSet mine = begin.executeQuery("select pg_try_advisory_lock(hashtext('telematics.retention'))")) {
                mine.next();
                if (mine.getBoolean(1)) {
                    return Optional.of(new Turn(connection));
                }
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /** The lock of a turn is that of its connection: whoever loses one has lost the other. */
    static final class Turn implements AutoCloseable {

        private final Connection connection;

        private Turn(Connection connection) {
            this.connection = connection;
        }

        /** Partitions of a class that end before a day, oldest first. */
        List<Part> old(RetentionClass kind, LocalDate keptFrom, int max) throws SQLException {
            try (PreparedStatement find = connection.prepareStatement(
                    "select part, from_day, to_day from telematics.old_parts(?, ?) order by from_day limit ?")) {
                find.setString(1, kind.name());
                find.setObject(2, keptFrom);
                find.setInt(3, max);
                List<Part> found = new ArrayList<>();
                try (ResultSet row = find.executeQuery()) {
                    while (row.next()) {
                        found.add(new Part(
                                kind,
                                row.getString(1),
                                row.getObject(2, LocalDate.class),
                                row.getObject(3, LocalDate.class)));
                    }
                }
                return found;
            }
        }

        /** Writes all rows of a partition as CSV with a header, in the order of their key; answers how many. */
        long copy(Part part, OutputStream csv) throws SQLException, IOException {
            RetentionClass kind = part.kind();
            String bounds = kind == RetentionClass.RAW ? " 00:00:00+00" : "";
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "copy (select * from %s where %s >= '%s' and %s < '%s' order by %s) to stdout %s"
                                    .formatted(
                                            kind.table(),
                                            kind.time(),
                                            part.from() + bounds,
                                            kind.time(),
                                            part.to() + bounds,
                                            kind.order(),
                                            "(format csv, header, encoding 'UTF8')"),
                            csv);
        }

        /** The file of a partition that is written and not removed yet. */
        Optional<ArchiveFolder.Written> listed(Part part) throws SQLException {
            try (PreparedStatement find =
                    connection.prepareStatement("select file, row_count, file_bytes, sha256 from telematics.archive "
                            + "where part = ? and removed_at is null")) {
                find.setString(1, part.name());
                try (ResultSet row = find.executeQuery()) {
                    return row.next()
                            ? Optional.of(new ArchiveFolder.Written(
                                    row.getString(1), row.getLong(2), row.getLong(3), row.getString(4)))
                            : Optional.empty();
                }
            }
        }

        /** Lists a file in place of any other of the partition that was not removed yet. */
        void list(Part part, ArchiveFolder.Written written, Instant at) throws SQLException {
            try (PreparedStatement list = connection.prepareStatement(
                    "with other as (delete from telematics.archive where part = ? and removed_at is null "
                            + "and sha256 <> ?) insert into telematics.archive (part, sha256, class, from_day, "
                            + "to_day, file, row_count, file_bytes, archived_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                            + "on conflict (part, sha256) do update set file = excluded.file, removed_at = null, "
                            + "archived_at = excluded.archived_at")) {
                list.setString(1, part.name());
                list.setString(2, written.sha256());
                list.setString(3, part.name());
                list.setString(4, written.sha256());
                list.setString(5, part.kind().name());
                list.setObject(6, part.from());
                list.setObject(7, part.to());
                list.setString(8, written.file());
                list.setLong(9, written.rows());
                list.setLong(10, written.bytes());
                list.setObject(11, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
                list.executeUpdate();
            }
        }

        /** Removes a partition that is not archived; false where there is none. */
        boolean remove(Part part) throws SQLException {
            return removed(part, null);
        }

        /** Removes a partition, and says so in the list; false where it does not hold as many rows as its file. */
        boolean remove(Part part, ArchiveFolder.Written written, Instant at) throws SQLException {
            connection.setAutoCommit(false);
            try (PreparedStatement mark = connection.prepareStatement(
                    "update telematics.archive set removed_at = ? where part = ? and sha256 = ?")) {
                boolean gone = removed(part, written.rows());
                if (gone) {
                    mark.setObject(1, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
                    mark.setString(2, part.name());
                    mark.setString(3, written.sha256());
                    mark.executeUpdate();
                }
                connection.commit();
                return gone;
            } catch (SQLException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        }

        private boolean removed(Part part, Long archived) throws SQLException {
            try (PreparedStatement remove = connection.prepareStatement("select telematics.remove_part(?, ?)")) {
                remove.setString(1, part.name());
                remove.setObject(2, archived, java.sql.Types.BIGINT);
                try (ResultSet row = remove.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
