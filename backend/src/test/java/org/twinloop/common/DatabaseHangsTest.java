package org.twinloop.common;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.device.TcpProxy;
import org.twinloop.isolation.Catalogue;

/** A server that hangs keeps all connections and says nothing: callers are told while it still hangs. */
@QuarkusTest
@QuarkusTestResource(value = DatabaseHangsTest.Wire.class, restrictToAnnotatedClass = true)
class DatabaseHangsTest {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final String OTHER_NAME = "不该留下的名字";

    private static TcpProxy wire;

    @Inject
    Database database;

    /** A wire between the service and its database, and the patience that the service has by default. */
    public static final class Wire implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            URI server =
                    URI.create(System.getenv().getOrDefault("TWINLOOP_DB_URL", "postgresql://127.0.0.1:5432/twinloop"));
            try {
                wire = new TcpProxy(server.getHost(), server.getPort() < 0 ? 5432 : server.getPort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            String url = "postgresql://127.0.0.1:" + wire.port() + server.getPath();
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    "jdbc:" + url,
                    "quarkus.datasource.reactive.url",
                    url,
                    "twinloop.database.answer-within",
                    "4s",
                    "%test.twinloop.database.answer-within",
                    "4s");
        }

        @Override
        public void stop() {
            wire.close();
        }
    }

    @BeforeEach
    @AfterEach
    void a_service_that_works() {
        wire.release();
        Awaitility.await("readiness")
                .atMost(SOON)
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void a_caller_is_told_to_come_again_while_the_database_hangs_and_is_served_afterwards() throws Exception {
        wire.hold();

        Response told = signIn().get(SOON.toSeconds(), TimeUnit.SECONDS);

        assertEquals(503, told.statusCode(), told::asString);
        assertEquals("/problems/unavailable", told.path("type"));
        assertTrue(Integer.parseInt(told.header("Retry-After")) > 0);
        wire.release();
        Awaitility.await("an answer of the database")
                .atMost(SOON)
                .until(() -> signIn().get(SOON.toSeconds(), TimeUnit.SECONDS).statusCode() == 401);
    }

    @Test
    void an_act_that_the_hanging_interrupts_is_told_and_rolled_back() throws SQLException {
        Throwable told = database.act(
                        Scope.SYSTEM,
                        () -> database.sql("update identity.person set name_zh = $1 where login = 'admin'", OTHER_NAME)
                                .invoke(wire::hold)
                                .chain(() -> database.rows("select login from identity.person where login = 'admin'")))
                .map(rows -> (Throwable) null)
                .onFailure()
                .recoverWithItem(failed -> failed)
                .await()
                .atMost(SOON);

        assertTrue(DatabaseFailure.isUnavailable(told), () -> "told " + told);
        wire.release();
        try (Connection owner = Catalogue.owner()) {
            owner.setAutoCommit(false);
            List<String> afterTheAct =
                    Catalogue.texts(owner, "select name_zh from identity.person where login = ? for update", "admin");
            owner.rollback();
            assertNotEquals(List.of(OTHER_NAME), afterTheAct);
        }
    }

    private static CompletableFuture<Response> signIn() {
        return CompletableFuture.supplyAsync(() -> given().contentType("application/json")
                .body(Map.of("login", "nobody.here", "password", "not this one", "client", "APP"))
                .post("/api/v1/auth/login"));
    }
}
