package org.twinloop.common.geo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.twinloop.common.EventStreams.Tell;
import org.twinloop.common.GeoPoint;

/**
 * Puts the positions of an answer into another datum, whatever its shape. A position on the wire is a {@code lon}
 * beside a {@code lat}, the {@code coordinates} of GeoJSON, or an encoded polyline named {@code geometry}; nothing else
 * is one.
 */
@ApplicationScoped
public class PositionJson {

    /** Nine places are 0.1 mm; more would be noise of the conversion. */
    private static final double PLACES = 1e9;

    private final ObjectMapper json;

    PositionJson(ObjectMapper json) {
        this.json = json;
    }

    /** An answer with WGS-84 positions as it goes out in a datum: itself, or a tree. */
    public Object in(Datum datum, Object answer) {
        if (datum == Datum.wgs84) {
            return answer;
        }
        JsonNode tree = json.valueToTree(answer);
        walk(datum, tree);
        return tree;
    }

    /** The same for the events of a stream. */
    public List<Tell> in(Datum datum, List<Tell> events) {
        return events.stream()
                .map(event -> new Tell(event.name(), in(datum, event.data())))
                .toList();
    }

    private static void walk(Datum datum, JsonNode node) {
        if (node instanceof ObjectNode object) {
            JsonNode lon = object.path("lon");
            JsonNode lat = object.path("lat");
            if (lon.isNumber() && lat.isNumber()) {
                double[] pair = pair(datum, lon.asDouble(), lat.asDouble());
                object.put("lon", pair[0]).put("lat", pair[1]);
            }
            if (object.path("geometry").isTextual()) {
                object.put("geometry", polyline(datum, object.get("geometry").asText()));
            }
            if (object.path("coordinates") instanceof ArrayNode coordinates) {
                geoJson(datum, coordinates);
            }
        }
        node.forEach(child -> walk(datum, child));
    }

    private static void geoJson(Datum datum, ArrayNode coordinates) {
        if (coordinates.path(0).isNumber() && coordinates.path(1).isNumber()) {
            double[] pair = pair(
                    datum, coordinates.get(0).asDouble(), coordinates.get(1).asDouble());
            coordinates.set(0, DoubleNode.valueOf(pair[0]));
            coordinates.set(1, DoubleNode.valueOf(pair[1]));
            return;
        }
        coordinates.forEach(child -> {
            if (child instanceof ArrayNode inner) {
                geoJson(datum, inner);
            }
        });
    }

    private static String polyline(Datum datum, String encoded) {
        return Polyline.encode(Polyline.decode(encoded).stream()
                .map(datum::of)
                .map(pair -> new GeoPoint(pair[0], pair[1]))
                .toList());
    }

    private static double[] pair(Datum datum, double lon, double lat) {
        double[] pair = datum.of(new GeoPoint(lon, lat));
        return new double[] {Math.round(pair[0] * PLACES) / PLACES, Math.round(pair[1] * PLACES) / PLACES};
    }
}
