package org.twinloop.network.draft;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.osm.tag.Access;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Road;
import org.twinloop.network.osm.tag.RoadClass;
import org.twinloop.network.osm.tag.Structure;
import org.twinloop.network.osm.tag.Travel;
import org.twinloop.network.road.RoadTable;
import org.twinloop.network.snap.RoadLines;
import org.twinloop.network.snap.Snap;
import org.twinloop.network.snap.Snapper;

/**
 * A small OpenStreetMap extract drawn in a text block, and what an import makes of it.
 *
 * <pre>
 *   A---B---C          letters are nodes, 100 m a character to the right and 200 m a line down; all else is decoration
 *       |
 *       D
 *   way ABC highway=primary oneway=yes
 *   way BD highway=residential
 *   node B barrier=bollard
 *   turn restriction=no_left_turn from=ABC via=B to=BD
 * </pre>
 *
 * A node named {@code via=B} is a node, {@code via=BD} the way of these nodes. A way over a letter that is not drawn
 * names a node that is not in the file. Edges are told as {@code A-B}, the far side of a barrier as {@code *}.
 */
public final class Sketch {

    private static final double LON = 121.4;
    private static final double LAT = 31.2;
    private static final double LON_STEP = 0.00105;
    private static final double LAT_STEP = 0.0018;

    private final Map<Character, double[]> nodes = new TreeMap<>();
    private final Map<Character, String> nodeTags = new TreeMap<>();
    private final Map<String, String> ways = new LinkedHashMap<>();
    private final List<String> relations = new ArrayList<>();
    private final List<String> edges = new ArrayList<>();
    private final List<Integer> edgeFrom = new ArrayList<>();
    private final List<Integer> edgeTo = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<DraftEdge> roads = new ArrayList<>();
    private final ImportReport report = new ImportReport();
    private List<Turn> turns;
    private Topology topology;

    private Sketch() {}

    public static Sketch of(String drawing) {
        Sketch sketch = new Sketch();
        int row = 0;
        for (String line : drawing.lines().toList()) {
            String[] words = line.strip().split("\\s+", 3);
            switch (words[0]) {
                case "way" -> sketch.ways.put(words[1], words[2]);
                case "node" -> sketch.nodeTags.put(words[1].charAt(0), words[2]);
                case "turn" ->
                    sketch.relations.add(line.strip().substring("turn".length()).strip());
                default -> sketch.draw(line, row++);
            }
        }
        sketch.build();
        return sketch;
    }

    /** Every road: from-to, class, km/h, and for each mode the directions it may be used in. */
    String edges() {
        return String.join("\n", edges) + "\n";
    }

    /** Edges of one mode only, with the word of access where it is not public. */
    String edges(Mode mode) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < roads.size(); i++) {
            Travel travel = roads.get(i).road().travel(mode);
            if (travel.isOpen()) {
                text.append(name(i)).append(' ').append(told(travel)).append('\n');
            }
        }
        return text.toString();
    }

    /** Forbidden sequences: {@code A-B B-D car bike}. */
    String turns() {
        return turns.stream()
                .map(turn -> turn.steps().stream().map(this::name).collect(Collectors.joining(" "))
                        + (turn.car() ? " car" : "")
                        + (turn.bike() ? " bike" : "")
                        + "\n")
                .sorted()
                .collect(Collectors.joining());
    }

    /** Remarks with their counts. */
    String remarks() {
        return report.remarks().stream()
                .map(noted -> noted.code() + " " + noted.count() + "\n")
                .collect(Collectors.joining());
    }

    /** Edges that do not lie in the main part of a mode. */
    String outside(Mode mode) {
        Islands islands = Islands.of(topology, mode);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < roads.size(); i++) {
            if (topology.isOpen(i, mode) && !islands.isMain(i)) {
                text.append(name(i)).append('\n');
            }
        }
        return text.toString();
    }

    /** Where a letter is drawn. */
    public GeoPoint at(char letter) {
        return new GeoPoint(nodes.get(letter)[0], nodes.get(letter)[1]);
    }

    /** What a place snaps to: road, how far along in percent, length of the leg in tens of metres; or why not. */
    String snap(char letter, Mode mode, boolean mayEnterPrivate, double legMaxM) {
        Snap snap = new Snapper(lines(), legMaxM).snap(at(letter), mode, mayEnterPrivate);
        if (snap instanceof Snap.AccessLeg leg) {
            return "%s %d%% %dm"
                    .formatted(name(leg.edge()), Math.round(leg.along() * 100), 10 * Math.round(leg.distanceM() / 10));
        }
        Snap.Unreached not = (Snap.Unreached) snap;
        return not.reason() + (Double.isFinite(not.nearestM()) ? " " + 10 * Math.round(not.nearestM() / 10) + "m" : "");
    }

    private RoadLines lines() {
        List<Islands> islands = Arrays.stream(Mode.values())
                .map(mode -> Islands.of(topology, mode))
                .toList();
        RoadLines lines = new RoadLines();
        for (DraftEdge edge : roads) {
            Access[] access = new Access[3];
            boolean[] main = new boolean[3];
            for (Mode mode : Mode.values()) {
                access[mode.ordinal()] = edge.road().travel(mode).access();
                main[mode.ordinal()] = islands.get(mode.ordinal()).isMain(edge.number());
            }
            boolean expressway = List.of(RoadClass.MOTORWAY, RoadClass.MOTORWAY_LINK)
                            .contains(edge.road().roadClass())
                    || List.of(Structure.ELEVATED, Structure.TUNNEL)
                            .contains(edge.road().structure());
            lines.add(
                    edge.number(),
                    Arrays.stream(edge.points()).mapToDouble(p -> p / 1e7).toArray(),
                    expressway,
                    access,
                    main);
        }
        return lines;
    }

    List<DraftEdge> roads() {
        return roads;
    }

    /** The roads as the service reads them, forbidden turns apart. */
    public RoadTable table() {
        RoadTable table = new RoadTable();
        Map<Mode, Islands> islands = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            islands.put(mode, Islands.of(topology, mode));
        }
        for (DraftEdge edge : roads) {
            Map<Mode, Travel> travel = new EnumMap<>(Mode.class);
            Map<Mode, Boolean> main = new EnumMap<>(Mode.class);
            for (Mode mode : Mode.values()) {
                travel.put(mode, edge.road().travel(mode));
                main.put(mode, islands.get(mode).isMain(edge.number()));
            }
            table.add(new org.twinloop.network.road.Road(
                    edge.number(),
                    edge.from(),
                    edge.to(),
                    edge.road().nameZh(),
                    edge.road().nameEn(),
                    edge.road().roadClass().word(),
                    false,
                    edge.lengthM(),
                    edge.road().speedKmh(),
                    edge.road().speedBackwardKmh(),
                    travel,
                    main,
                    Arrays.stream(edge.points()).mapToDouble(p -> p / 1e7).toArray()));
        }
        return table;
    }

    /** Numbers of roads by the letters of their junctions. */
    public String names(List<Integer> edges) {
        return edges.stream().map(this::name).collect(Collectors.joining(" "));
    }

    Topology topology() {
        return topology;
    }

    private String name(int edge) {
        return names.get(edgeFrom.get(edge)) + "-" + names.get(edgeTo.get(edge));
    }

    private String name(Turn.Step step) {
        String from = names.get(edgeFrom.get(step.edge()));
        String to = names.get(edgeTo.get(step.edge()));
        return step.forward() ? from + "-" + to : to + "-" + from;
    }

    private void draw(String line, int row) {
        for (int column = 0; column < line.length(); column++) {
            if (Character.isLetter(line.charAt(column))) {
                nodes.put(line.charAt(column), new double[] {LON + column * LON_STEP, LAT - row * LAT_STEP});
            }
        }
    }

    private void build() {
        try {
            Path folder = Files.createTempDirectory("sketch");
            Path file = folder.resolve("sketch.osm");
            Files.writeString(file, xml());
            Progress quiet = new Progress(new PrintStream(PrintStream.nullOutputStream()), false, () -> 0);
            try (Draft draft = new Draft(folder)) {
                turns = new OsmRoads(file, 4).draft(draft, folder, report, quiet);
                topology = draft.topology();
                draft.<RuntimeException>forEachNode(node -> names.add(letter(node)));
                draft.<RuntimeException>forEachEdge(this::tell);
            }
            Files.delete(file);
            Files.delete(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void tell(DraftEdge edge) {
        roads.add(edge);
        edgeFrom.add(edge.from());
        edgeTo.add(edge.to());
        Road road = edge.road();
        edges.add("%s-%s %s %d car %s bike %s foot %s"
                .formatted(
                        names.get(edge.from()),
                        names.get(edge.to()),
                        road.roadClass().word(),
                        road.speedKmh(),
                        told(road.car()),
                        told(road.bike()),
                        told(road.foot())));
    }

    private static String told(Travel travel) {
        String arrows = (travel.backward() ? "<" : "") + (travel.forward() ? ">" : "");
        return travel.access() == Access.NO
                ? "no"
                : arrows
                        + (travel.access() == Access.PUBLIC
                                ? ""
                                : travel.access().name().toLowerCase());
    }

    private static String letter(DraftNode node) {
        return node.ref().startsWith("n")
                ? "" + (char) Integer.parseInt(node.ref().substring(1))
                : "*";
    }

    private String xml() {
        StringBuilder xml = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6'>\n");
        nodes.forEach((letter, position) -> xml.append("<node id='%d' lon='%.7f' lat='%.7f'>%s</node>%n"
                .formatted((int) letter, position[0], position[1], tags(nodeTags.getOrDefault(letter, "")))));
        List<String> order = new ArrayList<>(ways.keySet());
        ways.forEach((letters, tags) -> xml.append("<way id='%d'>%s%s</way>%n"
                .formatted(
                        order.indexOf(letters) + 1,
                        letters.chars()
                                .mapToObj(letter -> "<nd ref='" + letter + "'/>")
                                .collect(Collectors.joining()),
                        tags(tags))));
        for (int i = 0; i < relations.size(); i++) {
            xml.append("<relation id='%d'>%s</relation>%n".formatted(i + 1, relation(relations.get(i), order)));
        }
        return xml.append("</osm>\n").toString();
    }

    private String relation(String words, List<String> order) {
        StringBuilder members = new StringBuilder();
        List<String> tags = new ArrayList<>(words.contains("type=") ? List.of() : List.of("type=restriction"));
        for (String word : words.split("\\s+")) {
            String[] pair = word.split("=", 2);
            boolean member = List.of("from", "via", "to").contains(pair[0]);
            if (!member) {
                tags.add(word);
            } else if (pair[1].length() == 1) {
                members.append("<member type='node' ref='%d' role='%s'/>".formatted((int) pair[1].charAt(0), pair[0]));
            } else {
                members.append(
                        "<member type='way' ref='%d' role='%s'/>".formatted(order.indexOf(pair[1]) + 1, pair[0]));
            }
        }
        return members + tags(String.join(" ", tags));
    }

    private static String tags(String words) {
        return Arrays.stream(words.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.split("=", 2))
                .map(pair -> "<tag k='" + pair[0] + "' v='" + pair[1] + "'/>")
                .collect(Collectors.joining());
    }
}
