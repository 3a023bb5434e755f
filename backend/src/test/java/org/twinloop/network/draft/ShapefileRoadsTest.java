package org.twinloop.network.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twinloop.network.osm.UnreadableExtract;

/** Shapefiles, made by hand, and the roads they become. */
class ShapefileRoadsTest {

    private static final double[] NOTHING = {};

    @TempDir
    Path folder;

    private final List<double[]> lines = new ArrayList<>();
    private final List<String[]> rows = new ArrayList<>();
    private Charset charset = StandardCharsets.UTF_8;

    @Test
    void lines_that_end_at_the_same_point_meet_there_and_run_one_way_where_no_column_says_otherwise() throws Exception {
        line("primary", 121, 31, 121.001, 31);
        line("primary", 121.001, 31, 121, 31);
        line("footway", 121.001, 31, 121.001, 31.001, 121.002, 31.001);

        assertEquals("""
                e0.0 0-1 primary car > 2 points
                e1.0 1-0 primary car > 2 points
                e2.0 1-2 footway car no 3 points
                """, roads("highway"));
    }

    @Test
    void columns_are_tags() throws Exception {
        line("residential;-1;淮海路", 121, 31, 121.001, 31);
        line("residential;no;", 121.001, 31, 121.002, 31);

        assertEquals("""
                e0.0 0-1 residential car > 2 points 淮海路
                e1.0 0-2 residential car <> 2 points
                """, roads("highway", "oneway", "name"));
    }

    @Test
    void text_is_read_in_the_character_set_beside_it() throws Exception {
        charset = Charset.forName("GBK");
        Files.writeString(folder.resolve("roads.cpg"), "GBK");
        line("residential;淮海路", 121, 31, 121.001, 31);

        assertTrue(roads("highway", "name").contains("淮海路"));
    }

    @Test
    void shapes_without_a_line_and_ring_roads_are_no_trouble() throws Exception {
        line("primary");
        line("secondary", 121, 31, 121.001, 31, 121.001, 31.001, 121, 31);
        line("secondary", 121, 31, 121, 31);

        assertEquals("""
                e1.0 0-1 secondary car > 3 points
                e1.1 1-0 secondary car > 3 points
                """, roads("highway"));
    }

    @Test
    void what_is_missing_or_broken_is_told() throws Exception {
        line("primary", 121, 31, 121.001, 31);
        assertTrue(refusal("surface").contains("no column highway"));
        roads("highway");
        byte[] whole = Files.readAllBytes(folder.resolve("roads.shp"));
        Files.write(folder.resolve("roads.shp"), java.util.Arrays.copyOf(whole, whole.length - 5));
        assertTrue(refusal().contains("ends within record 0"));
        Files.write(folder.resolve("roads.shp"), new byte[200]);
        assertTrue(refusal().contains("is no shapefile"));
        Files.writeString(folder.resolve("roads.prj"), "PROJCS[\"WGS 84 / UTM zone 51N\"]");
        assertTrue(refusal().contains("names a projection"));
        Files.delete(folder.resolve("roads.prj"));
        Files.delete(folder.resolve("roads.dbf"));
        assertTrue(refusal().contains("roads.dbf is missing"));
    }

    private void line(String row, double... degrees) {
        lines.add(degrees.length == 0 ? NOTHING : degrees);
        rows.add(row.split(";", -1));
    }

    private String refusal(String... columns) throws IOException {
        if (columns.length > 0) {
            write(columns);
        }
        return assertThrows(UnreadableExtract.class, this::read).getMessage();
    }

    private String roads(String... columns) throws IOException {
        write(columns);
        return read();
    }

    private String read() throws IOException {
        StringBuilder told = new StringBuilder();
        Progress quiet = new Progress(new PrintStream(PrintStream.nullOutputStream()), false, () -> 0);
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        try (Draft draft = new Draft(scratch)) {
            new ShapefileRoads(folder.resolve("roads.shp")).draft(draft, scratch, new ImportReport(), quiet);
            draft.<RuntimeException>forEachEdge(edge -> told.append("%s %d-%d %s car %s %d points %s"
                            .formatted(
                                    edge.ref(),
                                    edge.from(),
                                    edge.to(),
                                    edge.road().roadClass().word(),
                                    !edge.road().car().isOpen()
                                            ? "no"
                                            : (edge.road().car().backward() ? "<" : "")
                                                    + (edge.road().car().forward() ? ">" : ""),
                                    edge.points().length / 2,
                                    edge.road().nameZh())
                            .strip())
                    .append('\n'));
        }
        return told.toString();
    }

    private void write(String... columns) throws IOException {
        ByteBuffer shapes = ByteBuffer.allocate(100_000);
        shapes.putInt(9994).position(100);
        for (int i = 0; i < lines.size(); i++) {
            double[] line = lines.get(i);
            int bytes = line.length == 0 ? 4 : 48 + line.length * 8;
            shapes.order(ByteOrder.BIG_ENDIAN).putInt(i + 1).putInt(bytes / 2).order(ByteOrder.LITTLE_ENDIAN);
            shapes.putInt(line.length == 0 ? 0 : 3);
            if (line.length > 0) {
                shapes.position(shapes.position() + 32);
                shapes.putInt(1).putInt(line.length / 2).putInt(0);
                for (double degree : line) {
                    shapes.putDouble(degree);
                }
            }
        }
        shapes.order(ByteOrder.LITTLE_ENDIAN).putInt(28, 1000).putInt(32, 3);
        Files.write(folder.resolve("roads.shp"), java.util.Arrays.copyOf(shapes.array(), shapes.position()));

        int width = 20;
        int head = 32 + 32 * columns.length + 1;
        ByteBuffer table = ByteBuffer.allocate(head + (1 + width * columns.length) * rows.size())
                .order(ByteOrder.LITTLE_ENDIAN);
        table.put((byte) 3).position(4);
        table.putInt(rows.size()).putShort((short) head).putShort((short) (1 + width * columns.length));
        for (int i = 0; i < columns.length; i++) {
            table.position(32 + 32 * i);
            table.put(columns[i].toUpperCase(java.util.Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
            table.put(32 + 32 * i + 16, (byte) width);
        }
        table.position(head - 1);
        table.put((byte) 0x0d);
        for (String[] row : rows) {
            int at = table.position();
            table.put((byte) ' ');
            for (int i = 0; i < columns.length; i++) {
                table.position(at + 1 + width * i);
                table.put(row[Math.min(i, row.length - 1)].getBytes(charset));
            }
            table.position(at + 1 + width * columns.length);
        }
        Files.write(folder.resolve("roads.dbf"), table.array());
    }
}
