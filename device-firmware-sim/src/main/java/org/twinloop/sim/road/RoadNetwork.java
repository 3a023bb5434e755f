package org.twinloop.sim.road;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arterial roads as a directed multigraph. Immutable. */
public final class RoadNetwork {
    private final List<Junction> junctions;
    private final List<List<Road>> leaving;

    private RoadNetwork(List<Junction> junctions, List<List<Road>> leaving) {
        this.junctions = junctions;
        this.leaving = leaving;
    }

    /** A node of the network. */
    public record Junction(int index, String id, String nameZh, GeoPoint at) {}

    /** One direction of a road between two junctions. */
    public record Road(
            String id,
            Junction from,
            Junction to,
            String nameZh,
            String roadClass,
            double limitMs,
            double lengthM,
            boolean tunnel,
            boolean ground,
            boolean toll) {}

    /** The network of the sample city. */
    public static RoadNetwork sampleCity() {
        Map<String, Junction> byId = new HashMap<>();
        List<Junction> junctions = new ArrayList<>();
        List<List<Road>> leaving = new ArrayList<>();
        for (var row : Csv.resource("/city/nodes.csv")) {
            GeoPoint at =
                    new GeoPoint(Double.parseDouble(row.getField("lon")), Double.parseDouble(row.getField("lat")));
            Junction junction = new Junction(junctions.size(), row.getField("node_id"), row.getField("name_zh"), at);
            byId.put(junction.id(), junction);
            junctions.add(junction);
            leaving.add(new ArrayList<>());
        }
        for (var row : Csv.resource("/city/edges.csv")) {
            Junction from = known(byId, row.getField("from_node"));
            Junction to = known(byId, row.getField("to_node"));
            add(leaving, road(row, from, to, ""));
            if (row.getField("oneway").equals("0")) {
                add(leaving, road(row, to, from, "-"));
            }
        }
        return new RoadNetwork(
                List.copyOf(junctions), leaving.stream().map(List::copyOf).toList());
    }

    private static Road road(NamedCsvRecord row, Junction from, Junction to, String direction) {
        return new Road(
                row.getField("edge_id") + direction,
                from,
                to,
                row.getField("name_zh"),
                row.getField("road_class"),
                Double.parseDouble(row.getField("speed_kmh")) / 3.6,
                Double.parseDouble(row.getField("length_m")),
                row.getField("structure").equals("tunnel"),
                row.getField("structure").equals("ground"),
                row.getField("toll").equals("1"));
    }

    private static void add(List<List<Road>> leaving, Road road) {
        leaving.get(road.from().index()).add(road);
    }

    private static Junction known(Map<String, Junction> byId, String id) {
        Junction junction = byId.get(id);
        if (junction == null) {
            throw new IllegalStateException("edges.csv names junction " + id + " which nodes.csv does not have");
        }
        return junction;
    }

    /** One direction of a road by its id. */
    public Optional<Road> road(String id) {
        return leaving.stream()
                .flatMap(List::stream)
                .filter(road -> road.id().equals(id))
                .findFirst();
    }

    public List<Junction> junctions() {
        return junctions;
    }

    public List<Road> leaving(Junction junction) {
        return leaving.get(junction.index());
    }
}
