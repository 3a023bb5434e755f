package org.twinloop.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.sim.Arguments.Option;
import org.twinloop.sim.Main.Failure;
import org.twinloop.sim.car.Journey;
import org.twinloop.sim.energy.CarModel;
import org.twinloop.sim.energy.Weather;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.road.Route;
import org.twinloop.sim.road.Route.Stretch;
import org.twinloop.sim.terminal.Json;
import org.twinloop.sim.time.Dice;

/**
 * The {@code drive} command: trips that somebody planned, one in JSON on each line of the standard input, are driven;
 * each is answered by a line.
 *
 * <pre>
 * {"trip":"7","departAt":"2026-11-23T01:30:00Z","socPercent":61.5,
 *  "model":{"code":"BYD-E5","batteryWh":51200,"whPerKm":145,"maxDcW":40000,"maxAcW":7000},
 *  "legs":[{"from":[121.47,31.23],"chargedToPercent":0,
 *           "roads":[{"id":"E17","to":[121.48,31.23],"lengthM":980,"limitKmh":50,"ground":true}]}]}
 * {"trip":"7","legs":[{"fromPercent":61.5,"toPercent":61.1,"metres":980,"seconds":131,"arrived":true}]}
 * </pre>
 *
 * <p>A road without id is a way between a road and a bay or pile, without traffic lights.
 */
final class DriveCommand {
    private static final double KMH_PER_MS = 3.6;

    private static final List<Option> OPTIONS = List.of(
            new Option("--seed", "N", "1", "the same seed gives the same drivers, weather and lights"),
            new Option("--help", "", null, "this text"));

    private DriveCommand() {}

    static String help() {
        return Arguments.help("drive: drives planned trips, JSON by line from the standard input", OPTIONS);
    }

    static void main(String[] args, InputStream in, PrintStream out) {
        Arguments arguments = new Arguments(OPTIONS, args);
        if (arguments.on("--help")) {
            out.println(help());
            return;
        }
        long seed = arguments.whole("--seed", Long.MIN_VALUE, Long.MAX_VALUE);
        Weather weather = new Weather(seed);
        int number = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                JsonNode trip = Json.MAPPER.readTree(line);
                String name = trip.path("trip").asText();
                out.println(answer(name, journey(trip).drive(weather, Dice.of(seed, "trip-" + name))));
            }
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new Failure("line " + number + " is no trip to drive: " + e.getMessage(), e);
        }
    }

    private static ObjectNode answer(String trip, List<Journey.Driven> driven) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("trip", trip);
        ArrayNode legs = json.putArray("legs");
        for (Journey.Driven leg : driven) {
            legs.addObject()
                    .put("fromPercent", Json.rounded(leg.fromPercent(), 3))
                    .put("toPercent", Json.rounded(leg.toPercent(), 3))
                    .put("metres", Math.round(leg.metres()))
                    .put("seconds", leg.seconds())
                    .put("arrived", leg.arrived());
        }
        return json;
    }

    private static Journey journey(JsonNode trip) {
        JsonNode model = trip.path("model");
        CarModel.Register register = new CarModel.Register(
                model.path("code").asText(),
                model.path("batteryWh").asDouble(),
                model.path("whPerKm").asDouble(),
                model.path("maxDcW").asDouble(),
                model.path("maxAcW").asDouble());
        List<Journey.Leg> legs = new ArrayList<>();
        for (JsonNode leg : trip.path("legs")) {
            legs.add(new Journey.Leg(leg.path("chargedToPercent").asDouble(), route(leg)));
        }
        if (legs.isEmpty()) {
            throw new IllegalArgumentException("legs is empty; a trip has at least one");
        }
        return new Journey(
                CarModel.of(register),
                Instant.parse(trip.path("departAt").asText()).toEpochMilli(),
                trip.path("socPercent").asDouble(),
                legs);
    }

    private static Route route(JsonNode leg) {
        List<Stretch> stretches = new ArrayList<>();
        GeoPoint at = point(leg.path("from"));
        for (JsonNode road : leg.path("roads")) {
            GeoPoint to = point(road.path("to"));
            double lengthM = road.path("lengthM").asDouble();
            double limitMs = road.path("limitKmh").asDouble() / KMH_PER_MS;
            if (!(lengthM > 0) || !(limitMs > 0)) {
                throw new IllegalArgumentException("road " + road + "; lengthM and limitKmh must be above 0");
            }
            boolean ground = road.path("ground").asBoolean(true);
            stretches.add(new Stretch(road.path("id").asText(), at, to, lengthM, limitMs, false, ground, false));
            at = to;
        }
        return new Route(stretches);
    }

    private static GeoPoint point(JsonNode pair) {
        return new GeoPoint(pair.path(0).asDouble(Double.NaN), pair.path(1).asDouble(Double.NaN));
    }
}
