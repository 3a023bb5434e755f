package org.twinloop.trip.planning.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.isolation.Catalogue;
import org.twinloop.network.Route;
import org.twinloop.vehicle.Vehicle;

/** The roads of the sample city and its models of cars as the simulator wants them told. */
final class DrivenRoads {
    private final Map<Integer, Road> roads = new HashMap<>();

    /** A road, straight from one junction to another, longer than that by its bends. */
    private record Road(
            int id, int from, int to, GeoPoint start, GeoPoint end, double lengthM, double kmh, boolean ground) {

        GeoPoint at(int node) {
            return node == from ? start : end;
        }

        boolean meets(int node) {
            return node == from || node == to;
        }
    }

    private DrivenRoads() {}

    static DrivenRoads ofSampleCity() {
        DrivenRoads all = new DrivenRoads();
        for (String line : texts("select concat_ws('|', id, from_node, to_node, st_x(st_startpoint(geom)), "
                + "st_y(st_startpoint(geom)), st_x(st_endpoint(geom)), st_y(st_endpoint(geom)), length_m, speed_kmh, "
                + "structure) from network.road_edge where build = 1")) {
            String[] field = line.split("\\|");
            Road road = new Road(
                    Integer.parseInt(field[0]),
                    Integer.parseInt(field[1]),
                    Integer.parseInt(field[2]),
                    new GeoPoint(Double.parseDouble(field[3]), Double.parseDouble(field[4])),
                    new GeoPoint(Double.parseDouble(field[5]), Double.parseDouble(field[6])),
                    Double.parseDouble(field[7]),
                    Double.parseDouble(field[8]),
                    field[9].equals("ground"));
            all.roads.put(road.id(), road);
        }
        return all;
    }

    /** A car of each model. */
    static List<Vehicle> cars() {
        return texts("select concat_ws('|', code, battery_wh, wh_per_km, max_dc_w, max_ac_w) from vehicle.model "
                        + "where code in ('ROEWE-EI5', 'BAIC-EC180', 'CHERY-EQ1', 'BYD-E5', 'MAXUS-EUNIQ5') order by 1")
                .stream()
                .map(line -> car(line.split("\\|")))
                .toList();
    }

    private static Vehicle car(String[] model) {
        int[] number = new int[model.length];
        for (int i = 1; i < model.length; i++) {
            number[i] = Integer.parseInt(model[i]);
        }
        return new Vehicle(
                new UUID(0, number[1]),
                1,
                null,
                "",
                "",
                model[0],
                "",
                "",
                "COMPACT",
                5,
                number[1],
                number[2],
                number[3],
                number[4],
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static JsonObject model(Vehicle car) {
        return new JsonObject()
                .put("code", car.modelCode())
                .put("batteryWh", car.batteryWh())
                .put("whPerKm", car.whPerKm())
                .put("maxDcW", car.maxDcW())
                .put("maxAcW", car.maxAcW());
    }

    /** A way as the simulator drives it: to the road, along roads, from the road. */
    JsonObject leg(Route route) {
        List<GeoPoint> points = route.geometry();
        GeoPoint from = points.get(0);
        GeoPoint to = points.get(points.size() - 1);
        GeoPoint on = points.get(1);
        GeoPoint off = points.get(points.size() - 2);
        JsonArray stretches = new JsonArray();
        double roadM = 0;
        GeoPoint at = on;
        int entered = -1;
        for (int place = 0; place < route.edgeIds().size(); place++) {
            Road road = roads.get(route.edgeIds().get(place));
            boolean last = place == route.edgeIds().size() - 1;
            int node = last ? -1 : left(road, roads.get(route.edgeIds().get(place + 1)), entered);
            GeoPoint next = last ? off : road.at(node);
            double lengthM = road.lengthM() * at.distanceM(next) / road.start().distanceM(road.end());
            roadM += lengthM;
            add(stretches, "E" + road.id(), next, lengthM, road.kmh(), road.ground());
            at = next;
            entered = node;
        }
        double apartM = from.distanceM(on) + off.distanceM(to);
        double accessM = route.distanceM() - roadM;
        assertEquals(1.3 * apartM, accessM, 20 + roadM * 0.003, () -> "the way is not told whole: " + route);
        JsonArray all = new JsonArray();
        double bends = apartM == 0 ? 1 : Math.max(1, accessM / apartM);
        add(all, "", on, from.distanceM(on) * bends, 25, true);
        all.addAll(stretches);
        add(all, "", to, off.distanceM(to) * bends, 25, true);
        return new JsonObject().put("from", lonLat(from)).put("roads", all);
    }

    /** The junction by which one leaves a road for another; of two, the one by which one did not come. */
    private static int left(Road road, Road next, int entered) {
        boolean forward = next.meets(road.to()) && (road.to() != entered || !next.meets(road.from()));
        return forward ? road.to() : road.from();
    }

    private static void add(JsonArray stretches, String id, GeoPoint to, double lengthM, double kmh, boolean ground) {
        if (lengthM >= 1) {
            stretches.add(new JsonObject()
                    .put("id", id)
                    .put("to", lonLat(to))
                    .put("lengthM", lengthM)
                    .put("limitKmh", kmh)
                    .put("ground", ground));
        }
    }

    private static JsonArray lonLat(GeoPoint point) {
        return new JsonArray().add(point.lon()).add(point.lat());
    }

    private static List<String> texts(String query) {
        try (Connection owner = Catalogue.owner()) {
            return Catalogue.texts(owner, query);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }
}
