package org.twinloop.partner.gb32960;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.common.Row;
import org.twinloop.common.geo.Datum;
import org.twinloop.device.Quarantine;
import org.twinloop.partner.gb32960.GbScene.GbCar;
import org.twinloop.partner.gb32960.wire.Frame;
import org.twinloop.partner.gb32960.wire.InformationCodec;
import org.twinloop.partner.gb32960.wire.TestFrames;
import org.twinloop.telematics.ReportIntake;
import org.twinloop.telematics.VehicleReport;

/** What becomes of the content of reports: positions, times, alarms, marks, types nobody knows. */
@QuarkusTest
class GbContentTest {

    /** Under way at 52.3 km/h with 76 % at People's Square. */
    static final String DRIVING = "01 01 03 01 020b 0001e240 0f19 278d 4c 01 2e 1388 23 00 05 00 073d8aa4 01dc89c0 "
            + "07 00 00000000 00 00 00 00";

    static final String DRIVING_2025 = "01 01 03 01 020b 0001e240 0f19 75ad 4c 01 2e 1388 05 00 02 073d9c4f 01dc822a";

    @Inject
    GbScene scene;

    @Inject
    ReportIntake intake;

    @Inject
    Quarantine quarantine;

    @Inject
    GbRoom room;

    @Inject
    GbMeters meters;

    @Inject
    GbConfig config;

    @Test
    void positions_are_wgs84_whatever_they_were_measured_against() {
        GbCar byRegistration = scene.car(null, Datum.gcj02, true);
        GbCar byFrame = scene.car(null, Datum.wgs84, true);
        Instant now = scene.now();
        try (RawGb old = scene.terminal(byRegistration).loggedIn(now);
                RawGb young = scene.terminal2025(byFrame).loggedIn(now)) {
            old.send(old.report(2, now, "05 00 073d9c4f 01dc822a")).expect(2, 1);
            young.send(young.report(2, now, DRIVING_2025)).expect(2, 1);
        }
        for (GbCar car : new GbCar[] {byRegistration, byFrame}) {
            Row row = scene.cars().row("select lon, lat from telematics.report where vehicle_no = $1", car.no());
            assertEquals(121.4737, row.number(0), 2e-6);
            assertEquals(31.2304, row.number(1), 2e-6);
        }
    }

    @ParameterizedTest
    @CsvSource({"05 01 073d8aa4 01dc89c0", "05 00 00000000 00000000", "05 00 ffffffff fffffffe"})
    void a_receiver_without_a_fix_has_no_position(String position) {
        GbCar car = scene.car(null, Datum.wgs84, true);
        Instant now = scene.now();
        try (RawGb terminal = scene.terminal(car).loggedIn(now)) {
            terminal.send(terminal.report(2, now, position)).expect(2, 1);
        }
        assertTrue(scene.cars()
                .row("select lon is null from telematics.report where vehicle_no = $1", car.no())
                .flag(0));
    }

    @Test
    void an_impossible_time_is_replaced_by_that_of_arrival_and_says_so() {
        GbCar car = scene.car(null, Datum.wgs84, true);
        Instant before = scene.now();
        try (RawGb terminal = scene.terminal(car).loggedIn(before)) {
            terminal.send(terminal.frame(2, "1a0d28193d3d" + DRIVING)).expect(2, 1);
        }
        Row row = scene.cars()
                .row(
                        "select event_time = received_at, extra::jsonb #>> '{gb32960,time}' from telematics.report "
                                + "where vehicle_no = $1",
                        car.no());
        assertTrue(row.flag(0));
        assertEquals("RECEIVED", row.text(1));
    }

    @Test
    void what_says_no_time_is_one_report_however_often_it_is_repeated() {
        GbCar car = scene.car(null, Datum.wgs84, true);
        try (RawGb terminal = scene.terminal(car).loggedIn(scene.now())) {
            terminal.send(terminal.frame(2, "1a0d28193d3d" + DRIVING));
            terminal.send(terminal.frame(2, "1a0d28193d3d" + DRIVING));
            terminal.expect(2, 1);
            terminal.expect(2, 1);
            assertEquals(1, scene.stored(car));
            terminal.send(terminal.frame(2, "1a0d28193d3e" + DRIVING)).expect(2, 1);
            assertEquals(2, scene.stored(car), "another second, though no minute has it, is another report");
        }
    }

    @Test
    void a_repetition_without_a_time_is_known_after_a_restart_and_a_standing_clock_is_heard_again_after_a_while() {
        GbCar car = scene.car(null, Datum.wgs84, true);
        Instant now = scene.now();
        byte[] frame = TestFrames.frame("##", 2, 0xFE, car.vin(), 1, "1a0d28193d3d" + DRIVING);
        InformationCodec codec = new InformationCodec();
        ReportDraft draft = new ReportDraft(256);
        Frame read = Frame.of(frame);
        assertEquals(InformationCodec.Verdict.WHOLE, draft.read(read, codec));
        VehicleReport report = draft.report(read, codec, Datum.wgs84, now);
        for (int second : new int[] {0, 60, 299, 301}) {
            Instant at = now.minusSeconds(600).plusSeconds(second);
            GbDeliveries restarted = new GbDeliveries(intake, quarantine, room, meters, config);
            restarted
                    .store(
                            new GbDeliveries.Incoming(car.vin(), null, frame, at),
                            car.vehicleId(),
                            report.at(at),
                            () -> true)
                    .await()
                    .atMost(Duration.ofSeconds(90));
            assertEquals(second < 300 ? 1 : 2, scene.stored(car), "after " + second + " s");
        }
    }

    @Test
    void what_is_sent_again_without_a_time_is_quarantined_and_overwrites_nothing() {
        GbCar car = scene.car(null, Datum.wgs84, true);
        Instant now = scene.now();
        try (RawGb terminal = scene.terminal(car).loggedIn(now)) {
            terminal.send(terminal.report(2, now, DRIVING)).expect(2, 1);
            terminal.send(terminal.frame(3, "1a0d28193d3d" + DRIVING.replace("4c 01 2e", "0a 01 2e")))
                    .expect(3, 1);
        }
        String reason = scene.quarantined(car.vin());
        assertTrue(reason.startsWith("/time"), reason);
        assertEquals(1, scene.stored(car));
        Row row = scene.cars().row("select soc_percent, event_time from vehicle.live where vehicle_no = $1", car.no());
        assertEquals(76, row.number(0));
        assertEquals(now, row.instant(1));
    }

    @Test
    void a_time_out_of_all_bounds_is_quarantined_and_acknowledged() {
        GbCar car = scene.car(null, Datum.wgs84, true);
        Instant now = scene.now();
        try (RawGb terminal = scene.terminal(car).loggedIn(now)) {
            terminal.send(terminal.report(3, now.minus(Duration.ofDays(31)), DRIVING))
                    .expect(3, 1);
            terminal.send(terminal.report(2, now.plus(Duration.ofMinutes(6)), DRIVING))
                    .expect(2, 1);
        }
        String reason = scene.quarantined(car.vin());
        assertTrue(reason.contains("set the clock"), reason);
        assertEquals(0, scene.stored(car));
    }

    @Test
    void the_clock_of_a_terminal_is_measured_by_what_it_says_in_real_time() {
        GbCar car = scene.car(null, Datum.wgs84, true);
        Instant now = scene.now();
        try (RawGb terminal = scene.terminal(car).loggedIn(now)) {
            terminal.send(terminal.report(3, now.minus(Duration.ofDays(2)), DRIVING))
                    .expect(3, 1);
            terminal.send(terminal.report(2, now.minusSeconds(100), DRIVING)).expect(2, 1);
        }
        scene.cars()
                .eventually(
                        1,
                        "select count(*) from telematics.terminal_clock where device_id = $1 "
                                + "and ahead_ms between -190000 and -95000",
                        car.vin());
    }

    @Test
    void a_battery_alarm_reaches_the_rules() {
        GbCar car = scene.car(null, Datum.wgs84, true);
        Instant now = scene.now();
        try (RawGb terminal = scene.terminal(car).loggedIn(now)) {
            terminal.send(terminal.report(2, now, "07 03 00000002 01 00000102 00 00 00"))
                    .expect(2, 1);
        }
        scene.cars()
                .eventually(
                        1,
                        "select count(*) from telematics.occurrence where vehicle_no = $1 and rule = 'battery-danger' "
                                + "and facts->'signs' = '[\"BATTERY_OVER_TEMPERATURE\"]'",
                        car.no());
    }

    @Test
    void a_vendors_own_types_are_kept_and_skipped() {
        GbCar car = scene.car(null, Datum.wgs84, true);
        Instant now = scene.now();
        try (RawGb terminal = scene.terminal(car).loggedIn(now)) {
            terminal.send(terminal.report(2, now, "90 0003 aabbcc" + DRIVING + "81 0100 0102"))
                    .expect(2, 1);
        }
        Row row = scene.cars()
                .row(
                        "select soc_percent, extra::jsonb #>> '{gb32960,infos,0,hex}', "
                                + "extra::jsonb #>> '{gb32960,infos,4,hex}' from telematics.report "
                                + "where vehicle_no = $1",
                        car.no());
        assertEquals(76, row.number(0));
        assertEquals("aabbcc", row.text(1));
        assertEquals("01000102", row.text(2));
    }

    @Test
    void invalid_and_abnormal_fields_are_words_and_never_numbers() {
        GbCar car = scene.car();
        Instant now = scene.now();
        try (RawGb terminal = scene.terminal(car).loggedIn(now)) {
            terminal.send(terminal.report(2, now, "01 FF FE FF FFFE FFFFFFFE FFFF FFFE FE FF 0F FFFF FE FF"));
            scene.awaitStored(car, 1);
        }
        Row row = scene.cars()
                .row(
                        "select speed_kmh is null and odometer_m is null and soc_percent is null, "
                                + "extra::jsonb #>> '{gb32960,infos,0,speedKmh}', "
                                + "extra::jsonb #>> '{gb32960,infos,0,voltageV}' "
                                + "from telematics.report where vehicle_no = $1",
                        car.no());
        assertTrue(row.flag(0));
        assertEquals("ABNORMAL", row.text(1));
        assertEquals("INVALID", row.text(2));
    }
}
