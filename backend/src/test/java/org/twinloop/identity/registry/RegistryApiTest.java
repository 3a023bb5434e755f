package org.twinloop.identity.registry;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.contract.Contract;
import org.twinloop.identity.Door;
import org.twinloop.identity.Role;
import org.twinloop.isolation.Cast;
import org.twinloop.isolation.Catalogue;
import org.twinloop.trip.TestCity;

/** How a service gets its units and people. */
@QuarkusTest
class RegistryApiTest {
    private static final String UNITS = "code,parent,name_zh,name_en,place\n";
    private static final String PEOPLE = "login,name_zh,unit,roles,licence_class,licence_valid_until,from\n";

    @Inject
    Cast cast;

    @ConfigProperty(name = "twinloop.identity.registry.bootstrap-secret")
    String secret;

    private final String suffix = Ids.next().toString().substring(28);
    private final String office = "T-" + suffix.toUpperCase(Locale.ROOT);
    private final String login = "t." + suffix;
    private String administrator;

    @BeforeEach
    void an_administrator_of_the_city() {
        Contract.watch();
        TestCity.ready();
        administrator =
                cast.hire(cast.root(), Set.of(Role.ADMINISTRATOR)).get(0).token();
    }

    @Test
    void a_file_of_units_and_one_of_people_make_somebody_who_signs_in() throws SQLException {
        String units = UNITS + office + ",GOA,试点办,Pilot office,PL-G01\n" + office + "X," + office + ",分部,Branch,\n";
        String people = PEOPLE + login + ",林一,%sX,APPROVER TRAVELLER,C1,2031-06-30,2026-01-01\n".formatted(office);
        file("UNITS", "TRIAL", units)
                .body("outcome", equalTo("WOULD_BE_TAKEN"))
                .body("id", nullValue())
                .body("added", equalTo(2));
        file("PEOPLE", "TAKE", people).body("outcome", equalTo("REFUSED")).body("verdicts.field", contains("unit"));

        file("UNITS", "TAKE", units).body("outcome", equalTo("TAKEN")).body("added", equalTo(2));
        file("PEOPLE", "TAKE", people).body("outcome", equalTo("TAKEN")).body("verdicts.change", contains("ADDED"));

        file("UNITS", "TAKE", units).body("same", equalTo(2)).body("added", equalTo(0));
        file("PEOPLE", "TAKE", people).body("same", equalTo(1));
        for (String guess : List.of("none", Door.PASSWORD)) {
            Door.signIn(login, guess).statusCode(401);
        }
        String oneTime =
                Door.reset(administrator, login).statusCode(201).extract().path("oneTimePassword");
        Door.redeem(login, oneTime, "a password of mine").statusCode(204);
        Door.signIn(login, "a password of mine")
                .statusCode(200)
                .body("person.unit.code", equalTo(office + "X"))
                .body("person.roles", contains("APPROVER", "TRAVELLER"));
    }

    @Test
    void one_bad_line_and_nothing_is_taken() throws SQLException {
        String good = login + ",林一,GOA-01,TRAVELLER,,,2026-01-01\n";
        file(
                        "PEOPLE",
                        "TAKE",
                        PEOPLE + good + "T.CAPITAL,林二,GOA-01,TRAVELLER,,,2026-01-01\n" + good + login
                                + "2,林三,GOA-01,PARTNER,,,+999999-01-01\n")
                .body("outcome", equalTo("REFUSED"))
                .body("added", equalTo(1))
                .body("refused", equalTo(3))
                .body("verdicts.line", contains(1, 2, 3, 4, 4))
                .body("verdicts.field", contains(null, "login", "login", "roles", "from"));

        assertEquals(List.of("0"), texts("select count(*) from identity.person where login like ?", login + "%"));
    }

    @Test
    void a_person_of_the_register_moves_and_changes_roles_from_a_day_on() throws SQLException {
        file("PEOPLE", "TAKE", PEOPLE + login + ",林一,GOA-01,TRAVELLER,,,2026-01-01\n")
                .body("added", equalTo(1));

        file("PEOPLE", "TAKE", PEOPLE + login + ",林一,FIN-01,FINANCE TRAVELLER,,,2026-03-01\n")
                .body("changed", equalTo(1));

        assertEquals(
                List.of("GOA-01 {TRAVELLER}", "FIN-01 {FINANCE,TRAVELLER}"),
                texts(
                        "select u.code || ' ' || m.roles::text from identity.membership m join identity.unit u on "
                                + "u.id = m.unit_id join identity.person p on p.id = m.person_id where p.login = ? "
                                + "order by lower(m.valid)",
                        login));
    }

    @Test
    void units_keep_their_place_in_the_tree() {
        file(
                        "UNITS",
                        "TRIAL",
                        UNITS + "FIN-01,MKT-01,上海市财政局,Shanghai Finance Bureau,PL-G05\n" + office + ",,第二总部,Second,\n"
                                + office + "Y,NOWHERE,无,None,\n")
                .body("refused", equalTo(3))
                .body("verdicts.field", contains("parent", "parent", "parent"));
    }

    @Test
    void an_administrator_does_not_dismiss_themselves_and_one_of_a_unit_registers_nobody() {
        String own = cast.login(cast.root(), Role.ADMINISTRATOR);
        file("PEOPLE", "TRIAL", PEOPLE + own + ",我,GOA,TRAVELLER,,,2026-01-01\n")
                .body("verdicts.field", contains("roles"));

        String ofUnit = cast.hire(cast.unit("HUP-01"), Set.of(Role.ADMINISTRATOR))
                .get(0)
                .token();
        send(ofUnit, "UNITS", "TRIAL", UNITS).statusCode(403);
        send(administrator, "UNITS", "TRIAL", PEOPLE).statusCode(400);
    }

    @Test
    void the_secret_of_the_configuration_makes_one_administrator() {
        first("not the secret of the configuration", "boot." + suffix, "GOA").statusCode(403);
        first(secret, "boot." + suffix, "FIN-01").statusCode(400);
        first(secret, "wang", "GOA").statusCode(409);
        Door.signIn("boot." + suffix, "a password of mine").statusCode(401);

        first(secret, "boot." + suffix, "GOA").statusCode(204);

        Door.signIn("boot." + suffix, "a password of mine")
                .statusCode(200)
                .body("person.unit.code", equalTo("GOA"))
                .body("person.roles", contains("ADMINISTRATOR"));
        assertEquals(
                "bootstrap-refused",
                Door.problem(first(secret, "boot2." + suffix, "GOA").statusCode(403)));
        Door.signIn("boot2." + suffix, "a password of mine").statusCode(401);
    }

    private static ValidatableResponse first(String secret, String login, String unit) {
        return given().contentType("application/json")
                .body(Map.of(
                        "secret", secret,
                        "login", login,
                        "nameZh", "首位管理员",
                        "password", "a password of mine",
                        "unitCode", unit,
                        "unitNameZh", "上海市机关事务管理局",
                        "unitNameEn", "Shanghai Government Offices Administration"))
                .post("/api/v1/registry/first-administrator")
                .then();
    }

    private ValidatableResponse file(String kind, String mode, String text) {
        return send(administrator, kind, mode, text).statusCode(200);
    }

    private static ValidatableResponse send(String token, String kind, String mode, String text) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("text/csv; charset=UTF-8")
                .body(text)
                .post("/api/v1/registry/imports?kind=" + kind + "&mode=" + mode)
                .then();
    }

    private static List<String> texts(String query, Object... parameters) throws SQLException {
        try (Connection owner = Catalogue.owner()) {
            return Catalogue.texts(owner, query, parameters);
        }
    }
}
