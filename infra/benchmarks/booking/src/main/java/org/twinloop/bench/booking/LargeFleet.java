package org.twinloop.bench.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.twinloop.bench.frame.Api;
import org.twinloop.bench.frame.Api.Traveller;
import org.twinloop.bench.frame.Server;

/**
 * More cars, bays and budgets than the sample city has, and plans for them: copies of what is there, since it is the
 * booking that is measured and not the planner. Must be called before anything is booked.
 */
final class LargeFleet {
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z");

    private static final String ADD_CARS = """
            insert into vehicle.vehicle (id, asset_no, vin, plate, model_code, calendar, loop, operator_id, unit_id,
                home_stop_id, duty, registered_at)
            select ?::uuid, ?, ?, ?, model_code, calendar, loop, operator_id, unit_id, home_stop_id, duty,
                registered_at
            from vehicle.vehicle where id = ?::uuid""";

    private static final String ADD_BAYS = """
            insert into vehicle.bay (id, stop_id, code, geom)
            select gen_random_uuid(), s.stop_id, 'BENCH-' || n, s.geom
            from (select distinct on (stop_id) stop_id, geom from vehicle.bay where active) s,
                generate_series(1, %d) n""";

    private static final String ADD_BUDGETS = """
            with unit as (
                select distinct on (a.unit_id) a.* from ledger.account a join ledger.budget b on b.account_id = a.id
                where a.kind = 'BUDGET' order by a.unit_id, a.code
            ), made as (
                insert into ledger.account (id, kind, code, name_zh, name_en, unit_id, fiscal_year, economic_code)
                select gen_random_uuid(), 'BUDGET', u.code || '-B' || n, u.name_zh, u.name_en, u.unit_id, u.fiscal_year,
                    (60000 + n)::text
                from unit u, generate_series(1, %d) n returning id, unit_id, code
            ), opened as (
                insert into ledger.budget (account_id, unit_id, allotment_fen, balance_fen)
                select id, unit_id, 100000000000, 100000000000 from made
            )
            select unit_id, code from made order by code""";

    private static final String ADD_PLAN = """
            insert into trip.plan (id, unit_id, person_id, created_at, valid_until, metric_version, body_hash, request,
                options, rejected)
            select ?::uuid, ?::uuid, ?::uuid, created_at, valid_until, metric_version, body_hash, ?::jsonb, ?::jsonb,
                '[]'::jsonb from trip.plan where id = ?::uuid""";

    /** A plan with one car that is booked at once. */
    record Template(UUID planId, UUID optionId, UUID vehicleId, Instant departAt, String request, JsonNode option) {}

    /** One of many plans: who may ask for it and with what. */
    record Ready(Traveller traveller, UUID planId, UUID optionId, Instant windowTo) {}

    private final Server server;
    private final String database;
    private final List<UUID> cars = new ArrayList<>();
    private final List<Budget> budgets = new ArrayList<>();

    LargeFleet(Server server, String database) {
        this.server = server;
        this.database = database;
    }

    record Budget(String unitId, String code) {}

    /** Adds copies of a car; more bays at every stop; more budgets to every unit. */
    void add(Template like, int carCount, int baysPerStop, int budgetCount) throws SQLException {
        try (Connection connection = server.connect(database)) {
            connection.setAutoCommit(false);
            addCars(connection, like, carCount);
            try (Statement sql = connection.createStatement()) {
                sql.execute(ADD_BAYS.formatted(baysPerStop));
                // The framework ceiling of the sample contract is for a sample city.
                sql.execute("update operator.contract set ceiling_fen = null");
                int units = count(sql, "select count(distinct unit_id) from ledger.budget");
                addBudgets(sql, Math.max(1, budgetCount / units));
            }
            connection.commit();
            connection.setAutoCommit(true);
            try (Statement sql = connection.createStatement()) {
                sql.execute("vacuum analyze");
            }
        }
        System.out.println(cars.size() + " cars and " + budgets.size() + " budgets added");
    }

    int cars() {
        return cars.size();
    }

    private void addCars(Connection connection, Template like, int count) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(ADD_CARS)) {
            for (int car = 1; car <= count; car++) {
                UUID id = UUID.randomUUID();
                cars.add(id);
                sql.setString(1, id.toString());
                sql.setString(2, AssetNumber.of(car));
                sql.setString(3, String.format(Locale.ROOT, "LTWBENCH0%08d", car));
                sql.setString(4, String.format(Locale.ROOT, "BENCH%05d", car));
                sql.setString(5, like.vehicleId().toString());
                sql.addBatch();
            }
            sql.executeBatch();
        }
    }

    private void addBudgets(Statement sql, int perUnit) throws SQLException {
        try (ResultSet rows = sql.executeQuery(ADD_BUDGETS.formatted(perUnit))) {
            while (rows.next()) {
                budgets.add(new Budget(rows.getString(1), rows.getString(2)));
            }
        }
    }

    private static int count(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Reads what was saved of an option of a plan, the part that nobody is shown included. */
    Template template(UUID planId, UUID optionId) throws SQLException, IOException {
        try (Connection connection = server.connect(database);
                PreparedStatement sql = connection.prepareStatement("select request::text, "
                        + "jsonb_path_query_first(options, '$[*] ? (@.option.id == $wanted)', "
                        + "jsonb_build_object('wanted', ?::text))::text from trip.plan where id = ?::uuid")) {
            sql.setString(1, optionId.toString());
            sql.setString(2, planId.toString());
            try (ResultSet rows = sql.executeQuery()) {
                rows.next();
                ObjectNode option = (ObjectNode) Api.JSON.readTree(rows.getString(2));
                // Any bay will do, so that a booking holds a car and a bay and never runs out of piles.
                ((ObjectNode) option.get("terms")).putArray("connectorIds");
                return new Template(
                        planId,
                        optionId,
                        UUID.fromString(option.get("terms").get("vehicleId").asText()),
                        Instant.parse(option.get("option").get("departAt").asText()),
                        rows.getString(1),
                        option);
            }
        }
    }

    /** What is planned: for whom, like what, with which of the added cars, how much later. */
    record Wanted(Traveller traveller, Template like, int car, Duration later) {}

    /** Saves plans. */
    List<Ready> plan(List<Wanted> wanted) throws SQLException {
        List<Ready> ready = new ArrayList<>();
        try (Connection connection = server.connect(database);
                PreparedStatement sql = connection.prepareStatement(ADD_PLAN)) {
            connection.setAutoCommit(false);
            for (Wanted one : wanted) {
                ready.add(one(sql, one));
            }
            sql.executeBatch();
            connection.commit();
        }
        return ready;
    }

    private Ready one(PreparedStatement sql, Wanted wanted) throws SQLException {
        Template like = wanted.like();
        UUID id = UUID.randomUUID();
        String option = shifted(like.option().toString(), wanted.later())
                .replace(like.vehicleId().toString(), cars.get(wanted.car()).toString());
        sql.setString(1, id.toString());
        sql.setString(2, wanted.traveller().unitId());
        sql.setString(3, wanted.traveller().personId());
        sql.setString(4, shifted(like.request(), wanted.later()));
        sql.setString(5, "[" + option + "]");
        sql.setString(6, like.planId().toString());
        sql.addBatch();
        Instant windowTo =
                Instant.parse(like.option().get("terms").get("windowTo").asText());
        return new Ready(wanted.traveller(), id, like.optionId(), windowTo.plus(wanted.later()));
    }

    static String shifted(String json, Duration later) {
        return INSTANT.matcher(json)
                .replaceAll(found -> Instant.parse(found.group()).plus(later).toString());
    }

    /** One of the budgets of the traveller's unit, another for each number. */
    String budget(Traveller traveller, int number) {
        List<String> own = budgets.stream()
                .filter(budget -> budget.unitId().equals(traveller.unitId()))
                .map(Budget::code)
                .toList();
        return own.isEmpty() ? traveller.costCentre() : own.get(number % own.size());
    }
}
