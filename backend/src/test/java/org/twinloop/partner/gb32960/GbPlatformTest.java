package org.twinloop.partner.gb32960;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.partner.gb32960.GbScene.GbCar;
import org.twinloop.partner.gb32960.Registration.Platform;

/** A partner's platform that reports many cars over one connection. */
@QuarkusTest
class GbPlatformTest {

    private static final String PARKED =
            "01 02 03 01 0000 0001e240 0f19 278d 4c 01 0f 1388 00 00 05 00 073d8aa4 01dc89c0";
    private static final String PASSWORD = "secret-pass-01";
    private static final HexFormat HEX = HexFormat.of();

    @Inject
    GbScene scene;

    @Inject
    Registrations registrations;

    @Test
    void a_platform_reports_the_cars_of_its_operator_and_each_report_is_answered() {
        GbCar car = scene.car();
        GbCar foreign = scene.car();
        Platform platform = scene.platform(car.operatorId(), "op-cars", PASSWORD);
        Instant now = scene.now();
        try (RawGb line = new RawGb(scene.port(), "##", platform.code())) {
            line.send(login(line, platform, PASSWORD)).expect(5, 1);
            line.send(line.frame(
                            1, car.vin(), 1, RawGb.time(now) + "0001" + HEX.formatHex(RawGb.ICCID.getBytes()) + "0000"))
                    .expect(1, 1);
            for (int second = 4; second >= 0; second--) {
                line.send(line.frame(2, car.vin(), 1, RawGb.time(now.minusSeconds(second)) + PARKED));
            }
            for (int second = 4; second >= 0; second--) {
                RawGb.Answer answer = line.expect(2, 1);
                assertEquals(car.vin(), answer.id());
                assertEquals(RawGb.time(now.minusSeconds(second)), answer.unit(), "answers come in order");
            }
            line.send(line.frame(2, foreign.vin(), 1, RawGb.time(now) + PARKED)).expect(2, 2);
            line.send(line.frame(4, car.vin(), 1, RawGb.time(now) + "0001")).expect(4, 1);
            line.send(line.frame(7, "")).expect(7, 1);
            line.send(line.frame(6, RawGb.time(now) + "0001")).expect(6, 1);
            line.expectClosed();
        }
        assertEquals(5, scene.stored(car));
        assertEquals(0, scene.stored(foreign));
    }

    @Test
    void a_wrong_password_or_code_is_refused_and_the_connection_closed() {
        Platform platform = scene.platform(Ids.next(), "op-wrong", PASSWORD);
        try (RawGb line = new RawGb(scene.port(), "##", platform.code());
                RawGb other = new RawGb(scene.port(), "$$", "SOMEBODY")) {
            line.send(login(line, platform, "secret-pass-02")).expect(5, 2);
            line.expectClosed();
            other.send(login(other, platform, PASSWORD)).expect(5, 2);
            other.expectClosed();
        }
    }

    @Test
    void after_too_many_wrong_passwords_the_right_one_is_not_even_tried() {
        Platform platform = scene.platform(Ids.next(), "op-tries", PASSWORD);
        for (int attempt = 0; attempt < 6; attempt++) {
            try (RawGb line = new RawGb(scene.port(), "##", platform.code())) {
                line.send(login(line, platform, attempt < 5 ? "wrong" : PASSWORD))
                        .expect(5, 2);
            }
        }
    }

    @Test
    void wrong_passwords_from_elsewhere_keep_no_platform_out() {
        Platform platform = scene.platform(Ids.next(), "op-guessed", PASSWORD);
        for (int attempt = 0; attempt < 5; attempt++) {
            assertFalse(admitted(platform, "wrong", "192.0.2.1"));
        }
        assertFalse(admitted(platform, PASSWORD, "192.0.2.1"), "not even tried");
        assertTrue(admitted(platform, PASSWORD, "192.0.2.2"));
        registrations.forgetFailures(platform.account());
        assertTrue(admitted(platform, PASSWORD, "192.0.2.1"));
    }

    private boolean admitted(Platform platform, String password, String address) {
        return registrations
                .admit(new Registrations.Login(platform.account(), platform.code(), password, address))
                .await()
                .atMost(Duration.ofSeconds(90))
                .isPresent();
    }

    @Test
    void passwords_are_stored_hashed() {
        Platform platform = scene.platform(Ids.next(), "op-hash", PASSWORD);
        String stored = scene.cars()
                .row("select password_hash from partner.gb_platform where account = $1", platform.account())
                .text(0);
        assertTrue(stored.startsWith("$argon2id$"), stored);
    }

    private byte[] login(RawGb line, Platform platform, String password) {
        return line.frame(
                5, RawGb.time(scene.now()) + "0001" + padded(platform.account(), 12) + padded(password, 20) + "01");
    }

    private static String padded(String text, int length) {
        return HEX.formatHex(java.util.Arrays.copyOf(text.getBytes(), length));
    }
}
