package org.twinloop.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** J03: several people press the button for one car at once; one phone sends its request again and again. */
@QuarkusTest
@TestProfile(City.class)
class J03_RaceTest {
    private static final List<String> RIVALS = List.of(
            "wang", "he", "traveller27", "traveller01", "traveller02", "traveller04", "traveller07", "traveller10");
    private static final int TIMES = 10;

    @BeforeEach
    void city() {
        City.awake();
    }

    @Test
    void one_car_goes_to_one_of_many_and_the_others_are_told_what_is_taken() {
        List<Callable<Response>> calls = new ArrayList<>();
        String plate = null;
        Instant departAt = Phone.of("wang").cityTime().plus(Duration.ofMinutes(40));
        for (String login : RIVALS) {
            Phone rival = Phone.of(login);
            JsonPath plan = rival.plan(SelfDrive.INNER_WAYS.get(3), departAt);
            plate = plate == null
                    ? plan.getString("options.find { it.id == '" + Phone.car(plan, "OURS") + "' }.vehicle.plate")
                    : plate;
            String option = plan.getString("options.find { it.vehicle?.plate == '" + plate + "' }?.id");
            if (option != null) {
                Map<String, Object> wish = rival.wish(plan, option);
                calls.add(() -> rival.submit(UUID.randomUUID(), wish));
            }
        }
        assertTrue(calls.size() > 1, "several want car " + plate);

        List<Response> answers = atOnce(calls);

        List<Response> won = answers.stream().filter(a -> a.statusCode() == 201).toList();
        assertEquals(
                1,
                won.size(),
                () -> answers.stream().map(Response::asString).toList().toString());
        answers.stream()
                .filter(a -> a.statusCode() != 201)
                .forEach(a ->
                        assertEquals("/problems/already-reserved", a.jsonPath().getString("type")));
    }

    @Test
    void a_request_sent_many_times_is_one_trip() {
        Phone wang = Phone.of("wang");
        JsonPath plan = wang.plan(SelfDrive.INNER_WAYS.get(2), wang.cityTime().plus(Duration.ofMinutes(40)));
        Map<String, Object> wish = wang.wish(plan, Phone.car(plan, "OURS"));
        UUID trip = UUID.randomUUID();
        int heldBefore = held(wang);

        List<Response> answers = atOnce(IntStream.range(0, TIMES)
                .<Callable<Response>>mapToObj(i -> () -> wang.submit(trip, wish))
                .toList());

        assertEquals(1, answers.stream().filter(a -> a.statusCode() == 201).count());
        assertEquals(
                TIMES - 1, answers.stream().filter(a -> a.statusCode() == 200).count());
        assertEquals(1, answers.stream().map(Response::asString).distinct().count());
        assertEquals(heldBefore + answers.get(0).jsonPath().getInt("heldFen"), held(wang));
        assertEquals(200, wang.cancel(trip).statusCode());
        assertEquals(heldBefore, held(wang));
    }

    private static int held(Phone traveller) {
        return traveller.get("/budgets").getInt("items.find { it.code == '" + traveller.costCentre() + "' }.heldFen");
    }

    private static List<Response> atOnce(List<Callable<Response>> calls) {
        ExecutorService fingers = Executors.newFixedThreadPool(calls.size());
        try {
            List<Response> answers = new ArrayList<>();
            for (Future<Response> call : fingers.invokeAll(calls)) {
                answers.add(call.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError("a call failed", e);
        } finally {
            fingers.shutdownNow();
        }
    }
}
