package org.twinloop.bench.booking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.twinloop.bench.frame.Server;

/** Looks at calendar and money by SQL of its own, not by what the service or its constraints say. */
final class Books {
    /** Two uses of one car, of one bay, or of one pile, at one moment. */
    private static final String OVERLAPS = """
            with uses as (
                select id, vehicle_id as thing, starts_at, ends_at from vehicle.reservation
                where state in ('HELD', 'FIRM')
                union all
                select id, bay_id, starts_at, ends_at from vehicle.bay_reservation where state in ('HELD', 'FIRM')
                union all
                select id, connector_id, starts_at, ends_at from charging.reservation
                where state in ('HELD', 'FIRM')
            )
            select count(*) from uses a join uses b on b.thing = a.thing and b.id > a.id
                and b.starts_at < a.ends_at and a.starts_at < b.ends_at""";

    /** Holds of cars, bays, piles and money without a trip that keeps them, and trips without their holds. */
    private static final String LEAKED = """
            with open_trip as (
                select * from trip.trip
                where state in ('SUBMITTED', 'PENDING_PARTNER', 'BOOKED', 'IN_PROGRESS')
            ), held as (
                select id, 'CAR' as kind from vehicle.reservation where state in ('HELD', 'FIRM')
                union all select id, 'BAY' from vehicle.bay_reservation where state in ('HELD', 'FIRM')
                union all select id, 'PILE' from charging.reservation where state in ('HELD', 'FIRM')
            ), booked as (
                select b.id, b.kind from trip.booking b join open_trip t on t.id = b.trip_id
                where b.kind in ('CAR', 'BAY', 'PILE') and b.state in ('HELD', 'FIRM')
            ), money as (
                select h.id from ledger.transfer h
                where h.kind = 'HOLD' and not exists (select from ledger.transfer c where c.hold_id = h.id)
            )
            select (select count(*) from held h full join booked b using (id, kind) where h.id is null or b.id is null)
                + (select count(*) from (select id from money) m full join
                    (select hold_id from trip.trip where state in ('SUBMITTED', 'PENDING_PARTNER', 'BOOKED',
                        'IN_PROGRESS', 'ENDED', 'CONFIRMED')) t on t.hold_id = m.id
                    where m.id is null or t.hold_id is null)""";

    /** What budget rows say beside what the trips keep and what was posted. */
    private static final String DRIFT = """
            select coalesce(sum(abs(b.held_fen - coalesce(t.kept, 0))
                + abs(b.balance_fen - b.allotment_fen + coalesce(p.posted, 0))), 0)::bigint
            from ledger.budget b
            left join (select budget_account, sum(held_fen) as kept from trip.trip
                where state in ('SUBMITTED', 'PENDING_PARTNER', 'BOOKED', 'IN_PROGRESS', 'ENDED', 'CONFIRMED')
                group by budget_account) t on t.budget_account = b.account_id
            left join (select debit_account, sum(amount_fen) as posted from ledger.transfer
                where kind in ('POST', 'DIRECT') group by debit_account) p on p.debit_account = b.account_id""";

    private final Server server;
    private final String database;

    Books(Server server, String database) {
        this.server = server;
        this.database = database;
    }

    long overlaps() throws SQLException {
        return number(OVERLAPS);
    }

    long leaked() throws SQLException {
        return number(LEAKED);
    }

    long driftFen() throws SQLException {
        return number(DRIFT);
    }

    /** Which of these trips is booked; exactly one. */
    int winner(List<String> tripIds) throws SQLException {
        try (Connection connection = server.connect(database);
                PreparedStatement sql = connection.prepareStatement(
                        "select id::text from trip.trip where id = any (?::uuid[]) and state = 'BOOKED'")) {
            sql.setArray(1, connection.createArrayOf("text", tripIds.toArray()));
            try (ResultSet rows = sql.executeQuery()) {
                rows.next();
                int winner = tripIds.indexOf(rows.getString(1));
                if (rows.next()) {
                    throw new IllegalStateException("two of the trips of a race are booked");
                }
                return winner;
            }
        }
    }

    /** How many piles are held. */
    long piles() throws SQLException {
        return number("select count(*) from charging.reservation where state in ('HELD', 'FIRM')");
    }

    long booked() throws SQLException {
        return number("select count(*) from trip.trip where state = 'BOOKED'");
    }

    /** What earlier stages left to be cleaned up is cleaned up now and not while something is measured. */
    void settle() throws SQLException {
        try (Connection connection = server.connect(database);
                Statement sql = connection.createStatement()) {
            sql.execute("vacuum analyze");
            sql.execute("checkpoint");
        }
    }

    /** Takes the constraint away that makes a car one person's at a time. */
    void dropConstraint() throws SQLException {
        try (Connection connection = server.connect(database);
                Statement sql = connection.createStatement()) {
            sql.execute("alter table vehicle.reservation drop constraint vehicle_reserved_once");
        }
    }

    private long number(String query) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
