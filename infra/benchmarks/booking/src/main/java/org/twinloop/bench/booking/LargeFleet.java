package org.twinloop.bench.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.twinloop.bench.frame.Api;
import org.twinloop.bench.frame.Api.Traveller;
import org.twinloop.bench.frame.Server;

/**
 * More cars, bays, piles and budgets than the sample city has, and plans for them: copies of what is there, since it is
 * the booking that is measured and not the planner. Must be called before anything is booked.
 */
final class LargeFleet {
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z");

    private static final int PILES_NAMED = 8;

    private static final String ADD_CARS = """
            insert into vehicle.vehicle (id, asset_no, vin, plate, model_code, calendar, loop, operator_id, unit_id,
                home_stop_id, duty, registered_at)
            select ?::uuid, ?, ?, ?, model_code, calendar, loop, operator_id, unit_id, home_stop_id, duty,
                registered_at
            from vehicle.vehicle where id = ?::uuid""";

    /** Bays, each with a pile of its own, where a pile stands already. */
    private static final String ADD_BAYS = """
            with first as (
                select distinct on (b.stop_id) b.stop_id, b.geom, p.site_id, p.operator_id, c.standard, c.power_w
                from vehicle.bay b join charging.connector c on c.id = b.connector_id
                join charging.pile p on p.id = c.pile_id where b.active order by b.stop_id, b.code
            ), wanted as materialized (
                select f.*, n, row_number() over () as number, gen_random_uuid() as pile_id,
                    gen_random_uuid() as connector_id
                from first f, generate_series(1, %d) n
            ), piles as (
                insert into charging.pile (id, evse_id, site_id, operator_id, power_w, geom)
                select pile_id, 'CN*BEN*E' || number, site_id, operator_id, power_w, geom from wanted
            ), connectors as (
                insert into charging.connector (id, pile_id, number, standard, power_w, geom)
                select connector_id, pile_id, 1, standard, power_w, geom from wanted returning connector_no
            ), bays as (
                insert into vehicle.bay (id, stop_id, code, geom, connector_id)
                select gen_random_uuid(), stop_id, 'BENCH-' || n, geom, connector_id from wanted
            )
            select stop_id, connector_id from wanted""";

    private static final String ADD_BUDGETS = """
            with unit as (
                select distinct on (a.unit_id) a.* from ledger.account a join ledger.budget b on b.account_id = a.id
                where a.kind = 'BUDGET' and a.code = any (string_to_array('%s', ',')) order by a.unit_id, a.code
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
    private final Map<String, List<String>> connectors = new HashMap<>();
    private final Random random = new Random(1);

    LargeFleet(Server server, String database) {
        this.server = server;
        this.database = database;
    }

    record Budget(String unitId, String code) {}

    /**
     * Adds copies of a car; more bays with piles at every stop that has piles; more budgets to the units of travellers,
     * like those they use.
     */
    void add(Template like, int carCount, int baysPerStop, int budgetCount, List<Traveller> travellers)
            throws SQLException {
        try (Connection connection = server.connect(database)) {
            connection.setAutoCommit(false);
            addCars(connection, like, carCount);
            try (Statement sql = connection.createStatement()) {
                addBays(sql, baysPerStop);
                // The framework ceiling of the sample contract is for a sample city.
                sql.execute("update operator.contract set ceiling_fen = null");
                Set<String> used =
                        travellers.stream().map(Traveller::costCentre).collect(Collectors.toSet());
                long units =
                        travellers.stream().map(Traveller::unitId).distinct().count();
                addBudgets(sql, String.join(",", used), Math.max(1, (int) (budgetCount / units)));
            }
            connection.commit();
            connection.setAutoCommit(true);
            try (Statement sql = connection.createStatement()) {
                sql.execute("vacuum analyze");
            }
        }
        System.out.println(cars.size() + " cars and " + budgets.size() + " budgets added");
    }

    /** Those who may drive on all days that are booked; policy (PR-47) refuses the others. */
    List<Traveller> drivers(List<Traveller> travellers) throws SQLException {
        Set<String> licensed = new HashSet<>();
        try (Connection connection = server.connect(database);
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("select id::text from identity.person "
                        + "where licence_valid_until > now() + interval '60 days'")) {
            while (rows.next()) {
                licensed.add(rows.getString(1));
            }
        }
        return travellers.stream()
                .filter(traveller -> licensed.contains(traveller.personId()))
                .toList();
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

    private void addBays(Statement sql, int perStop) throws SQLException {
        try (ResultSet rows = sql.executeQuery(ADD_BAYS.formatted(perStop))) {
            while (rows.next()) {
                connectors
                        .computeIfAbsent(rows.getString(1), stop -> new ArrayList<>())
                        .add(rows.getString(2));
            }
        }
    }

    private void addBudgets(Statement sql, String like, int perUnit) throws SQLException {
        try (ResultSet rows = sql.executeQuery(ADD_BUDGETS.formatted(like, perUnit))) {
            while (rows.next()) {
                budgets.add(new Budget(rows.getString(1), rows.getString(2)));
            }
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
                JsonNode option = Api.JSON.readTree(rows.getString(2));
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
        String option = shifted(withPiles(like.option()).toString(), wanted.later())
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

    /** The free piles a plan names at its return stop: some of those added, as those asking at one time find others. */
    private JsonNode withPiles(JsonNode option) {
        ObjectNode copy = option.deepCopy();
        ObjectNode terms = (ObjectNode) copy.get("terms");
        List<String> there = connectors.get(terms.get("returnStopId").asText());
        if (there == null) {
            throw new IllegalStateException("no pile at the return stop " + terms.get("returnStopId"));
        }
        ArrayNode named = terms.putArray("connectorIds");
        random.ints(0, there.size())
                .distinct()
                .limit(Math.min(PILES_NAMED, there.size()))
                .forEach(one -> named.add(there.get(one)));
        return copy;
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
