package org.twinloop.partner.gb32960;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twinloop.common.Row;
import org.twinloop.common.geo.Datum;
import org.twinloop.partner.gb32960.GbScene.GbCar;

/** The simulator's load of GB/T 32960, a process of its own, against the door itself. */
@QuarkusTest
class GbLoadTest {

    private static final Path JAR = Path.of("..", "device-firmware-sim", "target", "device-firmware-sim.jar");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final String FAULTS = "--wrong-checks 5 --duplicates 10 --disorder 10 --lost-acks 5000";
    /** So far does the odometer move from one report to the next. */
    private static final int METRES_EACH = 100;

    @Inject
    GbScene scene;

    @TempDir
    Path folder;

    @Test
    void each_report_that_was_answered_is_one_row_through_storms_wrong_checks_copies_and_disorder() throws Exception {
        List<GbCar> cars = Stream.generate(() -> scene.car(null, Datum.wgs84, true))
                .limit(4)
                .toList();
        double wrongBefore = scene.count("twinloop.gb32960.refused", "reason", "check");
        JsonObject told = load(cars, "--rate 200 --seconds 3 --settle 80 --storm-every 1 --seed 11 " + FAULTS);
        assertEquals(0, told.getInteger("leftUnacknowledged"), told::encode);
        assertEquals(0, told.getInteger("refusedReports"), told::encode);
        assertEquals(told.getLong("offered"), told.getLong("acknowledgedInAll"), told::encode);
        for (String some : List.of("wrongChecksTold", "duplicates", "disordered", "reissued", "cuts")) {
            assertTrue(told.getLong(some) > 0, () -> some + " " + told);
        }
        assertTrue(scene.count("twinloop.gb32960.refused", "reason", "check") - wrongBefore
                >= told.getLong("wrongChecksTold"));
        long rows = 0;
        for (GbCar car : cars) {
            Row kept = scene.cars()
                    .row(
                            "select count(*), min(odometer_m), max(odometer_m), count(distinct odometer_m) "
                                    + "from telematics.report where vehicle_no = $1",
                            car.no());
            assertEquals(METRES_EACH, kept.whole(1));
            assertEquals(kept.whole(0) * METRES_EACH, kept.whole(2), "none is missing");
            assertEquals(kept.whole(0), kept.whole(3), "none is there twice");
            rows += kept.whole(0);
        }
        assertEquals(told.getLong("acknowledgedInAll"), rows);
    }

    private JsonObject load(List<GbCar> cars, String more) throws Exception {
        assertTrue(Files.isRegularFile(JAR), "package the simulator first: mvn -pl device-firmware-sim package");
        Path vins = folder.resolve("vins");
        Files.write(vins, cars.stream().map(GbCar::vin).toList());
        List<String> command = Stream.concat(
                        Stream.of(JAVA.toString(), "-Xmx256m", "-jar", JAR.toString()),
                        Stream.of(("load --gb32960 127.0.0.1:" + scene.port() + " --credentials " + vins + " --devices "
                                        + cars.size() + " " + more)
                                .split(" ")))
                .toList();
        Process load = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(load.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, load.waitFor(), said);
        return new JsonObject(said);
    }
}
