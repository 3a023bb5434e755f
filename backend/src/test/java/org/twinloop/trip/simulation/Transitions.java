package org.twinloop.trip.simulation;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The story of each trip as its events tell it: every change of state is named by an event that may name it, and the
 * last of them is the state the trip is in. Written down here from the drawing in docs/booking.md, not from the code.
 */
final class Transitions {
    private static final String EVENTS = """
            select t.id, t.state, e.type, coalesce(p.body::jsonb ->> 'state', case e.type
                when 'trip.booking-pending-partner' then 'PENDING_PARTNER' end)
            from trip.trip t left join journal.event e on e.trip_id = t.id and e.type like 'trip.%'
            left join journal.payload p on p.event_id = e.id
            where t.unit_id = ? order by t.id, e.id""";

    static final String NO_SUCH = "no such transition";
    static final String ANOTHER = "the journal tells another state";

    private static final String NEW = "-";

    /** By event: from which state to which it may lead; an event that is not named here changes nothing. */
    private static final Map<String, Set<String>> MAY = Map.ofEntries(
            Map.entry(
                    "trip.submitted",
                    Set.of(
                            "- SUBMITTED",
                            "- BOOKED",
                            "- PENDING_PARTNER",
                            "BOOKED SUBMITTED",
                            "RETURNED SUBMITTED",
                            "BOOKED PENDING_PARTNER")),
            Map.entry("trip.booking-pending-partner", Set.of("- PENDING_PARTNER", "SUBMITTED PENDING_PARTNER")),
            Map.entry("trip.booked", Set.of("- BOOKED", "SUBMITTED BOOKED", "PENDING_PARTNER BOOKED")),
            Map.entry(
                    "trip.changed",
                    Set.of(
                            "BOOKED SUBMITTED",
                            "RETURNED SUBMITTED",
                            "SUBMITTED BOOKED",
                            "SUBMITTED PENDING_PARTNER",
                            "DECLINED BOOKED",
                            "DECLINED SUBMITTED",
                            "DECLINED PENDING_PARTNER",
                            "RETURNED BOOKED",
                            "RETURNED PENDING_PARTNER",
                            "BOOKED PENDING_PARTNER")),
            Map.entry("trip.returned", Set.of("SUBMITTED RETURNED", "BOOKED RETURNED", "PENDING_PARTNER RETURNED")),
            Map.entry("trip.rejected", Set.of("SUBMITTED REJECTED", "BOOKED REJECTED", "PENDING_PARTNER REJECTED")),
            Map.entry("trip.expired", Set.of("SUBMITTED EXPIRED")),
            Map.entry("trip.withdrawn", Set.of("SUBMITTED WITHDRAWN", "RETURNED WITHDRAWN")),
            Map.entry("trip.cancelled", Set.of("SUBMITTED CANCELLED", "PENDING_PARTNER CANCELLED", "BOOKED CANCELLED")),
            Map.entry("trip.pooled", Set.of("BOOKED CANCELLED")),
            Map.entry("trip.booking-declined", Set.of("PENDING_PARTNER DECLINED", "BOOKED DECLINED")),
            Map.entry("trip.no-show", Set.of("BOOKED NO_SHOW")),
            Map.entry("trip.started", Set.of("BOOKED IN_PROGRESS")),
            Map.entry("trip.finished", Set.of("IN_PROGRESS ENDED", "BOOKED ENDED")),
            Map.entry("trip.confirmed", Set.of("ENDED CONFIRMED")),
            Map.entry("trip.archived", Set.of("SETTLED ARCHIVED")));

    private final Sql sql;

    Transitions(Sql sql) {
        this.sql = sql;
    }

    List<String> broken(UUID unit) throws SQLException {
        Map<String, String> told = new HashMap<>();
        Map<String, String> states = new HashMap<>();
        Set<String> settled = new HashSet<>();
        Set<String> broken = new TreeSet<>();
        for (List<String> row : sql.rows(EVENTS, unit)) {
            String trip = row.get(0);
            states.put(trip, row.get(1));
            if ("trip.settled".equals(row.get(2))) {
                settled.add(trip);
            }
            String next = row.get(3);
            String before = before(told.get(trip), next, settled.contains(trip));
            if (next != null && !next.equals(before)) {
                if (!MAY.getOrDefault(row.get(2), Set.of()).contains(before + " " + next)) {
                    broken.add(NO_SUCH + ": " + row.get(2) + " leads trip " + trip + " from " + before + " to " + next);
                }
            }
            if (next != null) {
                told.put(trip, next);
            }
        }
        states.forEach((trip, state) -> {
            if (!state.equals(before(told.get(trip), state, settled.contains(trip)))) {
                broken.add(ANOTHER + ": trip " + trip + " is " + state + ", told " + told.get(trip));
            }
        });
        return new ArrayList<>(broken);
    }

    /** That it is settled is told by settlement; the trip takes notice afterwards, and may be confirmed meanwhile. */
    private static String before(String told, String next, boolean settled) {
        boolean ridden = "ENDED".equals(told) || "CONFIRMED".equals(told);
        boolean noticed = "SETTLED".equals(next) || "ARCHIVED".equals(next);
        return told == null ? NEW : settled && ridden && noticed ? "SETTLED" : told;
    }
}
