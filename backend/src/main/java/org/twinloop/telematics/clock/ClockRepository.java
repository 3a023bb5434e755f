package org.twinloop.telematics.clock;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.twinloop.common.Database;

/** SQL of the terminals' clocks. */
@ApplicationScoped
class ClockRepository {

    private final Database database;

    ClockRepository(Database database) {
        this.database = database;
    }

    /** Notes what was measured; where another instance has noted something newer, that stays. */
    Uni<Integer> note(List<TerminalClocks.Noted> clocks) {
        return database.sql(
                "insert into telematics.terminal_clock as c (device_id, ahead_ms, measured_at) "
                        + "select * from unnest($1::text[], $2::bigint[], $3::timestamptz[]) u(id, ahead, at) "
                        + "order by id on conflict (device_id) do update set ahead_ms = excluded.ahead_ms, "
                        + "measured_at = excluded.measured_at where excluded.measured_at > c.measured_at",
                clocks.stream().map(TerminalClocks.Noted::deviceId).toArray(String[]::new),
                clocks.stream().map(TerminalClocks.Noted::aheadMs).toArray(Long[]::new),
                clocks.stream().map(TerminalClocks.Noted::measuredAt).toArray(Instant[]::new));
    }

    /** Clocks that are off by at least so much, by device id after one. */
    Uni<List<TerminalClocks.Noted>> off(long fromMs, String after, int limit) {
        return database.rows(
                        "select device_id, ahead_ms, measured_at from telematics.terminal_clock "
                                + "where abs(ahead_ms) >= $1 and device_id > $2 order by device_id limit $3",
                        fromMs,
                        after,
                        limit)
                .map(rows -> rows.stream()
                        .map(row -> new TerminalClocks.Noted(row.text(0), row.whole(1), row.instant(2)))
                        .toList());
    }
}
