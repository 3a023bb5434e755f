package org.twinloop.badinput;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.twinloop.isolation.Catalogue;

/**
 * How many rows each table has, but for what the sealer and the readers of the journal note at their own pace, and for
 * the legs and tours that follow a change of stops.
 */
final class RowCounts implements AutoCloseable {

    private static final Set<String> AT_THEIR_OWN_PACE = Set.of(
            // A wrong password is bad input that has to be counted.
            "identity.guess",
            "journal.seal",
            "journal.sealer",
            "journal.cursor",
            "journal.parked",
            "journal.checkpoint",
            "network.leg",
            "network.tour",
            "supervision.mark",
            "supervision.trip_figure",
            "telematics.rules_mark",
            "telematics.occurrence",
            "telematics.standing",
            "telematics.unknown_field",
            "trip.pool_look",
            "trip.pool_proposal",
            "trip.fact_due",
            "trip.leg_fact",
            "trip.energy_day",
            "trip.energy_drive",
            "trip.energy_fit");

    private static final String SNAPSHOT = "select pg_current_snapshot()::text";

    private final Connection owner;
    private final PreparedStatement snapshot;
    private final PreparedStatement counts;
    private String counted = "";
    private Map<String, Long> rows = Map.of();

    RowCounts() throws SQLException {
        owner = Catalogue.owner();
        snapshot = owner.prepareStatement(SNAPSHOT);
        counts = owner.prepareStatement(Catalogue.tables().stream()
                .filter(table -> !AT_THEIR_OWN_PACE.contains(table.qualified()))
                .map(table -> "select '%1$s', count(*) from %1$s".formatted(table.qualified()))
                .collect(Collectors.joining(" union all ")));
    }

    /** Nothing is counted again while no transaction that writes has begun or ended since. */
    Map<String, Long> now() throws SQLException {
        String seen = snapshot();
        if (!seen.equals(counted)) {
            Map<String, Long> all = new TreeMap<>();
            try (ResultSet answer = counts.executeQuery()) {
                while (answer.next()) {
                    all.put(answer.getString(1), answer.getLong(2));
                }
            }
            rows = all;
            counted = seen;
        }
        return rows;
    }

    private String snapshot() throws SQLException {
        try (ResultSet answer = snapshot.executeQuery()) {
            answer.next();
            return answer.getString(1);
        }
    }

    /** Tables that have more or fewer rows than before; empty when none has. */
    static Map<String, String> differences(Map<String, Long> before, Map<String, Long> after) {
        Map<String, String> changed = new TreeMap<>();
        after.forEach((table, rows) -> {
            if (!rows.equals(before.get(table))) {
                changed.put(table, before.get(table) + " → " + rows);
            }
        });
        return changed;
    }

    @Override
    public void close() throws SQLException {
        owner.close();
    }
}
