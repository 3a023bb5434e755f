package org.twinloop.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** J03: several people press the button for one car at once; one phone sends its request again and again. */
@QuarkusTest
@TestProfile(City.class)
class J03_RaceTest {
    private static final List<String> RIVALS =
            List.of("wang", "he", "sun", "traveller01", "traveller04", "traveller07");
    private static final int TIMES = 10;

    @BeforeEach
    void city() {
        City.awake();
    }

    /** What a rival was offered. */
    private record Offer(Phone rival, JsonPath plan) {
        String option(String plate) {
            return plan.getString("options.find { it.vehicle?.plate == '" + plate + "' }?.id");
        }

        String plate() {
            return plan.getString("options.find { it.id == '" + Phone.car(plan, "OURS") + "' }?.vehicle?.plate");
        }
    }

    @Test
    void one_car_goes_to_one_of_many_and_the_others_are_told_what_is_taken() {
        List<Phone> rivals = RIVALS.stream().map(Phone::of).toList();
        List<Offer> offers = atOnce(rivals, rival -> new Offer(rival, offered(rival, SelfDrive.INNER_WAYS.get(3))));
        String plate = offers.get(0).plate();
        List<Offer> same =
                offers.stream().filter(offer -> offer.option(plate) != null).toList();
        assertTrue(same.size() > 1, "several want car " + plate);

        List<Response> answers = atOnce(
                same,
                offer ->
                        offer.rival().submit(UUID.randomUUID(), offer.rival().wish(offer.plan(), offer.option(plate))));

        List<String> said = answers.stream().map(Response::asString).toList();
        assertEquals(1, answers.stream().filter(a -> a.statusCode() == 201).count(), said::toString);
        answers.stream()
                .filter(a -> a.statusCode() != 201)
                .forEach(a ->
                        assertEquals("/problems/already-reserved", a.jsonPath().getString("type")));
    }

    @Test
    void a_request_sent_many_times_is_one_trip() {
        Phone phone = Phone.of("traveller13");
        JsonPath plan = offered(phone, SelfDrive.INNER_WAYS.get(2));
        Map<String, Object> wish = phone.wish(plan, Phone.car(plan, "OURS"));
        UUID trip = UUID.randomUUID();
        int heldBefore = held(phone);

        List<Response> answers = atOnce(Collections.nCopies(TIMES, wish), sent -> phone.submit(trip, sent));

        assertEquals(1, answers.stream().filter(a -> a.statusCode() == 201).count());
        assertEquals(
                TIMES - 1, answers.stream().filter(a -> a.statusCode() == 200).count());
        assertEquals(1, answers.stream().map(Response::asString).distinct().count());
        assertEquals(heldBefore + answers.get(0).jsonPath().getInt("heldFen"), held(phone));
        assertEquals(200, phone.cancel(trip).statusCode());
        assertEquals(heldBefore, held(phone));
    }

    /** A plan with a car of ours. */
    private static JsonPath offered(Phone traveller, String[] way) {
        return traveller.planWith(way, Duration.ofMinutes(40), plan -> Phone.car(plan, "OURS"));
    }

    private static int held(Phone traveller) {
        return traveller.get("/budgets").getInt("items.find { it.code == '" + traveller.costCentre() + "' }.heldFen");
    }

    private static <T, R> List<R> atOnce(List<T> those, Function<T, R> deed) {
        ExecutorService fingers = Executors.newFixedThreadPool(those.size());
        try {
            List<CompletableFuture<R>> calls = those.stream()
                    .map(one -> CompletableFuture.supplyAsync(() -> deed.apply(one), fingers))
                    .toList();
            return calls.stream().map(CompletableFuture::join).toList();
        } finally {
            fingers.shutdownNow();
        }
    }
}
