package org.twinloop.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.twinloop.identity.Door.PASSWORD;
import static org.twinloop.identity.Door.me;
import static org.twinloop.identity.Door.problem;
import static org.twinloop.identity.Door.refresh;
import static org.twinloop.identity.Door.rotated;
import static org.twinloop.identity.Door.signIn;
import static org.twinloop.identity.Door.signOut;
import static org.twinloop.identity.Door.sql;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityClock;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.contract.Contract;
import org.twinloop.isolation.Actor;
import org.twinloop.isolation.Cast;
import org.twinloop.isolation.Cast.House;
import org.twinloop.trip.TestCity;

/** Who gets in, for how long, and what ends it. */
@QuarkusTest
class SignInApiTest {
    private static final String WRONG = "not this one";
    private static final int LIMIT = 5;
    private static final Duration SOON = Duration.ofSeconds(90);

    @Inject
    Cast cast;

    @Inject
    Database database;

    @Inject
    People people;

    @Inject
    PasswordQueue passwords;

    @Inject
    CityClock clock;

    private Actor traveller;
    private String login;

    @BeforeEach
    void somebody_new() {
        Contract.watch();
        TestCity.ready();
        House unit = cast.unit("HUP-01");
        traveller = cast.hire(unit, Set.of(Role.TRAVELLER)).get(0);
        login = cast.login(unit, Role.TRAVELLER);
    }

    @Test
    void a_wrong_password_is_refused_and_the_right_one_still_works() {
        ValidatableResponse refused = signIn(login, WRONG).statusCode(401);

        assertEquals("sign-in-refused", problem(refused));
        signIn(login, PASSWORD).statusCode(200).body("person.login", equalTo(login));
    }

    @Test
    void nobody_is_refused_like_somebody_and_costs_the_same_work() {
        long before = passwords.done();
        ValidatableResponse nobody = signIn("nobody.at.all", WRONG).statusCode(401);
        long between = passwords.done();
        ValidatableResponse somebody = signIn(login, WRONG).statusCode(401);

        assertEquals(1, between - before);
        assertEquals(1, passwords.done() - between);
        assertEquals(nobody.extract().<String>path("detail"), somebody.extract().<String>path("detail"));
    }

    @Test
    void too_many_failures_lock_the_account_and_it_opens_again() throws SQLException {
        for (int i = 0; i < LIMIT; i++) {
            assertEquals("sign-in-refused", problem(signIn(login, WRONG).statusCode(401)));
        }
        assertEquals("account-locked", problem(signIn(login, PASSWORD).statusCode(401)));

        sql(
                "update identity.guess set locked_until = now() - interval '1 second' where login_hash = "
                        + "sha256(convert_to('login' || chr(10) || ?, 'UTF8'))",
                login);

        for (int i = 0; i < LIMIT - 1; i++) {
            signIn(login, WRONG).statusCode(401);
        }
        signIn(login, PASSWORD).statusCode(200);
        signIn(login, WRONG).statusCode(401);
        signIn(login, PASSWORD).statusCode(200);
    }

    @Test
    void nobody_is_locked_out_like_somebody() {
        String nobody = "nobody." + login;
        for (int i = 0; i < LIMIT; i++) {
            assertEquals("sign-in-refused", problem(signIn(nobody, WRONG).statusCode(401)));
        }
        assertEquals("account-locked", problem(signIn(nobody, WRONG).statusCode(401)));
        assertEquals(
                "account-locked",
                problem(signIn(nobody.toUpperCase(Locale.ROOT), WRONG).statusCode(401)));
    }

    @Test
    void who_guesses_elsewhere_does_not_lock_out_a_device_that_has_signed_in() {
        String device = signIn(login, PASSWORD).statusCode(200).extract().cookie("tl_device");
        for (int i = 0; i < LIMIT; i++) {
            signIn(login, WRONG).statusCode(401);
        }
        assertEquals("account-locked", problem(signIn(login, PASSWORD).statusCode(401)));
        assertEquals("account-locked", problem(signInAt("made-up", PASSWORD).statusCode(401)));

        signInAt(device, PASSWORD).statusCode(200);

        for (int i = 0; i < LIMIT; i++) {
            assertEquals("sign-in-refused", problem(signInAt(device, WRONG).statusCode(401)));
        }
        assertEquals("account-locked", problem(signInAt(device, PASSWORD).statusCode(401)));
    }

    @Test
    void of_many_devices_the_one_longest_unused_is_forgotten() throws SQLException {
        String first = signIn(login, PASSWORD).statusCode(200).extract().cookie("tl_device");
        sql(
                "insert into identity.known_device (token_hash, person_id, used_at) select sha256(convert_to("
                        + "p.login || n, 'UTF8')), p.id, now() + n * interval '1 second' from identity.person p, "
                        + "generate_series(1, 19) n where p.login = ?",
                login);
        String last = signIn(login, PASSWORD).statusCode(200).extract().cookie("tl_device");

        for (int i = 0; i < LIMIT; i++) {
            signIn(login, WRONG).statusCode(401);
        }
        assertEquals("account-locked", problem(signInAt(first, PASSWORD).statusCode(401)), "forgotten");
        signInAt(last, PASSWORD).statusCode(200);
    }

    @Test
    void a_device_of_somebody_else_is_a_stranger() {
        House other = cast.unit("XUH-01");
        cast.hire(other, Set.of(Role.TRAVELLER));
        String device = signIn(cast.login(other, Role.TRAVELLER), PASSWORD)
                .statusCode(200)
                .extract()
                .cookie("tl_device");
        for (int i = 0; i < LIMIT; i++) {
            signIn(login, WRONG).statusCode(401);
        }

        assertEquals("account-locked", problem(signInAt(device, PASSWORD).statusCode(401)));
    }

    private ValidatableResponse signInAt(String device, String password) {
        return given().contentType("application/json")
                .cookie("tl_device", device)
                .body(Map.of("login", login, "password", password, "client", "APP"))
                .post("/api/v1/auth/login")
                .then();
    }

    @Test
    void many_wrong_passwords_at_once_do_not_pass_the_limit() throws Exception {
        Map<String, Integer> answers = new HashMap<>();
        for (ValidatableResponse answer : atOnce(20, () -> signIn(login, WRONG).statusCode(401))) {
            answers.merge(problem(answer), 1, Integer::sum);
        }

        assertEquals(Map.of("sign-in-refused", LIMIT, "account-locked", 20 - LIMIT), answers);
        assertEquals("account-locked", problem(signIn(login, PASSWORD).statusCode(401)));
    }

    @Test
    void many_right_passwords_at_once_all_get_in() throws Exception {
        for (ValidatableResponse answer : atOnce(LIMIT + 5, () -> signIn(login, PASSWORD))) {
            answer.statusCode(200);
        }
    }

    @Test
    void a_closed_account_is_told_so_only_when_the_password_is_right() throws SQLException {
        sql("update identity.person set active = false where login = ?", login);
        shutOut();
    }

    @Test
    void a_suspended_person_does_not_get_in_while_it_lasts() throws SQLException {
        String now = clock.now().toString();
        sql(
                "insert into identity.suspension (id, person_id, reason, during) "
                        + "values (?, ?, '试', tstzrange(?::timestamptz, ?::timestamptz + interval '1 day'))",
                Ids.next(),
                traveller.personId(),
                now,
                now);
        shutOut();
        sql("delete from identity.suspension where person_id = ?", traveller.personId());
        signIn(login, PASSWORD).statusCode(200);
    }

    @Test
    void who_has_left_has_no_role_and_does_not_get_in() throws SQLException {
        String refresh = signIn(login, PASSWORD).statusCode(200).extract().path("refreshToken");
        sql(
                "update identity.membership set valid = tstzrange(lower(valid), ?::timestamptz) where person_id = ?",
                clock.now().minusSeconds(3600).toString(),
                traveller.personId());

        Person left = database.apart(Scope.SYSTEM, () -> people.find(traveller.personId()))
                .await()
                .atMost(SOON)
                .orElseThrow();

        assertEquals(Set.of(), left.roles());
        assertEquals("account-suspended", problem(refresh(refresh).statusCode(403)));
        shutOut();
    }

    /** At the door, and with the token there still is. */
    private void shutOut() {
        assertEquals("account-suspended", problem(signIn(login, PASSWORD).statusCode(403)));
        assertEquals("sign-in-refused", problem(signIn(login, WRONG).statusCode(401)));
        Awaitility.await("the token to be turned away")
                .atMost(SOON)
                .untilAsserted(() -> me(traveller.token()).statusCode(403));
    }

    @Test
    void a_refresh_token_is_exchanged_for_another() {
        String first = signIn(login, PASSWORD).extract().path("refreshToken");

        ValidatableResponse again = refresh(first).statusCode(200).body("accessToken", notNullValue());

        String second = again.extract().path("refreshToken");
        assertNotEquals(first, second);
        me(again.extract().path("accessToken")).statusCode(200).body("login", equalTo(login));
        rotated(second);
    }

    @Test
    void two_tabs_that_refresh_at_once_both_stay_signed_in() throws Exception {
        String shared = signIn(login, PASSWORD).extract().path("refreshToken");

        List<ValidatableResponse> tabs = atOnce(2, () -> refresh(shared));

        tabs.forEach(tab -> tab.statusCode(200));
        String kept = rotated(tabs.get(1).extract().path("refreshToken"));
        assertEquals("token-refused", problem(refresh(tabs.get(0).extract().path("refreshToken"))));
        refresh(kept).statusCode(401);
    }

    @Test
    void an_old_refresh_token_ends_the_session_when_its_successor_was_used() {
        ValidatableResponse session = signIn(login, PASSWORD);
        String first = session.extract().path("refreshToken");
        String third = rotated(rotated(first));

        assertEquals("token-refused", problem(refresh(first).statusCode(401)));

        refresh(third).statusCode(401);
        endsSoon(session.extract().path("accessToken"));
        me(traveller.token()).statusCode(200);
    }

    @Test
    void an_old_refresh_token_ends_the_session_when_the_grace_is_over() throws SQLException {
        String first = signIn(login, PASSWORD).extract().path("refreshToken");
        String second = rotated(first);
        sql(
                "update identity.refresh_token set used_at = used_at - interval '1 minute' where person_id = ?",
                traveller.personId());

        refresh(first).statusCode(401);

        refresh(second).statusCode(401);
    }

    @Test
    void signing_out_ends_the_session_everywhere() {
        ValidatableResponse session = signIn(login, PASSWORD);
        String token = session.extract().path("refreshToken");

        signOut(token).statusCode(204);

        refresh(token).statusCode(401);
        endsSoon(session.extract().path("accessToken"));
    }

    @Test
    void a_browser_refreshes_with_its_cookies_and_their_anti_forgery_value() {
        Response session = given().contentType("application/json")
                .body(Map.of("login", login, "password", PASSWORD, "client", "BROWSER"))
                .post("/api/v1/auth/login");
        Map<String, String> cookies =
                Map.of("tl_refresh", session.cookie("tl_refresh"), "tl_csrf", session.cookie("tl_csrf"));

        given().contentType("application/json")
                .cookies(cookies)
                .body("{}")
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(403);

        given().contentType("application/json")
                .cookies(cookies)
                .header("X-CSRF-Token", session.cookie("tl_csrf"))
                .body("{}")
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(200)
                .cookie("tl_refresh", notNullValue());
    }

    private static void endsSoon(String access) {
        Awaitility.await("the access token to be refused")
                .atMost(SOON)
                .untilAsserted(() -> me(access).statusCode(401));
    }

    private static List<ValidatableResponse> atOnce(int times, Callable<ValidatableResponse> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            List<ValidatableResponse> answers = new ArrayList<>();
            for (Future<ValidatableResponse> answer : threads.invokeAll(java.util.Collections.nCopies(times, call))) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdown();
        }
    }
}
