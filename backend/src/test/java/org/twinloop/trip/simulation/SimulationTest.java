package org.twinloop.trip.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityClock;
import org.twinloop.trip.FaultyPool;
import org.twinloop.trip.TestCity;

/** Days of bookings, each by its seed, so many as {@link Extent} says; see {@link Play}. */
@QuarkusTest
@TestProfile(SimulationTest.ByHand.class)
class SimulationTest {
    private static final int SHOWN = 5;

    @Inject
    CityClock clock;

    private Sql sql;
    private Backstage backstage;
    private Town town;

    /** The service's own rounds never run by themselves, and nothing is decided by how long they were away. */
    public static final class ByHand implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> config = new HashMap<>();
            for (String rest : List.of(
                    "twinloop.journal.poll-interval",
                    "twinloop.journal.seal-interval",
                    "twinloop.vehicle.sweep-interval",
                    "twinloop.device.command.poll-interval")) {
                config.put(rest, "PT10H");
            }
            config.put(FaultyPool.SYNCHRONOUS_COMMIT, "off");
            config.put("twinloop.trip.timer-interval", "off");
            config.put("twinloop.settlement.dispute.interval", "off");
            config.put("twinloop.trip.pool.interval", "off");
            config.put("twinloop.trip.heal.interval", "off");
            config.put("twinloop.trip.pool.never", "CONFIDENTIAL");
            config.put("twinloop.chauffeur.rest", "PT10H");
            config.put("twinloop.partner.rest", "PT10H");
            config.put("twinloop.trip.heal.silent-after", "P300D");
            config.put("twinloop.trip.heal.pile-silent-for", "P300D");
            config.put("twinloop.charging.status-age-max", "P300D");
            config.put("twinloop.trip.planning.ceiling-refresh", "PT10H");
            for (String noisy : List.of(
                    "org.twinloop.common.wire.ProblemMapper",
                    "org.twinloop.trip.TripTimers",
                    "org.twinloop.journal",
                    "org.twinloop.partner",
                    "org.twinloop.chauffeur",
                    "org.twinloop.trip.heal",
                    "org.twinloop.trip.pool")) {
                config.put("quarkus.log.category.\"" + noisy + "\".level", "OFF");
            }
            return config;
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(FaultyPool.class);
        }
    }

    @BeforeEach
    void open() throws SQLException {
        TestCity.ready();
        sql = new Sql();
        backstage = new Backstage(clock);
        town = new Town(sql);
    }

    @AfterEach
    void close() throws SQLException {
        town.close();
        backstage.release();
        sql.close();
    }

    @Test
    void whatever_happens_bookings_holds_and_money_stay_true() throws SQLException, IOException {
        Extent extent = Extent.asked();
        Instant begun = Instant.now();
        List<String> broken = new ArrayList<>();
        Map<String, Integer> told = new TreeMap<>();
        long steps = 0;
        for (long seed = extent.first(); seed < extent.first() + extent.seeds(); seed++) {
            Stage stage = stage(seed);
            try {
                new Play(stage).run();
            } catch (AssertionError broke) {
                broken.add(broke.getMessage());
            } catch (RuntimeException failed) {
                StringWriter stack = new StringWriter();
                failed.printStackTrace(new PrintWriter(stack));
                broken.add(stage.broken(stack.toString()).getMessage());
            }
            steps += stage.steps().size();
            stage.told().forEach(type -> told.merge(type, 1, Integer::sum));
        }
        extent.report(steps, broken, told, Duration.between(begun, Instant.now()));
        assertTrue(
                broken.isEmpty(),
                () -> broken.size() + " seeds broke; the first of them:\n\n"
                        + broken.stream().limit(SHOWN).collect(Collectors.joining("\n\n")));
    }

    @Test
    void a_seed_replays_step_by_step() throws SQLException {
        long seed = 7;
        Stage once = stage(seed);
        new Play(once).run();
        Stage again = stage(seed);
        new Play(again).run();

        assertEquals(String.join("\n", once.steps()), String.join("\n", again.steps()));
    }

    private Stage stage(long seed) throws SQLException {
        return new Stage(seed, sql, town, backstage, new Calls());
    }
}
