package org.twinloop.identity;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.twinloop.isolation.Catalogue;

/** The door to the service as the phone app meets it, and the hand of a database administrator. */
public final class Door {
    public static final String PASSWORD = "twinloop-demo";

    private Door() {}

    public static ValidatableResponse signIn(String login, String password) {
        return post("/api/v1/auth/login", Map.of("login", login, "password", password, "client", "APP"));
    }

    public static ValidatableResponse redeem(String login, String oneTime, String fresh) {
        return post("/api/v1/auth/password", Map.of("login", login, "oneTimePassword", oneTime, "newPassword", fresh));
    }

    static ValidatableResponse refresh(String token) {
        return post("/api/v1/auth/refresh", Map.of("refreshToken", token));
    }

    static ValidatableResponse signOut(String token) {
        return post("/api/v1/auth/logout", Map.of("refreshToken", token));
    }

    static String rotated(String token) {
        return refresh(token).statusCode(200).extract().path("refreshToken");
    }

    static ValidatableResponse me(String access) {
        return given().header("Authorization", "Bearer " + access)
                .get("/api/v1/me")
                .then();
    }

    public static ValidatableResponse reset(String access, String login) {
        return given().header("Authorization", "Bearer " + access)
                .post("/api/v1/people/" + login + "/one-time-password")
                .then();
    }

    static ValidatableResponse change(String access, String old, String fresh) {
        return given().header("Authorization", "Bearer " + access)
                .contentType("application/json")
                .body(Map.of("oldPassword", old, "newPassword", fresh))
                .put("/api/v1/me/password")
                .then();
    }

    static ValidatableResponse post(String path, Map<String, ?> body) {
        return given().contentType("application/json").body(body).post(path).then();
    }

    /** Last part of a problem's type. */
    public static String problem(ValidatableResponse answer) {
        String type = answer.extract().path("type");
        return type.replaceFirst("^/problems/", "");
    }

    static void sql(String statement, Object... parameters) throws SQLException {
        try (Connection owner = Catalogue.owner();
                PreparedStatement sql = owner.prepareStatement(statement)) {
            for (int i = 0; i < parameters.length; i++) {
                sql.setObject(i + 1, parameters[i]);
            }
            sql.executeUpdate();
        }
    }
}
