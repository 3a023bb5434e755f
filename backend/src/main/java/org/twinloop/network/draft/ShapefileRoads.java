package org.twinloop.network.draft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.twinloop.network.osm.Tags;
import org.twinloop.network.osm.UnreadableExtract;
import org.twinloop.network.osm.tag.Remark;
import org.twinloop.network.osm.tag.Road;
import org.twinloop.network.osm.tag.RoadRules;
import org.twinloop.network.shape.LineFile;
import org.twinloop.network.shape.TableFile;

/**
 * Makes a draft of a shapefile of lines from junction to junction, whose attributes are named like the keys of
 * OpenStreetMap ({@code highway} at least). Lines meet where they end at the same point. Without an attribute
 * {@code oneway} every line is one direction of a road, from its first point to its last.
 */
public final class ShapefileRoads implements RoadSource {

    private static final double UNITS_PER_DEGREE = 1e7;

    private final Path shp;

    public ShapefileRoads(Path shp) {
        this.shp = shp;
    }

    /** The files that a shapefile consists of and that are read. */
    public static List<Path> files(Path shp) {
        return Stream.of(shp, sibling(shp, ".dbf")).toList();
    }

    @Override
    public List<Turn> draft(Draft draft, Path folder, ImportReport report, Progress progress) throws IOException {
        refuseProjections();
        Path dbf = sibling(shp, ".dbf");
        if (!Files.exists(dbf)) {
            throw new UnreadableExtract(dbf.getFileName() + " is missing; the attributes of the lines are in it");
        }
        LongConsumer told = progress.phase("读取线 / reading lines", Files.size(shp));
        try (LineFile lines = new LineFile(shp);
                TableFile table = new TableFile(dbf)) {
            if (!table.has("highway")) {
                throw new UnreadableExtract(dbf.getFileName() + " has no column highway, which says what each line is");
            }
            Laying laying = new Laying(draft, report, table);
            lines.read(laying);
            told.accept(Files.size(shp));
        }
        draft.seal();
        return List.of();
    }

    /** Lays line by line; junctions are the points where lines end. */
    private static final class Laying implements LineFile.Listener {

        private final Draft draft;
        private final ImportReport report;
        private final TableFile table;
        private final boolean arcs;
        private final Map<Long, Integer> junctions = new HashMap<>();
        private int record = -1;
        private int part;
        private Optional<Road> road = Optional.empty();

        Laying(Draft draft, ImportReport report, TableFile table) {
            this.draft = draft;
            this.report = report;
            this.table = table;
            this.arcs = !table.has("oneway");
        }

        @Override
        public void line(int number, double[] degrees) throws IOException {
            while (record < number) {
                record++;
                part = 0;
                road = read(table.next());
            }
            if (road.isEmpty()) {
                return;
            }
            int[] points = new int[degrees.length];
            for (int i = 0; i < points.length; i++) {
                points[i] = (int) Math.round(degrees[i] * UNITS_PER_DEGREE);
            }
            if (road.get().against()) {
                turn(points);
            }
            lay(points);
        }

        private Optional<Road> read(Map<String, String> attributes) {
            if (arcs) {
                attributes.put("oneway", "yes");
            }
            return RoadRules.read(Tags.of(attributes), remark -> report.note(remark, "e" + record));
        }

        private void lay(int[] points) throws IOException {
            int last = points.length - 2;
            if (points[0] != points[last] || points[1] != points[last + 1]) {
                add(points);
            } else if (points.length >= 6) {
                double middleM = DraftEdge.lengthM(points) / 2;
                for (int[] half : Points.split(points, middleM)) {
                    add(half);
                }
            } else {
                report.note(Remark.WAY_WITHOUT_NODES, "e" + record);
            }
        }

        private void add(int[] points) throws IOException {
            int from = junction(points[0], points[1]);
            int to = junction(points[points.length - 2], points[points.length - 1]);
            if (from == to) {
                report.note(Remark.WAY_WITHOUT_NODES, "e" + record);
                return;
            }
            draft.addEdge("e" + record + "." + part++, from, to, road.get(), points);
        }

        private int junction(int lon, int lat) throws IOException {
            long key = (long) lon << 32 | lat & 0xffffffffL;
            Integer known = junctions.get(key);
            if (known == null) {
                known = draft.addNode("p" + lon + "," + lat, "junction", lon, lat);
                junctions.put(key, known);
            }
            return known;
        }

        private static void turn(int[] points) {
            for (int i = 0, j = points.length - 2; i < j; i += 2, j -= 2) {
                int lon = points[i];
                int lat = points[i + 1];
                points[i] = points[j];
                points[i + 1] = points[j + 1];
                points[j] = lon;
                points[j + 1] = lat;
            }
        }
    }

    private void refuseProjections() throws IOException {
        Path prj = sibling(shp, ".prj");
        if (Files.exists(prj) && Files.readString(prj).contains("PROJCS")) {
            throw new UnreadableExtract(prj.getFileName() + " names a projection; transform the file to WGS-84 degrees "
                    + "first (ogr2ogr -t_srs EPSG:4326)");
        }
    }

    private static Path sibling(Path shp, String ending) {
        String name = shp.getFileName().toString();
        return shp.resolveSibling(name.substring(0, name.length() - 4) + ending);
    }
}
