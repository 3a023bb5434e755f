package org.twinloop.device.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Ids;
import org.twinloop.common.ProblemException;
import org.twinloop.device.RawMqtt;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;

/** The life of a command, with a terminal on a real socket. */
@QuarkusTest
class CommandsTest {

    private static final String STATE = "select count(*) from device.command where id = $1 and state = $2";
    private static final String ENDED =
            "select count(*) from device.session where device_id = $1 and ended_at is not null";
    /** Of {@code twinloop.device.down-window}. */
    private static final int WINDOW = 16;

    private static final String TOLD =
            "select count(*) from journal.event where subject_id = $1 and type = $2 and trip_id = $3";

    @Inject
    TestCars cars;

    @Inject
    Commands commands;

    @Inject
    ObjectMapper json;

    private TestCar car;
    private final UUID trip = Ids.next();
    private final UUID id = Ids.next();

    @BeforeEach
    void a_car_with_a_terminal() {
        car = cars.add();
    }

    @Test
    void an_unlock_is_confirmed_only_when_the_car_itself_reports_it() {
        try (RawMqtt terminal = listening()) {
            assertEquals(Command.State.QUEUED, send(Command.Kind.UNLOCK).state());
            JsonNode order = receive(terminal, false);
            assertEquals(id.toString(), order.get("id").asText());
            assertEquals("UNLOCK", order.get("cmd").asText());
            assertEquals("虹桥站", order.get("nav").get("name").asText());
            cars.eventually(1, STATE, id, "SENT");
            terminal.publish(1, car.up("ack"), "{\"id\":\"" + id + "\",\"result\":\"ACCEPTED\",\"ts\":1}");
            terminal.expectAck(1);
            assertEquals(1, cars.count(STATE, id, "ACKNOWLEDGED"));
            report(terminal, 2, true);
            assertEquals(1, cars.count(STATE, id, "ACKNOWLEDGED"));
            report(terminal, 3, false);
        }
        assertEquals(1, cars.count(STATE, id, "CONFIRMED"));
        assertEquals(1, cars.count(TOLD, id.toString(), "command.confirmed", trip));
        Command done = cars.act(() -> commands.ofTrip(trip)).get(0);
        assertEquals(Command.State.CONFIRMED, done.state());
        assertTrue(done.confirmedAt() != null && done.acknowledgedAt() != null && done.sentAt() != null);
    }

    @Test
    void a_command_for_a_car_that_is_away_waits_for_it() {
        send(Command.Kind.UNLOCK);
        try (RawMqtt terminal = RawMqtt.connected(cars.port(), RawMqtt.V311, car.deviceId(), car.secret())) {
            assertTrue(terminal.isSilentFor(Duration.ofMillis(300)));
            assertEquals(1, terminal.subscribe(1, car.down() + "#"));
            assertEquals(id.toString(), receive(terminal, false).get("id").asText());
        }
    }

    @Test
    void a_command_without_an_answer_is_sent_again_on_the_next_connection() {
        try (RawMqtt terminal = listening()) {
            send(Command.Kind.LOCK);
            receive(terminal, false);
        }
        try (RawMqtt terminal = listening()) {
            assertEquals(id.toString(), receive(terminal, true).get("id").asText());
            terminal.publish(1, car.up("ack"), "{\"id\":\"" + id + "\",\"result\":\"ACCEPTED\",\"ts\":1}");
            terminal.expectAck(1);
        }
        try (RawMqtt terminal = listening()) {
            assertTrue(terminal.isSilentFor(Duration.ofMillis(500)), "an answered command is not sent again");
        }
    }

    @Test
    void a_refusal_fails_the_command_with_the_cars_reason() {
        try (RawMqtt terminal = listening()) {
            send(Command.Kind.LOCK);
            receive(terminal, false);
            terminal.publish(
                    1,
                    car.up("ack"),
                    "{\"id\":\"" + id + "\",\"result\":\"REJECTED\",\"reason\":\"door open\",\"ts\":1}");
            terminal.expectAck(1);
            report(terminal, 2, true);
        }
        Command failed = cars.act(() -> commands.find(id)).orElseThrow();
        assertEquals(Command.State.FAILED, failed.state());
        assertEquals("door open", failed.reason());
        assertEquals(1, cars.count(TOLD, id.toString(), "command.failed", trip));
        assertEquals(0, cars.count(TOLD, id.toString(), "command.confirmed", trip));
    }

    @Test
    void a_silent_car_lets_the_command_expire_and_it_says_so() {
        try (RawMqtt terminal = listening()) {
            send(Command.Kind.FIND);
            receive(terminal, false);
            cars.eventually(1, STATE, id, "SENT");
            cars.act(() -> cars.database()
                    .sql(
                            "update device.command set expires_at = queued_at + interval '700 milliseconds' "
                                    + "where id = $1",
                            id));
            cars.eventually(1, STATE, id, "EXPIRED");
        }
        Command expired = cars.act(() -> commands.find(id)).orElseThrow();
        assertEquals("the device did not answer within 1 s", expired.reason());
        assertEquals(1, cars.count(TOLD, id.toString(), "command.failed", trip));
    }

    @Test
    void a_session_that_another_instance_ended_though_it_stands_gets_its_commands() {
        try (RawMqtt terminal = listening()) {
            cars.act(() -> cars.database()
                    .sql(
                            "update device.session set ended_at = connected_at, listening = false, "
                                    + "end_reason = 'the instance that held it is gone' where device_id = $1",
                            car.deviceId()));
            send(Command.Kind.UNLOCK);
            assertEquals(id.toString(), receive(terminal, false).get("id").asText());
            assertEquals(1, cars.count("select epoch from device.session where device_id = $1", car.deviceId()));
        }
        cars.eventually(1, ENDED, car.deviceId());
    }

    @Test
    void a_command_that_was_never_sent_says_why() {
        send(Command.Kind.UNLOCK);
        assertEquals("the device was not connected within 1 s", reasonAfterExpiry(id));
        UUID unheard = Ids.next();
        try (RawMqtt deaf = RawMqtt.connected(cars.port(), RawMqtt.V5, car.deviceId(), car.secret())) {
            send(unheard);
            assertEquals(
                    "the device was connected, but did not listen to commands within 1 s", reasonAfterExpiry(unheard));
            deaf.goodbye();
        }
        cars.eventually(1, ENDED, car.deviceId());
        UUID away = Ids.next();
        send(away);
        assertEquals("the device was not connected within 1 s", reasonAfterExpiry(away));
    }

    @Test
    void a_device_that_acknowledges_nothing_is_sent_no_more_than_its_window() {
        try (RawMqtt terminal = listening()) {
            for (int i = 0; i < WINDOW; i++) {
                send(Ids.next());
                terminal.expect(RawMqtt.PUBLISH);
            }
            send(id);
            assertEquals(
                    "the device was connected, but the command could not be sent to it within 1 s",
                    reasonAfterExpiry(id));
        }
    }

    @Test
    void commands_go_out_with_the_quality_of_service_of_the_subscription() {
        try (RawMqtt terminal = RawMqtt.connected(cars.port(), RawMqtt.V5, car.deviceId(), car.secret())) {
            assertEquals(0, terminal.subscribe(1, car.down() + "#", 0));
            for (int i = 0; i < WINDOW + 4; i++) {
                send(Ids.next());
                assertEquals(0, terminal.expect(RawMqtt.PUBLISH).flags(), "neither DUP nor QoS 1");
            }
            assertEquals(1, terminal.subscribe(2, car.down() + "command", 1));
            send(Ids.next());
            assertEquals(2, terminal.expect(RawMqtt.PUBLISH).flags(), "the greatest of those that overlap");
        }
    }

    @Test
    void the_same_id_is_the_same_command_and_another_order_a_conflict() {
        send(Command.Kind.UNLOCK);
        send(Command.Kind.UNLOCK);
        assertEquals(1, cars.count("select count(*) from device.command where trip_id = $1", trip));
        ProblemException refused = assertThrows(ProblemException.class, () -> send(Command.Kind.LOCK));
        assertEquals(CommonProblem.CONFLICT, refused.problem());
    }

    @Test
    void a_command_rolls_back_with_the_act_that_sent_it() {
        assertThrows(
                IllegalStateException.class,
                () -> cars.act(() -> commands.send(request(Command.Kind.UNLOCK, Duration.ofMinutes(1)))
                        .invoke(command -> {
                            throw new IllegalStateException("after the write");
                        })));
        assertEquals(0, cars.count("select count(*) from device.command where id = $1", id));
    }

    @Test
    void another_device_can_neither_answer_nor_prove_a_command() {
        TestCar other = cars.add();
        send(Command.Kind.UNLOCK);
        try (RawMqtt stranger = RawMqtt.connected(cars.port(), RawMqtt.V5, other.deviceId(), other.secret())) {
            stranger.publish(1, other.up("ack"), "{\"id\":\"" + id + "\",\"result\":\"ACCEPTED\",\"ts\":1}");
            assertEquals(0x99, stranger.expectAck(1));
            stranger.publish(2, other.up("ack"), "{\"id\":\"" + id + "\",\"result\":\"REJECTED\",\"ts\":1}");
            assertEquals(0x99, stranger.expectAck(2));
            stranger.publish(
                    3, other.up("report"), cars.report(3, cars.now(), ",\"locked\":false,\"cmd\":\"" + id + "\""));
            assertEquals(0, stranger.expectAck(3));
        }
        assertEquals(1, cars.count(STATE, id, "QUEUED"));
    }

    private void send(UUID command) {
        cars.act(() -> commands.send(new CommandRequest(
                command, car.deviceId(), Command.Kind.FIND, cars.now().plus(Duration.ofMinutes(5)), null, null, trip)));
    }

    /** Lets a command that is queued, and stays so, run out of time. */
    private String reasonAfterExpiry(UUID command) {
        cars.act(() -> cars.database()
                .sql(
                        "update device.command set expires_at = queued_at + interval '1 second' "
                                + "where id = $1 and state = 'QUEUED'",
                        command));
        cars.eventually(1, STATE, command, "EXPIRED");
        return cars.act(() -> commands.find(command)).orElseThrow().reason();
    }

    private void report(RawMqtt terminal, int packetId, boolean locked) {
        terminal.publish(
                packetId,
                car.up("report"),
                cars.report(packetId, cars.now(), ",\"locked\":" + locked + ",\"cmd\":\"" + id + "\""));
        assertEquals(0, terminal.expectAck(packetId));
    }

    private RawMqtt listening() {
        RawMqtt terminal = RawMqtt.connected(cars.port(), RawMqtt.V311, car.deviceId(), car.secret());
        assertEquals(1, terminal.subscribe(100, car.down() + "#"));
        return terminal;
    }

    private JsonNode receive(RawMqtt terminal, boolean again) {
        RawMqtt.Packet order = terminal.expect(RawMqtt.PUBLISH);
        assertEquals(again, (order.flags() & 8) != 0, "DUP");
        int topic = order.u16(0);
        assertEquals(car.down() + "command", new String(order.body(), 2, topic, StandardCharsets.UTF_8));
        terminal.acknowledge(order.u16(2 + topic));
        try {
            return json.readTree(Arrays.copyOfRange(order.body(), 4 + topic, order.body().length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Command send(Command.Kind kind) {
        return cars.act(() -> commands.send(request(kind, Duration.ofMinutes(5))));
    }

    private CommandRequest request(Command.Kind kind, Duration time) {
        JsonNode extra = json.createObjectNode()
                .set(
                        "nav",
                        json.createObjectNode()
                                .put("lon", 121.3205)
                                .put("lat", 31.1942)
                                .put("name", "虹桥站"));
        return new CommandRequest(id, car.deviceId(), kind, cars.now().plus(time), extra, null, trip);
    }
}
