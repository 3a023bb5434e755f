package org.twinloop.bench.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * The limit: rows that were stored, taken out and copied in again in binary by one connection, a commit per batch, into
 * a table with the same columns, defaults, key and index. Nothing is received, read, looked up or acknowledged.
 */
final class CopyLimit {
    private static final int ROWS_PER_COMMIT = 10_000;
    private static final int HEADER_BYTES = 19;
    private static final byte[] TRAILER = {-1, -1};
    private static final String COLUMNS =
            "vehicle_no, event_time, boot, seq, received_at, lon, lat, accuracy_m, speed_kmh, heading_deg, "
                    + "odometer_m, soc_percent, doors_open, locked, plugged, charging, command_id, extra";

    private final Target target;

    CopyLimit(Target target) {
        this.target = target;
    }

    /** Rows a second. */
    double rowsPerS(int rows) throws SQLException, IOException {
        List<byte[]> batches = batches(rows);
        target.execute(
                "drop table if exists bench_report",
                "create table bench_report (like telematics.report including defaults including constraints)",
                "alter table bench_report add primary key (vehicle_no, event_time, boot, seq)",
                "create index on bench_report using brin (stored) with (pages_per_range = 32, autosummarize = on)",
                "checkpoint");
        try (Connection connection = target.connect()) {
            connection.setAutoCommit(false);
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            long copied = 0;
            long begun = System.nanoTime();
            for (byte[] batch : batches) {
                CopyIn copy = copies.copyIn("copy bench_report (" + COLUMNS + ") from stdin (format binary)");
                copy.writeToCopy(batch, 0, batch.length);
                copied += copy.endCopy();
                connection.commit();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (copied == 0) {
                throw new IllegalStateException("no rows were copied");
            }
            return copied / seconds;
        }
    }

    private List<byte[]> batches(int rows) throws SQLException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set max_parallel_workers_per_gather = 0");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "copy (select " + COLUMNS + " from telematics.report limit " + rows
                                    + ") to stdout (format binary)",
                            out);
        }
        ByteBuffer all = ByteBuffer.wrap(out.toByteArray());
        byte[] header = Arrays.copyOf(all.array(), HEADER_BYTES);
        all.position(HEADER_BYTES);
        List<byte[]> batches = new ArrayList<>();
        while (all.getShort(all.position()) >= 0) {
            int from = all.position();
            for (int row = 0; row < ROWS_PER_COMMIT && all.getShort(all.position()) >= 0; row++) {
                skipRow(all);
            }
            batches.add(batch(header, all.array(), from, all.position()));
        }
        return batches;
    }

    private static void skipRow(ByteBuffer rows) {
        int fields = rows.getShort();
        for (int field = 0; field < fields; field++) {
            int length = rows.getInt();
            rows.position(rows.position() + Math.max(0, length));
        }
    }

    private static byte[] batch(byte[] header, byte[] all, int from, int to) {
        byte[] batch = new byte[header.length + to - from + TRAILER.length];
        System.arraycopy(header, 0, batch, 0, header.length);
        System.arraycopy(all, from, batch, header.length, to - from);
        System.arraycopy(TRAILER, 0, batch, batch.length - TRAILER.length, TRAILER.length);
        return batch;
    }
}
