package org.twinloop.trip.simulation;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** The cars, piles and calendars of the city as a seed finds them, and what happens to cars meanwhile. */
final class Town {
    /** The nth car of a stop stands in its nth bay, wherever other tests have left it. */
    private static final String HOMES = """
            create table if not exists public.simulation_home as
            select c.vehicle_no, coalesce(b.geom, s.geom) as geom, n.geom as stood
            from (select vehicle_no, home_stop_id, row_number() over (partition by home_stop_id order by vin) as n
                from vehicle.vehicle where home_stop_id is not null and unit_id is null
                    and device_id is not null and duty = 'IN_SERVICE') c
            join network.stop s on s.id = c.home_stop_id
            join vehicle.newest_state n on n.vehicle_no = c.vehicle_no
            left join (select stop_id, geom, row_number() over (partition by stop_id order by code) as n
                from vehicle.bay where active) b on b.stop_id = c.home_stop_id and b.n = c.n""";

    private static final String NEAR = """
            select v.vehicle_no from vehicle.vehicle v join public.simulation_home h on h.vehicle_no = v.vehicle_no
            join network.place p on p.id = ? where v.calendar = ?
            order by st_distance(h.geom, p.geom), v.vin limit ?""";

    private static final String POOLS = "trip.pool_proposal";

    /** What the play wrote of its units, in the order in which it can go; the books and the journal stay. */
    private static final List<String> LEFT_BEHIND = List.of(
            "notification.escalation",
            "notification.delivery",
            "notification.message",
            "supervision.question",
            "supervision.finding_step",
            "supervision.finding",
            "supervision.past_trip",
            "settlement.charge",
            "settlement.receipt",
            "settlement.trip_fact",
            "identity.delegation",
            "trip.pool_look",
            "trip.heal",
            "trip.passenger",
            "trip.approval_step",
            "trip.approval",
            "trip.fact_due",
            "trip.leg_fact",
            "trip.booking",
            "trip.leg",
            "trip.change",
            "trip.timer",
            "trip.look",
            POOLS,
            "trip.trip",
            "trip.plan",
            "device.command",
            "chauffeur.dispatch_order",
            "partner.hold",
            "vehicle.reservation",
            "vehicle.bay_reservation",
            "charging.reservation");

    private final Sql sql;
    private final Set<UUID> blocked = new HashSet<>();
    private String[] few;

    Town(Sql sql) {
        this.sql = sql;
    }

    /** Only a few cars say anything, so that they are fought for; nothing is kept for anybody. */
    void open(Random random, Instant now, List<String> places) throws SQLException {
        sql.run(HOMES);
        sql.run("delete from vehicle.reservation");
        sql.run("delete from vehicle.bay_reservation");
        sql.run("delete from charging.reservation");
        sql.run("update trip.timer set done_at = due_at where done_at is null");
        sql.run("update partner.hold set next_look_at = null where next_look_at is not null");
        sql.run("update chauffeur.dispatch_order set next_look_at = null where next_look_at is not null");
        repair();
        few = new String[0];
        for (String place : places) {
            few = with(few, near(place, "OURS", 1 + random.nextInt(3)));
            few = with(few, near(place, "OPERATOR", 1 + random.nextInt(2)));
        }
        sql.run(
                "update vehicle.newest_state n set geom = h.geom, position_at = ?, event_time = ?::timestamptz - "
                        + "interval '1 day', received_at = ?, speed_kmh = 0, locked = true, doors_open = false, "
                        + "charging = false, plugged = false, soc_percent = 85, odometer_m = 1000000 "
                        + "from public.simulation_home h where h.vehicle_no = n.vehicle_no",
                at(now),
                at(now),
                at(now));
        sql.run(
                "insert into charging.newest_status (connector_no, event_time, boot, seq, received_at, status, since) "
                        + "select connector_no, ?::timestamptz, 1, 1, ?::timestamptz, 'AVAILABLE', ?::timestamptz "
                        + "from charging.connector "
                        + "on conflict (connector_no) do update set status = 'AVAILABLE', "
                        + "event_time = excluded.event_time, received_at = excluded.received_at",
                at(now),
                at(now),
                at(now));
        report(now);
    }

    private String[] near(String place, String calendar, int cars) throws SQLException {
        return sql.rows(NEAR, place, calendar, cars).stream()
                .map(row -> row.get(0))
                .toArray(String[]::new);
    }

    private static String[] with(String[] some, String[] more) {
        String[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    /** Every car says something again. */
    void crowd(Instant now) throws SQLException {
        few = sql.rows("select vehicle_no from public.simulation_home order by vehicle_no").stream()
                .map(row -> row.get(0))
                .toArray(String[]::new);
        report(now);
    }

    /** Cars that were blocked are in service again. */
    private void repair() throws SQLException {
        for (UUID car : blocked) {
            sql.run("update vehicle.vehicle set duty = 'IN_SERVICE' where id = ?", car);
        }
        blocked.clear();
    }

    /** Cars stand where they stood before the play, and its trips are in nobody's list, of work or to look at. */
    void close() throws SQLException {
        repair();
        for (String table : LEFT_BEHIND) {
            sql.run("delete from " + table + " where " + (table.equals(POOLS) ? "guest_" : "")
                    + "unit_id in (select id from identity.unit where code ~ '" + Cast.UNIT_CODE + "')");
        }
        sql.run("update vehicle.newest_state n set geom = h.stood from public.simulation_home h "
                + "where h.vehicle_no = n.vehicle_no");
        sql.run("drop table if exists public.simulation_home");
    }

    /** The few cars have just been heard of; a pile is taken at its word for as long as a seed lasts. */
    void report(Instant now) throws SQLException {
        sql.run(
                "update vehicle.newest_state set event_time = ?, received_at = ?, position_at = ? "
                        + "where vehicle_no = any (?::int[])",
                at(now),
                at(now),
                at(now),
                "{" + String.join(",", few) + "}");
    }

    /** Something is wrong with a car, or no longer; says what. */
    String trouble(Random random, UUID car) throws SQLException {
        return switch (random.nextInt(5)) {
            case 0 -> set(car, "low battery", "soc_percent = ?", 2 + random.nextInt(8));
            case 1 -> set(car, "stands elsewhere", "geom = st_setsrid(st_makepoint(121.3, 31.0), 4326)");
            case 2 -> set(car, "moves", "speed_kmh = 40, locked = false");
            case 3 -> {
                sql.run("update vehicle.vehicle set duty = 'OUT_OF_SERVICE' where id = ?", car);
                blocked.add(car);
                yield "is blocked";
            }
            default -> {
                sql.run("update vehicle.vehicle set duty = 'IN_SERVICE' where id = ?", car);
                yield set(
                        car,
                        "is sound again",
                        "speed_kmh = 0, locked = true, soc_percent = 85, geom = (select geom from "
                                + "public.simulation_home h where h.vehicle_no = n.vehicle_no)");
            }
        };
    }

    /** The car is open and its wheels have not turned yet. */
    void unlocked(UUID car) throws SQLException {
        set(car, "", "locked = false");
    }

    /** The car stands in the bay that a trip holds, locked and plugged in, some kilometres on. */
    void parked(UUID car, UUID trip, int metres) throws SQLException {
        set(
                car,
                "",
                "locked = true, doors_open = false, speed_kmh = 0, plugged = true, soc_percent = 60, "
                        + "odometer_m = odometer_m + ?, geom = coalesce((select y.geom "
                        + "from trip.booking b join vehicle.bay_reservation r on r.id = b.id "
                        + "join vehicle.bay y on y.id = r.bay_id where b.trip_id = ? "
                        + "and b.state = 'FIRM' limit 1), geom)",
                metres,
                trip);
    }

    private String set(UUID car, String words, String columns, Object... values) throws SQLException {
        Object[] parameters = Arrays.copyOf(values, values.length + 1);
        parameters[values.length] = car;
        sql.run(
                "update vehicle.newest_state n set " + columns
                        + " where vehicle_no = (select vehicle_no from vehicle.vehicle where id = ?)",
                parameters);
        return words;
    }

    static Timestamp at(Instant instant) {
        return Timestamp.from(instant);
    }
}
