package org.twinloop.demo;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.LoopId;
import org.twinloop.network.Place;
import org.twinloop.network.Places;
import org.twinloop.network.Roads;
import org.twinloop.network.Stop;

/** Places, stops and roads of the sample city. */
@ApplicationScoped
class DemoNetwork {

    /** Positions of places are estimates, so a car counts as at the stop within this distance. */
    static final int STOP_RADIUS_M = 150;

    /**
     * Inner places without a stop of their own: another compound is within a few hundred metres, or demand is
     * small.
     */
    private static final Set<String> INNER_WITHOUT_STOP =
            Set.of("PL-G02", "PL-G04", "PL-G08", "PL-K17", "PL-K18", "PL-K16");

    private static final Set<String> OUTER_WITH_STOP = Set.of(
            "PL-R04", "PL-R05", "PL-C01", "PL-M02", "PL-M05", "PL-L01", "PL-S01", "PL-S03", "PL-S05", "PL-V01",
            "PL-V02", "PL-H01");

    private final Places places;
    private final Roads roads;

    DemoNetwork(Places places, Roads roads) {
        this.places = places;
        this.roads = roads;
    }

    /** What was laid. */
    record Laid(List<Place> places, List<Stop> stops) {}

    Uni<Laid> lay(Instant from) {
        List<NamedCsvRecord> rows = Csv.read("places.csv");
        List<Place> all = rows.stream().map(DemoNetwork::place).toList();
        List<Stop> stops =
                all.stream().filter(DemoNetwork::hasStop).map(DemoNetwork::stop).toList();
        List<String> pinyin = rows.stream().map(row -> row.getField("pinyin")).toList();
        List<String> addresses =
                rows.stream().map(row -> row.getField("address_zh")).toList();
        List<Places.Alias> aliases = Csv.read("place-aliases.csv").stream()
                .map(row -> new Places.Alias(row.getField("place_id"), row.getField("alias"), row.getField("pinyin")))
                .toList();
        return places.addAll(all, pinyin, addresses)
                .chain(() -> places.addAliases(aliases))
                .chain(this::layRoads)
                .chain(() -> roads.addStops(stops, from))
                .replaceWith(new Laid(all, stops));
    }

    private Uni<Void> layRoads() {
        Map<String, Integer> ids = new HashMap<>();
        List<Roads.NewNode> nodes = new ArrayList<>();
        for (NamedCsvRecord row : Csv.read("road-nodes.csv")) {
            String ref = row.getField("node_id");
            ids.put(ref, nodes.size() + 1);
            nodes.add(new Roads.NewNode(
                    nodes.size() + 1,
                    ref,
                    row.getField("name_zh"),
                    row.getField("name_en"),
                    row.getField("kind"),
                    new GeoPoint(number(row, "lon"), number(row, "lat"))));
        }
        List<Roads.NewEdge> edges = new ArrayList<>();
        for (NamedCsvRecord row : Csv.read("road-edges.csv")) {
            edges.add(new Roads.NewEdge(
                    edges.size() + 1,
                    row.getField("edge_id"),
                    ids.get(row.getField("from_node")),
                    ids.get(row.getField("to_node")),
                    row.getField("name_zh"),
                    row.getField("name_en"),
                    row.getField("road_class"),
                    row.getField("structure"),
                    (int) number(row, "speed_kmh"),
                    (int) number(row, "lanes"),
                    row.getField("oneway").equals("1"),
                    row.getField("toll").equals("1"),
                    (int) number(row, "length_m")));
        }
        return roads.addRoads(nodes, edges);
    }

    private static boolean hasStop(Place place) {
        return place.hub()
                || (place.loop() == LoopId.INNER
                        ? !INNER_WITHOUT_STOP.contains(place.id())
                        : OUTER_WITH_STOP.contains(place.id()));
    }

    private static Place place(NamedCsvRecord row) {
        return new Place(
                row.getField("place_id"),
                row.getField("name_zh"),
                row.getField("name_en"),
                row.getField("district"),
                row.getField("category"),
                LoopId.valueOf(row.getField("loop").toUpperCase(Locale.ROOT)),
                row.getField("hub").equals("1"),
                new GeoPoint(number(row, "lon"), number(row, "lat")),
                row.getField("confidence"),
                (int) number(row, "uncertainty_m"));
    }

    private static Stop stop(Place place) {
        String code = place.id().substring("PL-".length());
        Set<LoopId> loops = place.hub() ? Set.of(LoopId.INNER, LoopId.OUTER) : Set.of(place.loop());
        return new Stop(
                DemoIds.of("stop", code),
                code,
                place.id(),
                place.nameZh(),
                place.nameEn(),
                place.position(),
                loops,
                STOP_RADIUS_M,
                place.hub());
    }

    private static double number(NamedCsvRecord row, String column) {
        return Double.parseDouble(row.getField(column));
    }
}
