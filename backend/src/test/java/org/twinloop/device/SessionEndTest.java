package org.twinloop.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.device.TestCars.TestCar;
import org.twinloop.isolation.Catalogue;

/** What is left when a connection ends at a bad moment. */
@QuarkusTest
class SessionEndTest {

    private static final String ENDED =
            "select count(*) from device.session where device_id = $1 and epoch = $2 and ended_at is not null";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Inject
    TestCars cars;

    @Inject
    MeterRegistry meters;

    private TestCar car;

    @BeforeEach
    void a_car_with_a_terminal() {
        car = cars.add();
    }

    @Test
    void who_leaves_before_the_connack_does_not_stay_connected() {
        for (long attempt = 1; attempt <= 20; attempt++) {
            try (RawMqtt hasty = RawMqtt.open(cars.port(), RawMqtt.V311)) {
                hasty.send(hasty.connectPacket(car.deviceId(), car.deviceId(), car.secret(), null));
            }
            cars.eventually(1, ENDED, car.deviceId(), attempt);
        }
    }

    /** The row of the newest state is held, so that the writer has to wait. */
    @Test
    void what_a_broken_connection_left_under_way_takes_room_until_it_is_stored() throws SQLException {
        Instant now = cars.now();
        try (RawMqtt terminal = connect()) {
            terminal.publish(1, car.up("report"), cars.report(1, now));
            assertEquals(0, terminal.expectAck(1));
        }
        try (Connection other = Catalogue.owner()) {
            other.setAutoCommit(false);
            Catalogue.texts(
                    other,
                    "select vehicle_no::text from vehicle.newest_state where vehicle_no = ? for update",
                    car.vehicleNo());
            try (RawMqtt terminal = connect()) {
                terminal.publish(2, car.up("report"), cars.report(2, now.plusMillis(1)));
                Awaitility.await().atMost(PATIENCE).until(() -> taken() > 0);
            }
            cars.eventually(1, ENDED, car.deviceId(), 2L);
            assertTrue(taken() > 0, "the report still waits for the writer");
            other.rollback();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> taken() == 0);
        assertEquals(2, cars.count("select count(*) from telematics.report where vehicle_no = $1", car.vehicleNo()));
    }

    private double taken() {
        return meters.get("twinloop.device.unacknowledged.bytes").gauge().value();
    }

    private RawMqtt connect() {
        return RawMqtt.connected(cars.port(), RawMqtt.V311, car.deviceId(), car.secret());
    }
}
