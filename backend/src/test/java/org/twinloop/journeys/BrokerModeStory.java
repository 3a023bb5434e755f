package org.twinloop.journeys;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.twinloop.common.SystemTime;

/**
 * Devices speak to a broker, and two packaged instances take from it as one consumer group. They start before the
 * broker does; one is killed while it is being handed reports; the broker goes away and comes back. Told once for each
 * make of broker.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrokerModeStory {

    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final int DEVICES = 40;
    /** Reports of each device in the flow in whose middle an instance is killed. */
    private static final int REPORTS = 300;
    /** Reports sent one at a time until both instances have had some, at most. */
    private static final int PACED_MAX = 500;

    private static final int UNDER_WAY_MAX = 500;
    private static final String ATTEMPTS_FAILED = "twinloop_device_broker_failed_total";

    /** Marks the reports of this run. */
    private final long boot = SystemTime.millis() % 1_000_000_000;

    private final String name;
    private final String morning;
    private final Optional<TestBroker> found;
    private final String otherwise;
    private TestBroker broker;
    private final Set<String> published = ConcurrentHashMap.newKeySet();
    private Instance first;
    private Instance second;
    /** The one that was not killed. */
    private Instance left;

    private Mqtt5AsyncClient publisher;

    /**
     * @param name of instances and group
     * @param morning when the city begins: after the journeys before, whose database this may be
     * @param found the broker, not started yet
     * @param otherwise why there is none
     */
    BrokerModeStory(String name, String morning, Optional<TestBroker> found, String otherwise) {
        this.name = name;
        this.morning = morning;
        this.found = found;
        this.otherwise = otherwise;
    }

    @BeforeAll
    void two_instances_without_their_broker() throws SQLException {
        assumeTrue(found.isPresent(), otherwise);
        broker = found.get();
        forgetSessionsWithAnotherBroker();
        Map<String, String> settings = new HashMap<>();
        settings.put("TWINLOOP_DB_URL", City.database());
        settings.put("TWINLOOP_STATE_DIR", "target/instances");
        settings.put("TWINLOOP_CLOCK_REAL_ORIGIN", SystemTime.now().toString());
        settings.put("TWINLOOP_CLOCK_CITY_ORIGIN", morning);
        settings.put("TWINLOOP_DEMO_PAST_TRIPS", "0");
        settings.put("TWINLOOP_BROKER_URLS", broker.url());
        settings.put("TWINLOOP_BROKER_GROUP", name + "-" + boot);
        settings.put("TWINLOOP_DEVICE_BROKER_SLOT_INTERVAL", "PT0.5S");
        settings.put("TWINLOOP_DEVICE_BROKER_SLOT_LEASE", "PT3S");
        settings.put("TWINLOOP_DEVICE_BROKER_REST_MAX", "PT1S");
        first = Instance.start(name + "-first", settings);
        second = Instance.start(name + "-second", settings);
    }

    @AfterAll
    void nothing_is_left_running() {
        if (first != null) {
            first.stop();
            second.stop();
        }
        if (broker != null) {
            broker.stop();
        }
    }

    @Test
    void what_a_broker_hands_over_is_stored_and_orders_go_through_it() throws Exception {
        if (broker.isOurs()) {
            await("attempts at a broker that is not there")
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> metric(first, ATTEMPTS_FAILED) > 0 && metric(second, ATTEMPTS_FAILED) > 0);
            await("a broker that is not there is told by whoever holds a session")
                    .atMost(PATIENCE)
                    .until(() -> "DOWN".equals(brokerOf(first)));
            first.awaitReady();
        }
        broker.start();
        first.awaitReady();
        second.awaitReady();
        await("both instances have found the broker")
                .atMost(PATIENCE)
                .until(() -> "UP".equals(brokerOf(first)) && "UP".equals(brokerOf(second)));
        Phone fleet = Phone.at(second.address(), "li");
        List<Map<String, Object>> cars =
                fleet.get("/devices?kind=TERMINAL&limit=" + DEVICES).getList("items");
        Instant now = fleet.cityTime();
        publisher = client("publisher-" + boot);
        publisher.connect().get(90, TimeUnit.SECONDS);

        List<String> ids = cars.stream().map(car -> (String) car.get("id")).toList();
        bothTakeSomeWhenReportsComeOneAtATime(ids.get(0), now.minusSeconds(60));
        oneIsKilledWhileReportsFlow(ids, now);
        anOrderReachesACarAndItsWillIsHeard(Phone.at(left.address(), "li"), cars.get(0));
        theBrokerGoesAwayAndComesBack();
    }

    /** Brokers that keep one queue for the group offer it to all when a message comes into an empty one. */
    private void bothTakeSomeWhenReportsComeOneAtATime(String id, Instant at) throws Exception {
        for (int seq = 1; received(first) == 0 || received(second) == 0; seq++) {
            assertTrue(seq <= PACED_MAX, "after " + PACED_MAX + " reports one instance has had none");
            int paced = REPORTS + seq;
            published.add(id + ":" + paced);
            publish(id, "report", report(at.plusMillis(seq), paced)).get(90, TimeUnit.SECONDS);
            await("it is stored").atMost(PATIENCE).until(() -> stored().size() == published.size());
        }
    }

    private void oneIsKilledWhileReportsFlow(List<String> ids, Instant now) throws Exception {
        double ofFirst = received(first);
        double ofSecond = received(second);
        int half = ids.size() * REPORTS / 2;
        CountDownLatch halfway = new CountDownLatch(half);
        CountDownLatch all = new CountDownLatch(ids.size() * REPORTS);
        CompletableFuture<Void> flow = CompletableFuture.runAsync(() -> flow(ids, now, halfway, all));
        untilAcknowledged(halfway);

        boolean firstIsHandedMore = received(first) - ofFirst >= received(second) - ofSecond;
        Instance killed = firstIsHandedMore ? first : second;
        left = firstIsHandedMore ? second : first;
        assertTrue(received(killed) > (firstIsHandedMore ? ofFirst : ofSecond), "it is being handed reports");
        killed.kill();
        Set<String> sentByThen = Set.copyOf(published);
        Set<String> storedByThen = stored();
        assertFalse(storedByThen.containsAll(sentByThen), "something was left to lose");

        untilAcknowledged(all);
        flow.get(90, TimeUnit.SECONDS);
        await("every report is stored").atMost(PATIENCE).until(() -> stored().size() >= published.size());
        assertEquals(published, stored());
    }

    private static void untilAcknowledged(CountDownLatch reports) throws InterruptedException {
        assertTrue(reports.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the broker has acknowledged them");
    }

    /** Publishes reports of all devices in turn, some under way; each that the broker acknowledges counts down. */
    private void flow(List<String> ids, Instant at, CountDownLatch halfway, CountDownLatch all) {
        Semaphore underWay = new Semaphore(UNDER_WAY_MAX);
        for (int seq = 1; seq <= REPORTS; seq++) {
            for (String id : ids) {
                underWay.acquireUninterruptibly();
                published.add(id + ":" + seq);
                publish(id, "report", report(at.plusMillis(seq), seq)).whenComplete((acknowledged, failed) -> {
                    underWay.release();
                    if (failed == null) {
                        halfway.countDown();
                        all.countDown();
                    }
                });
            }
        }
    }

    private void anOrderReachesACarAndItsWillIsHeard(Phone fleet, Map<String, Object> car) throws Exception {
        String id = (String) car.get("id");
        fleet.until("/devices?kind=TERMINAL&limit=" + DEVICES, devices -> connected(devices, id));
        Mqtt5AsyncClient terminal = terminal(id);
        Map<String, String> heard = new ConcurrentHashMap<>();
        terminal.subscribeWith()
                .topicFilter("tl/v1/" + id + "/down/command")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(command -> {
                    JsonPath said = JsonPath.from(new String(command.getPayloadAsBytes(), StandardCharsets.UTF_8));
                    heard.put(said.getString("id"), said.getString("cmd"));
                    publish(id, "ack", "{\"id\":\"%s\",\"result\":\"ACCEPTED\"}".formatted(said.getString("id")));
                })
                .send()
                .get(90, TimeUnit.SECONDS);
        publish(id, "presence", "{\"online\":true,\"connection\":7}").get(90, TimeUnit.SECONDS);

        UUID order = UUID.randomUUID();
        Map<String, Object> body = Map.of("commandId", order, "kind", "FIND", "reason", "找车");
        String orders = "/vehicles/" + car.get("subjectId") + "/commands";
        fleet.post(orders, body).then().statusCode(202);
        fleet.until(
                orders, list -> "ACKNOWLEDGED".equals(list.getString("items.find { it.id == '" + order + "' }.state")));
        assertEquals("FIND", heard.get(order.toString()));

        terminal.disconnectWith()
                .reasonCode(Mqtt5DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE)
                .send()
                .get(90, TimeUnit.SECONDS);
        fleet.until("/devices?kind=TERMINAL&limit=" + DEVICES, devices -> !connected(devices, id));
    }

    private void theBrokerGoesAwayAndComesBack() throws Exception {
        if (!broker.isOurs()) {
            return;
        }
        publisher.disconnect().get(90, TimeUnit.SECONDS);
        broker.stop();
        await("the broker is missed").atMost(PATIENCE).until(() -> "DOWN".equals(brokerOf(left)));
        await("sessions without a connection are told")
                .atMost(PATIENCE)
                .until(() -> metric(left, "twinloop_device_broker_missing") > 0);
        assertEquals(200, given().get(left.address() + "/q/health/ready").statusCode());
        broker.start();
        await("the broker is found again").atMost(PATIENCE).until(() -> "UP".equals(brokerOf(left)));
        assertTrue(metric(left, "twinloop_device_broker_lost_total") > 0, "connections that broke are counted");
    }

    private Mqtt5AsyncClient terminal(String id) throws Exception {
        Mqtt5AsyncClient terminal = client(id);
        terminal.connectWith()
                .willPublish()
                .topic("tl/v1/" + id + "/up/presence")
                .payload("{\"online\":false,\"connection\":7}".getBytes(StandardCharsets.UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .applyWillPublish()
                .send()
                .get(90, TimeUnit.SECONDS);
        return terminal;
    }

    private Mqtt5AsyncClient client(String id) {
        return Mqtt5Client.builder()
                .identifier(id)
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildAsync();
    }

    private CompletableFuture<?> publish(String id, String suffix, String payload) {
        return publisher
                .publishWith()
                .topic("tl/v1/" + id + "/up/" + suffix)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private String report(Instant at, int seq) {
        return ("{\"ts\":%d,\"seq\":%d,\"boot\":%d,\"lon\":121.4691,\"lat\":31.2321,\"accM\":5,\"kmh\":0.0,"
                        + "\"headingDeg\":180,\"odoM\":%d,\"socPercent\":78.5,\"doors\":\"CLOSED\",\"locked\":true,"
                        + "\"plugged\":false,\"charging\":false}")
                .formatted(at.toEpochMilli(), seq, boot, 1_000_000 + seq);
    }

    private static boolean connected(JsonPath devices, String id) {
        return devices.getBoolean("items.find { it.id == '" + id + "' }.connected");
    }

    private static String brokerOf(Instance instance) {
        return given().get(instance.address() + "/q/health/group/broker")
                .jsonPath()
                .getString("checks.find { it.name == 'broker' }.status");
    }

    private static double received(Instance instance) {
        return metric(instance, "twinloop_device_received_total");
    }

    private static double metric(Instance instance, String name) {
        return given().get(instance.address() + "/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** As docs/devices.md has it before another group: a broker of a story before is gone, and so are its sessions. */
    private static void forgetSessionsWithAnotherBroker() throws SQLException {
        try (Connection owner = owner();
                Statement sql = owner.createStatement()) {
            sql.execute("do $$ begin if to_regclass('device.broker_slot') is not null then "
                    + "delete from device.broker_slot; end if; end $$");
        }
    }

    private static Connection owner() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:" + City.database(),
                System.getenv("TWINLOOP_DB_OWNER"),
                System.getenv("TWINLOOP_DB_OWNER_PASSWORD"));
    }

    /** Reports of this run in the database. */
    private Set<String> stored() throws SQLException {
        try (Connection owner = owner();
                Statement sql = owner.createStatement();
                ResultSet rows = sql.executeQuery("select v.device_id || ':' || r.seq from telematics.report r "
                        + "join vehicle.vehicle v using (vehicle_no) where r.boot = " + boot)) {
            Set<String> found = new HashSet<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
