package org.twinloop.identity;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.identity.Door.PASSWORD;
import static org.twinloop.identity.Door.change;
import static org.twinloop.identity.Door.me;
import static org.twinloop.identity.Door.problem;
import static org.twinloop.identity.Door.redeem;
import static org.twinloop.identity.Door.refresh;
import static org.twinloop.identity.Door.reset;
import static org.twinloop.identity.Door.signIn;
import static org.twinloop.identity.Door.sql;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.contract.Contract;
import org.twinloop.isolation.Actor;
import org.twinloop.isolation.Cast;
import org.twinloop.isolation.Cast.House;
import org.twinloop.trip.TestCity;

/** Passwords: changed by their owner, reset by an administrator. */
@QuarkusTest
class PasswordApiTest {
    private static final String FRESH = "a better one, truly";

    @Inject
    Cast cast;

    private Actor traveller;
    private Actor administrator;
    private String login;

    @BeforeEach
    void a_traveller_and_an_administrator_of_the_same_unit() {
        Contract.watch();
        TestCity.ready();
        House unit = cast.unit("HUP-01");
        List<Actor> hired = cast.hire(unit, Set.of(Role.TRAVELLER, Role.ADMINISTRATOR));
        traveller = with(hired, Role.TRAVELLER);
        administrator = with(hired, Role.ADMINISTRATOR);
        login = cast.login(unit, Role.TRAVELLER);
    }

    @Test
    void changing_the_password_ends_all_other_sessions_and_no_more() {
        ValidatableResponse here = signIn(login, PASSWORD).statusCode(200);

        change(here.extract().path("accessToken"), PASSWORD, FRESH).statusCode(204);

        assertEquals("sign-in-refused", problem(signIn(login, PASSWORD).statusCode(401)));
        signIn(login, FRESH).statusCode(200);
        Awaitility.await("the other session to end")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> me(traveller.token()).statusCode(401));
        me(here.extract().path("accessToken")).statusCode(200);
        refresh(here.extract().path("refreshToken")).statusCode(200);
    }

    @Test
    void a_wrong_old_password_changes_nothing_and_counts() {
        for (int i = 0; i < 5; i++) {
            assertEquals(
                    "password-refused",
                    problem(change(traveller.token(), "not this one", FRESH).statusCode(409)));
        }
        assertEquals(
                "account-locked",
                problem(change(traveller.token(), PASSWORD, FRESH).statusCode(401)));
        me(traveller.token()).statusCode(200);
    }

    @Test
    void a_new_password_is_neither_the_old_one_nor_holds_the_login() {
        for (String fresh : List.of(PASSWORD, "I am " + login)) {
            change(traveller.token(), PASSWORD, fresh)
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("/newPassword"));
        }
        signIn(login, PASSWORD).statusCode(200);
    }

    @Test
    void a_one_time_password_is_good_for_choosing_another_one_once() {
        ValidatableResponse given =
                reset(administrator.token(), login).statusCode(201).body("login", equalTo(login));
        String oneTime = given.extract().path("oneTimePassword");

        signIn(login, PASSWORD).statusCode(401);
        assertEquals("password-change-needed", problem(signIn(login, oneTime).statusCode(403)));
        redeem(login, oneTime, FRESH).statusCode(204);

        signIn(login, FRESH).statusCode(200);
        redeem(login, oneTime, "yet another one").statusCode(401);
        redeem(login, FRESH, "yet another one").statusCode(401);
        Awaitility.await("the session of before to end")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> me(traveller.token()).statusCode(401));
    }

    @Test
    void a_one_time_password_lifts_a_lock_out_and_runs_out() throws SQLException {
        for (int i = 0; i < 5; i++) {
            signIn(login, "not this one").statusCode(401);
        }
        String oneTime = reset(administrator.token(), login).extract().path("oneTimePassword");
        assertEquals("password-change-needed", problem(signIn(login, oneTime).statusCode(403)));

        sql("update identity.person set one_time_until = now() - interval '1 second' where login = ?", login);

        redeem(login, oneTime, FRESH).statusCode(401);
        signIn(login, FRESH).statusCode(401);
    }

    @Test
    void an_administrator_of_a_unit_resets_its_people_only() {
        House other = cast.unit("XUH-01");
        cast.hire(other, Set.of(Role.TRAVELLER));
        Actor root = cast.hire(cast.root(), Set.of(Role.ADMINISTRATOR)).get(0);

        reset(administrator.token(), cast.login(other, Role.TRAVELLER)).statusCode(404);
        reset(administrator.token(), cast.login(cast.unit("HUP-01"), Role.ADMINISTRATOR))
                .statusCode(403);
        reset(traveller.token(), login).statusCode(403);

        signIn(cast.login(other, Role.TRAVELLER), PASSWORD).statusCode(200);
        reset(root.token(), cast.login(other, Role.TRAVELLER)).statusCode(201);
    }

    private static Actor with(List<Actor> actors, Role role) {
        return actors.stream().filter(actor -> actor.role() == role).findFirst().orElseThrow();
    }
}
