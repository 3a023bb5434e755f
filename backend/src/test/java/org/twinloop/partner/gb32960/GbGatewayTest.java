package org.twinloop.partner.gb32960;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.common.Row;
import org.twinloop.common.geo.Datum;
import org.twinloop.isolation.Catalogue;
import org.twinloop.partner.gb32960.GbScene.GbCar;

/** What a terminal says on the socket, until it stands in the database and the answer comes back. */
@QuarkusTest
class GbGatewayTest {

    private static final String DRIVING = GbContentTest.DRIVING;
    private static final String DRIVING_2025 = GbContentTest.DRIVING_2025;
    private static final Duration A_WHILE = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String UNDER_WAY = "twinloop.gb32960.under.way.bytes";

    @Inject
    GbScene scene;

    @Inject
    AgroalDataSource runtimeRole;

    @Test
    void a_report_becomes_history_and_newest_state() {
        GbCar car = scene.car();
        Instant now = scene.now();
        try (RawGb terminal = scene.terminal(car).loggedIn(now)) {
            terminal.send(terminal.report(2, now, DRIVING));
            scene.awaitStored(car, 1);
            assertTrue(terminal.isSilentFor(A_WHILE), "by annex B a stored report is not answered");
        }
        Row state = scene.cars()
                .row(
                        "select event_time, speed_kmh, odometer_m, soc_percent, charging, st_x(geom), st_y(geom), "
                                + "locked is null and plugged is null and doors_open is null "
                                + "from vehicle.newest_state where vehicle_no = $1",
                        car.no());
        assertEquals(now, state.instant(0));
        assertEquals(52.3, state.number(1), 1e-4);
        assertEquals(12_345_600, state.whole(2));
        assertEquals(76, state.number(3));
        assertEquals(false, state.flag(4));
        assertEquals(121.4737, state.number(5), 1e-9);
        assertEquals(31.2304, state.number(6), 1e-9);
        assertTrue(state.flag(7), "the protocol tells neither doors nor locks nor plugs");
    }

    @Test
    void a_frame_may_arrive_byte_by_byte_and_several_at_once_in_both_editions() {
        GbCar car = scene.car(null, Datum.wgs84, true);
        Instant now = scene.now();
        try (RawGb old = scene.terminal(car);
                RawGb young = scene.terminal2025(car)) {
            for (byte one : old.login(now, RawGb.ICCID)) {
                old.send(new byte[] {one});
            }
            old.expect(1, 1);
            byte[] first = old.report(2, now.minusSeconds(2), DRIVING);
            byte[] second = young.report(2, now.minusSeconds(1), DRIVING_2025);
            byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            old.send(both);
            assertEquals('#', old.expect(2, 1).bytes()[0]);
            assertEquals('$', old.expect(2, 1).bytes()[0]);
        }
        assertEquals(2, scene.stored(car));
    }

    @Test
    void a_report_is_answered_after_its_commit_and_in_order() throws Exception {
        GbCar car = scene.car(null, Datum.wgs84, true);
        Instant now = scene.now();
        try (RawGb terminal = scene.terminal(car).loggedIn(now)) {
            terminal.send(terminal.report(2, now.minusSeconds(5), DRIVING));
            terminal.expect(2, 1);
            long seq = scene.cars().count("select seq from telematics.report where vehicle_no = $1", car.no());
            try (Connection rival = runtimeRole.getConnection()) {
                rival.setAutoCommit(false);
                try (PreparedStatement insert = rival.prepareStatement(
                        "insert into telematics.report (vehicle_no, event_time, boot, seq, received_at) "
                                + "values (?, to_timestamp(?), 0, ?, to_timestamp(?))")) {
                    insert.setInt(1, car.no());
                    insert.setLong(2, now.getEpochSecond());
                    insert.setLong(3, seq);
                    insert.setLong(4, now.getEpochSecond());
                    insert.executeUpdate();
                }
                terminal.send(terminal.report(2, now, DRIVING));
                terminal.send(terminal.frame(7, ""));
                assertTrue(terminal.isSilentFor(Duration.ofMillis(500)));
                rival.rollback();
            }
            assertEquals(RawGb.time(now), terminal.expect(2, 1).unit());
            assertEquals("", terminal.expect(7, 1).unit());
        }
    }

    @Test
    void data_sent_again_lands_in_the_history_and_never_over_a_newer_state() {
        GbCar car = scene.car(null, Datum.wgs84, true);
        Instant now = scene.now();
        String parked = DRIVING.replace("020b", "0000");
        try (RawGb terminal = scene.terminal(car).loggedIn(now)) {
            terminal.send(terminal.report(2, now, DRIVING));
            terminal.send(terminal.report(3, now.minusSeconds(3_600), parked));
            terminal.send(terminal.report(3, now, DRIVING));
            terminal.send(terminal.report(3, now.minusSeconds(1_800), parked));
            terminal.expect(2, 1);
            for (int i = 0; i < 3; i++) {
                terminal.expect(3, 1);
            }
        }
        assertEquals(3, scene.stored(car), "what arrived in real time and again is one row");
        Row state = scene.cars()
                .row("select event_time, speed_kmh from vehicle.newest_state where vehicle_no = $1", car.no());
        assertEquals(now, state.instant(0));
        assertEquals(52.3, state.number(1), 1e-4);
    }

    @Test
    void nothing_is_taken_before_a_login() {
        GbCar car = scene.car();
        Instant now = scene.now();
        try (RawGb terminal = scene.terminal(car)) {
            terminal.send(terminal.report(2, now, DRIVING)).send(terminal.frame(7, ""));
            assertTrue(terminal.isSilentFor(A_WHILE));
            terminal.loggedIn(now).send(terminal.frame(7, ""));
            terminal.expect(7, 1);
        }
        assertEquals(0, scene.stored(car));
    }

    @Test
    void an_unknown_vin_is_refused_in_the_words_of_its_edition() {
        GbCar stranger = scene.unregistered();
        try (RawGb old = scene.terminal(stranger);
                RawGb young = scene.terminal2025(stranger)) {
            old.send(old.login(scene.now(), RawGb.ICCID)).expect(1, 2);
            old.expectClosed();
            young.send(young.login(scene.now(), RawGb.ICCID)).expect(1, 4);
            young.expectClosed();
        }
    }

    @Test
    void a_terminal_speaks_of_its_own_car_only() {
        GbCar car = scene.car();
        GbCar other = scene.car();
        Instant now = scene.now();
        try (RawGb terminal = scene.terminal(car).loggedIn(now)) {
            terminal.send(terminal.frame(2, other.vin(), 1, RawGb.time(now) + DRIVING))
                    .expect(2, 2);
        }
        assertEquals(0, scene.stored(other));
    }

    @Test
    void a_wrong_check_is_ignored_at_login_and_answered_afterwards() {
        GbCar car = scene.car();
        Instant now = scene.now();
        try (RawGb terminal = scene.terminal(car)) {
            terminal.send(spoilt(terminal.login(now, RawGb.ICCID)));
            assertTrue(terminal.isSilentFor(A_WHILE));
            terminal.loggedIn(now);
            terminal.send(spoilt(terminal.report(2, now, DRIVING))).expect(2, 2);
            terminal.send(terminal.report(2, now, DRIVING));
            scene.awaitStored(car, 1);
        }
        assertEquals("the block check character does not fit: send the frame again", scene.quarantined(car.vin()));
    }

    @ParameterizedTest
    @CsvSource({"##, 2", "$$, 6"})
    void a_broken_unit_is_kept_and_answered_and_the_connection_lives(String start, int reply) {
        GbCar car = scene.car();
        Instant now = scene.now();
        try (RawGb terminal = new RawGb(scene.port(), start, car.vin()).loggedIn(now)) {
            terminal.send(terminal.report(2, now, "02 c8")).expect(2, reply);
            terminal.send(terminal.frame(7, "")).expect(7, 1);
        }
        assertEquals(
                "information type 0x02 at byte 6 of the data unit is longer than the unit: "
                        + "send whole information types",
                scene.quarantined(car.vin()));
        assertEquals(0, scene.stored(car));
    }

    @ParameterizedTest
    @CsvSource({"##, 2, 2", "##, 3, 2", "$$, 2, 7", "$$, 5, 7"})
    void an_encrypted_unit_is_answered_as_unsupported_and_counted(String start, int encryption, int reply) {
        GbCar car = scene.car();
        double before = scene.count("twinloop.gb32960.unsupported", "what", "encrypted");
        try (RawGb terminal = new RawGb(scene.port(), start, car.vin()).loggedIn(scene.now())) {
            terminal.send(terminal.frame(2, car.vin(), encryption, "00112233445566778899"))
                    .expect(2, reply);
        }
        assertEquals(before + 1, scene.count("twinloop.gb32960.unsupported", "what", "encrypted"));
    }

    @Test
    void a_signed_unit_is_answered_as_unsupported_and_counted() {
        GbCar car = scene.car();
        double before = scene.count("twinloop.gb32960.unsupported", "what", "signed");
        Instant now = scene.now();
        try (RawGb terminal = scene.terminal2025(car).loggedIn(now)) {
            terminal.send(terminal.report(2, now, DRIVING_2025 + "ff 01 0002 aabb 0002 ccdd"))
                    .expect(2, 5);
        }
        assertEquals(before + 1, scene.count("twinloop.gb32960.unsupported", "what", "signed"));
        assertEquals(0, scene.stored(car));
    }

    @Test
    void a_command_that_is_not_offered_is_answered_as_an_error() {
        GbCar car = scene.car();
        try (RawGb terminal = scene.terminal2025(car).loggedIn(scene.now())) {
            terminal.send(terminal.frame(0x0b, "02 0001 aa")).expect(0x0b, 2);
            terminal.send(terminal.frame(0xc5, "")).expect(0xc5, 2);
        }
    }

    @Test
    void a_calibration_is_answered_with_the_time_of_the_service() {
        GbCar car = scene.car();
        try (RawGb terminal = scene.terminal(car).loggedIn(scene.now())) {
            Instant before = scene.now();
            String told = terminal.send(terminal.frame(8, "")).expect(8, 1).unit();
            assertTrue(told.compareTo(RawGb.time(before)) >= 0 && told.compareTo(RawGb.time(scene.now())) <= 0, told);
        }
    }

    @Test
    void after_its_logout_a_terminal_has_to_log_in_again() {
        GbCar car = scene.car();
        Instant now = scene.now();
        try (RawGb terminal = scene.terminal(car).loggedIn(now)) {
            terminal.send(terminal.frame(4, RawGb.time(now) + "0001")).expect(4, 1);
            terminal.send(terminal.frame(7, ""));
            assertTrue(terminal.isSilentFor(A_WHILE));
            terminal.loggedIn(now);
        }
    }

    @Test
    void the_same_sim_card_takes_its_place_back_and_another_one_does_not() {
        GbCar car = scene.car();
        Instant now = scene.now();
        try (RawGb first = scene.terminal(car).loggedIn(now);
                RawGb stranger = scene.terminal(car);
                RawGb again = scene.terminal(car)) {
            stranger.send(stranger.login(now, "89860000000000000002")).expect(1, 3);
            stranger.expectClosed();
            again.loggedIn(now);
            first.expectClosed();
            again.send(again.frame(7, "")).expect(7, 1);
        }
    }

    @Test
    void a_sim_card_that_is_registered_is_the_only_one_let_in() {
        GbCar car = scene.car("89860000000000000007", Datum.wgs84, false);
        Instant now = scene.now();
        try (RawGb wrong = scene.terminal(car);
                RawGb right = scene.terminal(car)) {
            wrong.send(wrong.login(now, RawGb.ICCID)).expect(1, 3);
            wrong.expectClosed();
            right.send(right.login(now, "89860000000000000007")).expect(1, 1);
        }
    }

    @Test
    void whoever_sends_nothing_readable_is_closed() {
        GbCar car = scene.car();
        try (RawGb terminal = scene.terminal(car).loggedIn(scene.now())) {
            byte[] spoilt = spoilt(terminal.frame(7, ""));
            for (int i = 0; i < 30; i++) {
                try {
                    terminal.send(spoilt);
                } catch (java.io.UncheckedIOException closed) {
                    break;
                }
            }
            terminal.expectClosed();
        }
    }

    @Test
    void a_car_that_is_silent_in_between_keeps_its_place() {
        GbCar car = scene.car();
        try (RawGb terminal = scene.terminal(car).loggedIn(scene.now())) {
            Awaitility.await()
                    .during(Duration.ofMillis(1_500))
                    .until(() -> terminal.isSilentFor(Duration.ofMillis(100)));
            terminal.send(terminal.frame(7, "")).expect(7, 1);
        }
    }

    /** The row of the newest state is held, so that the writer has to wait. */
    @Test
    void a_frame_takes_room_until_it_is_stored_though_its_connection_has_gone() throws Exception {
        GbCar car = scene.car(null, Datum.wgs84, true);
        Instant now = scene.now();
        try (RawGb terminal = scene.terminal(car).loggedIn(now)) {
            terminal.send(terminal.report(2, now.minusSeconds(1), DRIVING)).expect(2, 1);
        }
        try (Connection other = Catalogue.owner()) {
            other.setAutoCommit(false);
            Catalogue.texts(
                    other,
                    "select vehicle_no::text from vehicle.newest_state where vehicle_no = ? for update",
                    car.no());
            try (RawGb terminal = scene.terminal(car).loggedIn(now)) {
                terminal.send(terminal.report(2, now, DRIVING));
                Awaitility.await().atMost(PATIENCE).until(() -> scene.gauge(UNDER_WAY) > 0);
            }
            Awaitility.await().atMost(PATIENCE).until(() -> scene.gauge("twinloop.gb32960.connections") == 0);
            assertTrue(scene.gauge(UNDER_WAY) > 0, "the frame still waits for the writer");
            other.rollback();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> scene.gauge(UNDER_WAY) == 0);
        assertEquals(2, scene.stored(car));
    }

    private static byte[] spoilt(byte[] frame) {
        byte[] other = frame.clone();
        other[other.length - 1] ^= 1;
        return other;
    }
}
