package org.twinloop.sim.gb32960;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.sim.gb32960.Gateway.Met;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.time.Timeline;

/** A box against a small service on a real socket. */
class TelematicsBoxTest {
    private static final String VIN = "LTWEV000000000001";
    private static final String OTHER = "LTWEV000000000002";
    private static final long MORNING_MS = Instant.parse("2026-11-23T01:30:15Z").toEpochMilli();
    private static final Gauges DRIVING =
            new Gauges(new GeoPoint(121.4737, 31.2304), 52.3, 12_345_600, 76.4, true, false);

    private final Vertx vertx = Vertx.vertx();
    private final Timeline timeline = new Timeline(MORNING_MS);
    private Context context;
    private Gateway gateway;
    private Boxes boxes;

    @BeforeEach
    void a_service() throws Exception {
        gateway = new Gateway();
        boxes = on(() ->
                new Boxes(vertx, timeline, new Boxes.Plan(URI.create("tcp://127.0.0.1:" + gateway.port()), 1, 0, 1)));
    }

    @AfterEach
    void close() throws Exception {
        on(() -> {
            boxes.hangUp();
            return null;
        });
        gateway.close();
        vertx.close();
    }

    @Test
    void a_box_logs_in_and_reports_what_its_car_shows() throws Exception {
        add(VIN, DRIVING);
        Met login = gateway.next();
        assertEquals(Frames.LOGIN, login.command());
        assertEquals('#', login.start());
        assertEquals("1a0b17091e0f" + "0001" + "3839383630303030303030303030303030303031" + "0100", login.unit());
        pass(10);
        Met report = gateway.next(Frames.REAL_TIME);
        assertEquals(VIN, report.vin());
        String vehicle = report.unit().substring(12, 54);
        assertEquals(
                "01" + "010301" + "020b" + "0001e240" + "0ee3" + "28ac" + "4c" + "01" + "2e" + "1388" + "1400",
                vehicle);
        assertTrue(report.unit().contains("05" + "00" + "073d8aa4" + "01dc89c0"), report.unit());
    }

    @Test
    void every_second_box_speaks_the_edition_of_2025() throws Exception {
        add(VIN, DRIVING);
        add(OTHER, DRIVING);
        Met first = gateway.next(Frames.LOGIN);
        Met second = gateway.next(Frames.LOGIN);
        Met young = first.vin().equals(OTHER) ? first : second;
        assertEquals('$', young.start());
        assertTrue(young.unit().endsWith("3200"), "no codes of battery packs");
        pass(10);
        Met report = gateway.next(Frames.REAL_TIME);
        while (!report.vin().equals(OTHER)) {
            report = gateway.next(Frames.REAL_TIME);
        }
        assertTrue(report.unit().contains("05" + "00" + "01" + "073d8aa4" + "01dc89c0"), report.unit());
    }

    @Test
    void what_was_taken_without_network_comes_again_in_order_after_it_is_back() throws Exception {
        add(VIN, DRIVING);
        gateway.next(Frames.LOGIN);
        pass(10);
        gateway.next(Frames.REAL_TIME);
        on(() -> {
            boxes.find(VIN).orElseThrow().cut(0.3);
            return null;
        });
        List<String> missed = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            pass(10);
            missed.add("%012x".formatted(Frames.time(timeline.nowMs())).substring(0, 8));
        }
        List<String> reissued = new ArrayList<>();
        while (reissued.size() < 40) {
            reissued.add(gateway.next(Frames.REISSUE).time());
        }
        assertEquals(reissued.stream().sorted().toList(), reissued, "oldest first");
        assertEquals(40, reissued.stream().distinct().count(), "each once");
        assertTrue(reissued.get(0).startsWith(missed.get(0)), reissued + " begins with " + missed.get(0));
        on(() -> {
            assertEquals(0, boxes.refused());
            return null;
        });
    }

    @Test
    void a_car_in_a_tunnel_has_no_fix_and_a_nearly_empty_one_raises_an_alarm() throws Exception {
        add(VIN, new Gauges(null, 0, 1_000_000, 7, false, false));
        gateway.next(Frames.LOGIN);
        pass(10);
        String unit = gateway.next(Frames.REAL_TIME).unit();
        assertTrue(unit.contains("05" + "01" + "00000000" + "00000000"), unit);
        assertTrue(unit.contains("07" + "01" + "00000010" + "00000000"), unit);
    }

    /** Puts a box into a car and waits until it is logged in. */
    private void add(String vin, Gauges gauges) throws Exception {
        long before = on(() -> {
            boxes.add(vin, () -> gauges);
            return boxes.connected();
        });
        awaitConnected(before + 1);
    }

    private void awaitConnected(long wanted) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (on(() -> boxes.connected()) < wanted) {
            assertTrue(System.nanoTime() < until, "no login was answered");
            Thread.onSpinWait();
        }
    }

    private void pass(double seconds) throws Exception {
        on(() -> {
            timeline.runUntil(timeline.nowMs() + Math.round(seconds * 1_000));
            return null;
        });
    }

    /** Boxes live on one event loop. */
    private <T> T on(Callable<T> work) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop().runOnContext(now -> {
            try {
                done.complete(work.call());
            } catch (Exception | AssertionError e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(90, TimeUnit.SECONDS);
    }

    private Context loop() {
        if (context == null) {
            context = vertx.getOrCreateContext();
        }
        return context;
    }
}
