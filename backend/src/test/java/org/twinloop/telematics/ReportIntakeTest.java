package org.twinloop.telematics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Ids;
import org.twinloop.common.Row;
import org.twinloop.device.RawMqtt;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;

/** From the PUBLISH of a terminal to the row, and back to its PUBACK. */
@QuarkusTest
class ReportIntakeTest {

    private static final String STORED = "select count(*) from telematics.report where vehicle_no = $1";

    @Inject
    TestCars cars;

    @Inject
    AgroalDataSource runtimeRole;

    @Inject
    ReportRepository repository;

    @Inject
    TelematicsConfig config;

    @Inject
    IntakeMeters meters;

    @Inject
    ReportIntake intake;

    private TestCar car;

    @BeforeEach
    void a_car_with_a_terminal() {
        car = cars.add();
    }

    @Test
    void a_report_sent_twice_is_one_row() {
        String report = cars.report(1, cars.now());
        try (RawMqtt terminal = connect(RawMqtt.V311)) {
            terminal.publish(1, car.up("report"), report);
            terminal.expectAck(1);
            terminal.send(terminal.publishPacket(0x3a, 2, car.up("report"), report.getBytes(StandardCharsets.UTF_8)));
            terminal.expectAck(2);
            terminal.publish(3, car.up("report"), "[" + report + "," + report + "]");
            terminal.expectAck(3);
        }
        assertEquals(1, cars.count(STORED, car.vehicleNo()));
    }

    @Test
    void a_late_report_lands_in_the_history_and_not_in_the_newest_state() {
        Instant now = cars.now();
        try (RawMqtt terminal = connect(RawMqtt.V311)) {
            terminal.publish(1, car.up("report"), cars.report(9, now));
            terminal.publish(2, car.up("report"), cars.report(3, now.minusSeconds(60)));
            terminal.publish(3, car.up("report"), cars.report(8, now));
            terminal.publish(
                    4,
                    car.up("report"),
                    "[" + cars.report(5, now.minusSeconds(40)) + "," + cars.report(4, now.minusSeconds(50)) + "]");
            for (int id = 1; id <= 4; id++) {
                terminal.expectAck(id);
            }
        }
        assertEquals(5, cars.count(STORED, car.vehicleNo()));
        assertEquals(9, cars.count("select seq from vehicle.newest_state where vehicle_no = $1", car.vehicleNo()));
    }

    @Test
    void nothing_is_acknowledged_before_its_commit_nor_out_of_order() throws SQLException {
        Instant now = cars.now();
        try (RawMqtt terminal = connect(RawMqtt.V5)) {
            terminal.publish(1, car.up("report"), cars.report(1, now));
            terminal.expectAck(1);
            try (Connection rival = holdBack(now, 2)) {
                terminal.publish(2, car.up("report"), cars.report(2, now));
                terminal.publish(3, car.up("report"), "unreadable");
                assertTrue(terminal.isSilentFor(Duration.ofSeconds(1)));
                rival.rollback();
            }
            assertEquals(0, terminal.expectAck(2));
            assertEquals(0x99, terminal.expectAck(3));
        }
        assertEquals(2, cars.count(STORED, car.vehicleNo()));
    }

    @ParameterizedTest
    @CsvSource({"4, 1024, -1", "5, 256, 147"})
    void a_client_past_its_window_is_closed(int version, int window, int reason) throws SQLException {
        Instant now = cars.now();
        try (RawMqtt terminal = connect(version);
                Connection rival = holdBack(now, 1)) {
            for (int id = 1; id <= window; id++) {
                terminal.publish(id, car.up("report"), cars.report(id, now));
            }
            assertTrue(terminal.isSilentFor(Duration.ofMillis(300)));
            terminal.publish(window + 1, car.up("report"), cars.report(window + 1, now));
            assertEquals(reason, terminal.expectClosed());
            rival.rollback();
        }
        try (RawMqtt again = connect(version)) {
            again.publish(1, car.up("report"), cars.report(window + 1, now));
            assertEquals(0, again.expectAck(1));
        }
    }

    @Test
    void a_message_the_database_refuses_does_not_stop_the_others_of_its_batch() throws Exception {
        Instant now = cars.now();
        List<ReportBatch> batches = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            UUID vehicle = i == 4 ? Ids.next() : car.vehicleId();
            VehicleReport report = ReportCodec.decode(cars.report(i, now).getBytes(StandardCharsets.UTF_8))
                    .reports()
                    .get(0);
            batches.add(ReportBatch.of(vehicle, now, List.of(report)));
        }
        List<Car.Reports> told = new ArrayList<>();
        ReportWriter writer = new ReportWriter(0, repository, config, meters, telling(told));
        batches.forEach(batch -> assertTrue(writer.offer(batch)));
        Thread thread = new Thread(writer);
        thread.start();
        for (int i = 0; i < 9; i++) {
            var stored = batches.get(i).stored();
            if (i == 4) {
                assertThrows(ExecutionException.class, () -> stored.get(90, TimeUnit.SECONDS));
            } else {
                stored.get(90, TimeUnit.SECONDS);
            }
        }
        writer.stop();
        thread.join();
        assertEquals(8, cars.count(STORED, car.vehicleNo()));
        assertEquals(8, told.size());
    }

    @Test
    void a_report_in_cbor_becomes_a_row_like_one_in_json() {
        Instant now = cars.now();
        byte[] cbor = HexFormat.of()
                .parseHex(("ad 627473 1b %016x 63736571 01 64626f6f74 01 636c6f6e f6 636c6174 f6 636b6d68 18 24 "
                                + "646f646f4d 1903e8 6a736f6350657263656e74 18 4d 65646f6f7273 66434c4f534544 "
                                + "666c6f636b6564 f5 67706c7567676564 f4 686368617267696e67 f4 6474797265 18 f0")
                        .formatted(now.toEpochMilli())
                        .replace(" ", ""));
        try (RawMqtt terminal = connect(RawMqtt.V5)) {
            terminal.send(terminal.publishPacket(1, car.up("report"), cbor));
            assertEquals(0, terminal.expectAck(1));
        }
        Row row = cars.row(
                "select event_time, speed_kmh, soc_percent, extra::text from telematics.report where vehicle_no = $1",
                car.vehicleNo());
        assertEquals(now, row.instant(0));
        assertEquals(36.0, row.number(1));
        assertEquals(77.0, row.number(2));
        assertEquals("{\"tyre\":240}", row.text(3));
    }

    @Test
    void what_a_report_does_not_tell_stays_as_it_was() {
        Instant now = cars.now();
        take(
                partial(now.minusSeconds(3), 40.0, 1_000L, null, new GeoPoint(121.47, 31.23)),
                partial(now.minusSeconds(2), null, null, 60.0, null),
                partial(now.minusSeconds(1), null, null, null, null));
        take(
                partial(now.minusSeconds(9), 90.0, 900L, 99.0, new GeoPoint(121.0, 31.0)),
                partial(now, null, null, null, null));
        assertEquals(5, cars.count(STORED, car.vehicleNo()));
        Row state = cars.row(
                "select speed_kmh, odometer_m, soc_percent, st_x(geom), position_at, event_time, locked is null "
                        + "from vehicle.newest_state where vehicle_no = $1",
                car.vehicleNo());
        assertEquals(40.0, state.number(0));
        assertEquals(1_000, state.whole(1));
        assertEquals(60.0, state.number(2));
        assertEquals(121.47, state.number(3), 1e-9);
        assertEquals(now.minusSeconds(3), state.instant(4));
        assertEquals(now, state.instant(5));
        assertTrue(state.flag(6));
    }

    @Test
    void a_clock_that_was_ahead_and_is_put_right_does_not_make_late_what_is_said_then() {
        try (RawMqtt terminal = connect(RawMqtt.V5)) {
            terminal.publish(1, car.up("report"), cars.report(1, cars.now().plusSeconds(290)));
            assertEquals(0, terminal.expectAck(1));
            terminal.publish(2, car.up("report"), cars.report(2, cars.now(), ",\"locked\":false"));
            assertEquals(0, terminal.expectAck(2));
        }
        assertEquals(
                1,
                cars.count(
                        "select count(*) from vehicle.newest_state where vehicle_no = $1 and seq = 2 and not locked",
                        car.vehicleNo()));
    }

    @Test
    void a_clock_that_was_ahead_does_not_make_parts_of_the_state_late_either() {
        Instant ahead = cars.now().plusSeconds(290);
        take(partial(ahead.minusSeconds(1), 40.0, null, 90.0, null), partial(ahead, null, null, 60.0, null));
        Instant right = cars.now();
        take(partial(right, null, null, 55.0, null));
        Row state = cars.row(
                "select soc_percent, event_time, speed_kmh from vehicle.newest_state where vehicle_no = $1",
                car.vehicleNo());
        assertEquals(55.0, state.number(0));
        assertEquals(right, state.instant(1));
        assertEquals(40.0, state.number(2));
    }

    @Test
    void of_reports_written_together_the_one_said_last_counts_whatever_the_clocks() throws Exception {
        Instant now = cars.now();
        List<ReportBatch> batches = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Instant told = i == 0 ? now.plusSeconds(290) : now.plusSeconds(1);
            VehicleReport report = ReportCodec.decode(cars.report(i, told).getBytes(StandardCharsets.UTF_8))
                    .reports()
                    .get(0);
            batches.add(ReportBatch.of(car.vehicleId(), now.plusSeconds(i), List.of(report)));
        }
        ReportWriter writer = new ReportWriter(0, repository, config, meters, telling(new ArrayList<>()));
        batches.forEach(batch -> assertTrue(writer.offer(batch)));
        Thread thread = new Thread(writer);
        thread.start();
        for (ReportBatch batch : batches) {
            batch.stored().get(90, TimeUnit.SECONDS);
        }
        writer.stop();
        thread.join();
        assertEquals(1, cars.count("select seq from vehicle.newest_state where vehicle_no = $1", car.vehicleNo()));
    }

    @Test
    void a_second_copy_from_a_clock_that_is_ahead_does_not_come_before_what_was_said_since() {
        Instant now = cars.now().minusSeconds(60);
        VehicleReport first = partial(now.plusSeconds(90), 11.0, 1L, 50.0, null);
        VehicleReport second = partial(now.plusSeconds(91), 22.0, 2L, 50.0, null);
        for (VehicleReport report : List.of(first, second, first)) {
            now = now.plusSeconds(1);
            assertTrue(intake.take(car.vehicleId(), now, List.of(report))
                    .await()
                    .atMost(Duration.ofSeconds(90))
                    .accepted());
        }
        assertEquals(2, cars.count(STORED, car.vehicleNo()));
        assertEquals(
                22.0,
                cars.row("select speed_kmh from vehicle.live where vehicle_no = $1", car.vehicleNo())
                        .number(0));
    }

    private static ReportFollower telling(List<Car.Reports> told) {
        return new ReportFollower() {
            @Override
            public void begins(int writer) {}

            @Override
            public void stored(List<Car.Reports> reports) {
                told.addAll(reports);
            }

            @Override
            public void ends(int writer) {}
        };
    }

    private void take(VehicleReport... reports) {
        assertTrue(intake.take(car.vehicleId(), cars.now(), List.of(reports))
                .await()
                .atMost(Duration.ofSeconds(90))
                .accepted());
    }

    private static VehicleReport partial(
            Instant at, Double speedKmh, Long odometerM, Double socPercent, GeoPoint position) {
        return new VehicleReport(
                at,
                0,
                1,
                position,
                null,
                speedKmh,
                null,
                odometerM,
                socPercent,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Test
    void the_history_knows_no_updates_and_no_deletes() throws SQLException {
        try (Connection connection = runtimeRole.getConnection()) {
            for (String forbidden : List.of(
                    "update telematics.report set seq = 1",
                    "delete from telematics.report",
                    "truncate telematics.report")) {
                try (PreparedStatement statement = connection.prepareStatement(forbidden)) {
                    SQLException refused = assertThrows(SQLException.class, statement::execute);
                    assertEquals("42501", refused.getSQLState());
                }
            }
        }
    }

    /** Another connection holds the key of a report without committing, so whoever writes it has to wait. */
    private Connection holdBack(Instant at, long seq) throws SQLException {
        cars.act(() -> cars.database()
                .row("select telematics.add_day($1)", at.atZone(ZoneOffset.UTC).toLocalDate()));
        Connection rival = runtimeRole.getConnection();
        rival.setAutoCommit(false);
        try (PreparedStatement insert = rival.prepareStatement(
                "insert into telematics.report (vehicle_no, event_time, boot, seq, received_at, odometer_m, "
                        + "soc_percent, doors_open, locked, plugged, charging) "
                        + "values (?, ?, 1, ?, ?, 0, 0, true, true, true, true)")) {
            insert.setInt(1, car.vehicleNo());
            insert.setObject(2, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
            insert.setLong(3, seq);
            insert.setObject(4, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
            assertEquals(1, insert.executeUpdate());
        }
        return rival;
    }

    private RawMqtt connect(int version) {
        return RawMqtt.connected(cars.port(), version, car.deviceId(), car.secret());
    }
}
