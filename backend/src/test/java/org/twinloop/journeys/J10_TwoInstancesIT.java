package org.twinloop.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.twinloop.common.SystemTime;
import org.twinloop.device.TcpProxy;

/**
 * J10: two instances of the packaged service over one database are one service. The cars hold their lines to the first
 * (behind a balancer), people speak with the second; then the first is killed and the second carries on.
 */
class J10_TwoInstancesIT {
    /** A Tuesday after the one of the other journeys, whose database this may be; 09:00 in Shanghai. */
    private static final String MORNING = "2026-10-20T01:00:00Z";

    private static final String TOKEN = UUID.randomUUID().toString();
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(240);
    private static final List<String> LATECOMERS = List.of("he", "traveller01", "traveller04", "traveller07");

    private static Instance first;
    private static Instance second;
    private static TcpProxy balancer;
    private static Simulator city;

    @BeforeAll
    static void two_instances_and_a_city_on_the_first() throws IOException {
        int partners = Integer.parseInt(City.freePort());
        Map<String, String> settings = settings(partners);
        first = Instance.start("first", settings);
        first.awaitReady();
        second = Instance.start("second", settings);
        balancer = new TcpProxy("127.0.0.1", first.mqtt());
        second.awaitReady();
        city = Simulator.start(new Simulator.Doors(
                second.address(), "127.0.0.1:" + balancer.port(), partners, Integer.parseInt(City.freePort()), TOKEN));
        city.awaitConnected(CONNECTED_WITHIN);
    }

    private static Map<String, String> settings(int partners) {
        Map<String, String> settings = new HashMap<>();
        settings.put("TWINLOOP_DB_URL", City.database());
        settings.put("TWINLOOP_STATE_DIR", "target/instances");
        settings.put("TWINLOOP_CLOCK_REAL_ORIGIN", SystemTime.now().toString());
        settings.put("TWINLOOP_CLOCK_CITY_ORIGIN", MORNING);
        settings.put("TWINLOOP_CLOCK_SPEED", String.valueOf(City.SPEED));
        settings.put("TWINLOOP_DEMO_PAST_TRIPS", "0");
        settings.put("TWINLOOP_DEMO_PARTNER_URL", "http://127.0.0.1:" + partners);
        settings.put("TWINLOOP_DEMO_PARTNER_TOKEN", TOKEN);
        settings.put("TWINLOOP_TRIP_NO_SHOW_AFTER", "PT12M");
        return settings;
    }

    @AfterAll
    static void nothing_is_left_running() {
        if (city != null) {
            city.stop();
        }
        if (balancer != null) {
            balancer.close();
        }
        if (first != null) {
            first.stop();
        }
        if (second != null) {
            second.stop();
        }
    }

    @Test
    void two_instances_are_one_service_and_one_may_die() throws IOException {
        theyFollowTheJournal();
        SelfDrive trip = SelfDrive.book(Phone.at(second.address(), "wang"));
        trip.unlock();
        List<SelfDrive> nobodyComesFor = IntStream.range(0, LATECOMERS.size())
                .mapToObj(i ->
                        SelfDrive.book(Phone.at(i % 2 == 0 ? first.address() : second.address(), LATECOMERS.get(i))))
                .toList();
        nobodyComesFor.forEach(J10_TwoInstancesIT::timersRunOnce);

        first.kill();
        balancer.redirect(second.mqtt());

        trip.end();
        assertEquals(trip.receipt().getInt("totalFen"), paid(trip.id()));
        city.awaitConnected(CONNECTED_WITHIN);
        SelfDrive next = SelfDrive.book(Phone.at(second.address(), "traveller27"));
        next.unlock();
        assertEquals(
                "IN_PROGRESS",
                Phone.at(second.address(), "traveller27")
                        .get("/trips/" + next.id())
                        .getString("state"));
    }

    /**
     * Services that have just started have a whole city to read about; who must come within minutes of the city does
     * not book before they are through with it.
     */
    private static void theyFollowTheJournal() {
        Phone qian = Phone.at(first.address(), "qian");
        SelfDrive early = SelfDrive.book(qian);
        qian.untilTold(early.id(), "trip.booked");
        assertEquals(200, qian.cancel(early.id()).statusCode());
    }

    /** Both instances watch the clock; the holds end once, one event says so and one message is sent. */
    private static void timersRunOnce(SelfDrive trip) {
        trip.traveller().untilTripIs(trip.id(), "NO_SHOW");
        trip.traveller().untilTold(trip.id(), "trip.no-show");
        JsonPath events = Phone.at(second.address(), "zheng").get("/trips/" + trip.id() + "/events");
        assertEquals(1, events.getInt("items.count { it.type == 'trip.no-show' }"));
        assertEquals(
                1,
                trip.traveller()
                        .get("/messages")
                        .getInt("items.count { it.tripId == '" + trip.id() + "' && it.kind == 'trip.no-show' }"));
    }

    private static int paid(UUID trip) {
        return Phone.at(second.address(), "wang").untilTripIs(trip, "SETTLED").getInt("receiptFen");
    }
}
