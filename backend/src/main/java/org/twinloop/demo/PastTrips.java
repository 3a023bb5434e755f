package org.twinloop.demo;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.twinloop.common.CityTime;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Ids;

/** Trips of the past month, asked for and ridden over the public interface like any other. */
@ApplicationScoped
class PastTrips {

    private static final Logger LOG = Logger.getLogger(PastTrips.class);
    private static final Duration LEAD = Duration.ofMinutes(36);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int LOOKS_MAX = 200;
    private static final int TRIES_MAX = 10;
    private static final String DESK = "li";
    private static final int CONFLICT = 409;
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;

    private final WebClient http;
    private final PuppetCars cars;
    private final Clock clock;
    private final int port;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    PastTrips(Vertx vertx, PuppetCars cars, Clock clock, @ConfigProperty(name = "quarkus.http.port") int port) {
        this.http = WebClient.create(vertx);
        this.cars = cars;
        this.clock = clock;
        this.port = port;
    }

    /** The service said no. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String answer) {
            super(answer);
        }
    }

    /** A wish to go from one place to another. */
    record Wish(String login, String fromPlace, String toPlace, String purpose) {}

    /** A booked trip under way. */
    record Booked(
            Wish wish,
            UUID id,
            String plate,
            GeoPoint returnAt,
            double distanceM,
            double arrivalSocPercent,
            boolean plugIn,
            Duration takes) {}

    /** Waits until the service answers and has a network to plan on. */
    Uni<Void> awaitService() {
        return call("wang", HttpMethod.GET, "/stops", null, 200)
                .invoke(stops -> {
                    if (stops.getJsonArray("items").isEmpty()) {
                        throw new IllegalStateException("no stops yet");
                    }
                })
                .onFailure()
                .retry()
                .withBackOff(LOOK_AGAIN, Duration.ofSeconds(1))
                .atMost(LOOKS_MAX)
                .replaceWithVoid();
    }

    /**
     * Plans and submits; nothing when no car could be had. Whoever loses a car to somebody quicker looks again a moment
     * later, and stays at home when that happens time and again.
     */
    Uni<Optional<Booked>> book(Wish wish) {
        return tryToBook(wish)
                .onFailure(Refused.class)
                .retry()
                .withBackOff(LOOK_AGAIN, LOOK_AGAIN.multipliedBy(4))
                .atMost(TRIES_MAX)
                .onFailure(Refused.class)
                .invoke(refused -> LOG.infof("a trip of the past stays undone: %s", refused.getMessage()))
                .onFailure(Refused.class)
                .recoverWithItem(Optional::empty);
    }

    private Uni<Optional<Booked>> tryToBook(Wish wish) {
        Instant departAt = clock.instant().plus(LEAD);
        JsonObject request = new JsonObject()
                .put("id", Ids.next().toString())
                .put("from", new JsonObject().put("placeId", wish.fromPlace()))
                .put("to", new JsonObject().put("placeId", wish.toPlace()))
                .put("departAt", departAt.toString())
                .put("passengers", 1)
                .put("purposeCategory", "MEETING");
        return call(wish.login(), HttpMethod.POST, "/trip-plans", request, CREATED)
                .chain(plan -> ownCar(plan)
                        .map(option -> submit(wish, plan, option))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** Opens the car; the trip has begun when the service says so. */
    Uni<Void> start(Booked trip) {
        UUID command = Ids.next();
        String login = trip.wish().login();
        String label = "/demo/vehicles/" + trip.plate() + "/asset-no";
        return call(login, HttpMethod.GET, label, null, 200)
                .chain(car -> call(
                        login,
                        HttpMethod.POST,
                        "/trips/" + trip.id() + "/unlock",
                        new JsonObject()
                                .put("assetNo", car.getString("assetNo"))
                                .put("commandId", command.toString()),
                        ACCEPTED))
                .chain(() -> cars.unlock(trip.plate(), command))
                .chain(() -> until(login, trip.id(), state -> state.equals("IN_PROGRESS"), 0));
    }

    /** Returns the car and ends the trip. */
    Uni<Void> finish(Booked trip) {
        return cars.park(trip.plate(), trip.returnAt(), trip.distanceM(), trip.arrivalSocPercent(), trip.plugIn())
                .chain(() -> call(
                        trip.wish().login(), HttpMethod.POST, "/trips/" + trip.id() + "/end", new JsonObject(), 200))
                .replaceWithVoid();
    }

    /** Waits until the receipt is written. */
    Uni<Void> settled(Booked trip) {
        return until(trip.wish().login(), trip.id(), state -> state.equals("SETTLED"), 0);
    }

    /** Closes what a person's day that broke off left open: a ride by the fleet desk, a booking by the traveller. */
    Uni<Void> closeOpen(String login) {
        return call(login, HttpMethod.GET, "/trips?limit=20", null, 200).chain(page -> {
            Uni<Void> closed = Uni.createFrom().voidItem();
            for (JsonObject trip : objects(page, "items")) {
                closed = closed.chain(() -> close(login, trip));
            }
            return closed;
        });
    }

    private Uni<Void> close(String login, JsonObject trip) {
        String path = "/trips/" + trip.getString("id");
        JsonObject why = new JsonObject().put("reason", "服务中断后整理 / put in order after the service broke off");
        return switch (trip.getString("state")) {
            case "IN_PROGRESS" ->
                call(DESK, HttpMethod.POST, path + "/end-override", why, 200).replaceWithVoid();
            case "BOOKED" ->
                call(login, HttpMethod.POST, path + "/cancel", why, 200)
                        .onFailure(Refused.class)
                        .invoke(refused -> LOG.infof("a trip of the past closes itself: %s", refused.getMessage()))
                        .onFailure(Refused.class)
                        .recoverWithNull()
                        .replaceWithVoid();
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Optional<Booked>> submit(Wish wish, JsonObject plan, JsonObject option) {
        UUID id = Ids.next();
        JsonObject stop = option.getJsonObject("returnStop");
        JsonObject drive = leg(option);
        return call(wish.login(), HttpMethod.GET, "/budgets", null, 200)
                .chain(budgets -> call(
                        wish.login(),
                        HttpMethod.PUT,
                        "/trips/" + id,
                        new JsonObject()
                                .put("planId", plan.getString("id"))
                                .put("optionId", option.getString("id"))
                                .put(
                                        "purpose",
                                        new JsonObject()
                                                .put("category", "MEETING")
                                                .put("text", wish.purpose()))
                                .put("passengers", new JsonArray().add(new JsonObject().put("name", "经办人")))
                                .put("costCentre", costCentre(budgets))
                                .put("emergency", false),
                        CREATED))
                .map(trip -> Optional.of(new Booked(
                        wish,
                        id,
                        option.getJsonObject("vehicle").getString("plate"),
                        point(drive.getJsonObject("to")),
                        drive.getDouble("distanceM"),
                        option.getDouble("arrivalSocPercent"),
                        stop.getJsonObject("pile") != null,
                        Duration.ofSeconds(drive.getLong("durationS") + 300))));
    }

    /** A car of our own calendar within policy: nobody else has to answer for the past. */
    private static Optional<JsonObject> ownCar(JsonObject plan) {
        return objects(plan, "options").stream()
                .filter(option -> option.getString("mode").equals("EV") && option.getBoolean("bookable"))
                .filter(option ->
                        option.getJsonObject("vehicle").getString("calendar").equals("OURS"))
                .filter(option ->
                        option.getJsonObject("policy").getString("outcome").equals("IN_POLICY"))
                .findFirst();
    }

    private static JsonObject leg(JsonObject option) {
        return objects(option, "legs").stream()
                .filter(leg -> leg.getString("kind").equals("DRIVE"))
                .findFirst()
                .orElseThrow();
    }

    private String costCentre(JsonObject budgets) {
        String year = String.valueOf(clock.instant().atZone(CityTime.ZONE).getYear());
        return objects(budgets, "items").stream()
                .map(budget -> budget.getString("code"))
                .filter(code -> code.endsWith("-30239-" + year))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> objects(JsonObject holder, String field) {
        return holder.getJsonArray(field).stream().map(JsonObject.class::cast).toList();
    }

    private static GeoPoint point(JsonObject place) {
        return new GeoPoint(place.getDouble("lon"), place.getDouble("lat"));
    }

    private Uni<Void> until(String login, UUID trip, Predicate<String> wished, int looks) {
        return call(login, HttpMethod.GET, "/trips/" + trip, null, 200).chain(view -> {
            if (wished.test(view.getString("state"))) {
                return Uni.createFrom().voidItem();
            }
            if (looks >= LOOKS_MAX) {
                throw new IllegalStateException("trip " + trip + " stays " + view.getString("state"));
            }
            return Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(LOOK_AGAIN)
                    .chain(() -> until(login, trip, wished, looks + 1));
        });
    }

    private Uni<JsonObject> call(String login, HttpMethod method, String path, JsonObject body, int expected) {
        return token(login).chain(token -> send(token, method, path, body)).map(answer -> {
            if (answer.statusCode() == CONFLICT) {
                throw new Refused(answer.bodyAsString());
            }
            if (answer.statusCode() != expected) {
                throw new IllegalStateException(
                        method + " " + path + " answered " + answer.statusCode() + ": " + answer.bodyAsString());
            }
            return answer.bodyAsJsonObject();
        });
    }

    private Uni<String> token(String login) {
        String known = tokens.get(login);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        JsonObject request = new JsonObject()
                .put("login", login)
                .put("password", DemoPeople.PASSWORD)
                .put("client", "APP");
        return send(null, HttpMethod.POST, "/auth/login", request)
                .map(answer -> answer.bodyAsJsonObject().getString("accessToken"))
                .invoke(token -> tokens.put(login, token));
    }

    private Uni<io.vertx.ext.web.client.HttpResponse<io.vertx.core.buffer.Buffer>> send(
            String token, HttpMethod method, String path, JsonObject body) {
        var request = http.request(method, port, "127.0.0.1", "/api/v1" + encoded(path));
        if (token != null) {
            request.bearerTokenAuthentication(token);
        }
        return Uni.createFrom()
                .completionStage(
                        () -> (body == null ? request.send() : request.sendJsonObject(body)).toCompletionStage());
    }

    /** Plates carry a Chinese character. */
    private static String encoded(String path) {
        return java.net
                .URI
                .create("http://x")
                .resolve(path.replace(" ", "%20"))
                .toASCIIString()
                .substring("http://x".length());
    }

    /** Runs a step for many trips, a few at a time. */
    static <T, R> Uni<List<R>> each(List<T> items, java.util.function.Function<T, Uni<R>> step) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUni(step::apply)
                .merge(4)
                .collect()
                .asList();
    }
}
