package org.twinloop.trip;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every row of every table of every feature, as one number a table; two pictures are equal when no row differs. */
record Rows(Map<String, String> tables) {

    /**
     * Written by the clock and not by acts: how feeds do, which instances live and which of them reads a feed,
     * what is signed or derived, and what rules of the stream notice.
     */
    private static final List<String> TICKING = List.of(
            "device.broker_slot",
            "device.instance",
            "journal.checkpoint",
            "network.leg",
            "network.tour",
            "supervision.mark",
            "supervision.trip_figure",
            "notification.delivery",
            "notification.escalation",
            "partner.feed",
            "partner.lease",
            "telematics.rules_mark",
            "telematics.occurrence",
            "telematics.standing",
            "telematics.unknown_field",
            "trip.pool_look",
            "trip.fact_due",
            "trip.leg_fact",
            "trip.energy_day",
            "trip.energy_drive",
            "trip.energy_fit");

    private static final String TABLES = """
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'public')
            order by 1""";

    private static final String PICTURE =
            "select '%1$s', count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from %1$s t";

    static Rows everywhere() throws SQLException {
        List<String> names = TestCity.rows(TABLES).stream()
                .filter(name -> !TICKING.contains(name))
                .toList();
        String all = names.stream().map(PICTURE::formatted).collect(Collectors.joining(" union all "));
        Map<String, String> tables = new TreeMap<>();
        try (Connection owner = TestCity.owner();
                Statement sql = owner.createStatement();
                ResultSet pictures = sql.executeQuery(all)) {
            while (pictures.next()) {
                tables.put(pictures.getString(1), pictures.getString(2));
            }
        }
        return new Rows(Map.copyOf(tables));
    }

    /** Names of the tables in which a row was added, changed or removed. */
    TreeSet<String> differing(Rows later) {
        TreeSet<String> names = new TreeSet<>(tables.keySet());
        names.addAll(later.tables.keySet());
        names.removeIf(name -> tables.containsKey(name) && tables.get(name).equals(later.tables.get(name)));
        return names;
    }
}
