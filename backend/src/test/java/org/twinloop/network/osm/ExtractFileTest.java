package org.twinloop.network.osm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading extracts of every kind, whole and broken. */
class ExtractFileTest {

    private static final String XML = """
            <?xml version='1.0' encoding='UTF-8'?>
            <osm version='0.6' generator='by hand'>
              <bounds minlon='121' minlat='31' maxlon='122' maxlat='32'/>
              <node id='-1' lon='121.1234567' lat='31.7654321'><tag k='barrier' v='门 &amp; gate'/></node>
              <node id='2' lon='-0.00000004' lat='0.00000006' version='3' visible='true'/>
              <node id='3' lon='1' lat='1' action='delete'/>
              <way id='7'><nd ref='-1'/><nd ref='2'/><tag k='highway' v='primary'/><tag k='name' v='淮海路'/></way>
              <relation id='9'><member type='way' ref='7' role='from'/><member type='node' ref='2' role='via'/>
                <tag k='type' v='restriction'/></relation>
            </osm>
            """;

    @TempDir
    Path folder;

    @Test
    void elements_are_told_in_order_with_exact_positions_and_all_tags() throws IOException {
        assertEquals(
                List.of(
                        "node -1 1211234567 317654321 barrier=门 & gate",
                        "node 2 0 1 ",
                        "way 7 [-1, 2] highway=primary name=淮海路",
                        "relation 9 [Member[kind=WAY, ref=7, role=from], Member[kind=NODE, ref=2, role=via]] "
                                + "type=restriction"),
                told(file("a.osm", XML.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void what_a_file_is_its_content_says_and_not_its_name() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(XML.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(4, told(file("a.pbf", packed.toByteArray())).size());
    }

    @Test
    void a_pass_hears_only_what_it_wants() throws IOException {
        List<String> told = new ArrayList<>();
        ExtractFile.open(file("a.osm", XML.getBytes(StandardCharsets.UTF_8)))
                .read(new Listening(told, ElementKind.WAY), done -> {});

        assertEquals(1, told.size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BZh91AY&SY                                            | packed with bzip2
            PK                                                    | is no OpenStreetMap extract
            <osmChange version='0.6'></osmChange>                 | begins with <osmChange>
            <osm><node id='1' lon='121.0'></node></osm>           | node 1 has no position
            <osm><node id='x' lon='121' lat='31'></node></osm>    | is no number
            <osm><way><nd ref='1'/></way></osm>                   | has no id
            <osm><way id='1'><nd ref='1'/>                        | the XML is broken
            """)
    void a_file_that_cannot_be_read_says_what_is_wrong(String content, String complaint) throws IOException {
        Path file = file("wrong.osm", content.getBytes(StandardCharsets.UTF_8));

        UnreadableExtract refusal = assertThrows(UnreadableExtract.class, () -> told(file));

        assertTrue(refusal.getMessage().contains(complaint), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("wrong.osm"), refusal.getMessage());
    }

    @Test
    void an_empty_file_is_no_extract() throws IOException {
        Path file = file("empty.osm", new byte[0]);

        assertThrows(UnreadableExtract.class, () -> told(file));
    }

    @ParameterizedTest
    @CsvSource({
        "osm/andorra.osm.pbf, 69644, 2725, 74",
        "osm/berlin-siegessaeule.osm.gz, 5117, 418, 50",
        "osm/one_way_dead_end.osm.pbf, 1154, 89, 3",
        "osm/brenner-invalid-relation-reference.osm.pbf, 149, 24, 18",
        "shanghai/shanghai-center.osm, 2958, 796, 0"
    })
    void files_of_others_are_read_whole_any_number_of_times(String name, int nodes, int ways, int relations)
            throws IOException {
        ExtractFile extract = ExtractFile.open(conformance(name));

        for (int time = 0; time < 3; time++) {
            Counting counting = new Counting(ElementKind.values());
            extract.read(counting, done -> {});
            assertEquals(List.of(nodes, ways, relations), counting.counts());
        }
        Counting only = new Counting(ElementKind.WAY);
        extract.read(only, done -> {});
        assertEquals(List.of(0, ways, 0), only.counts());
    }

    @Test
    void a_pbf_file_cut_off_anywhere_is_refused_or_ends_at_a_block() throws IOException {
        byte[] whole = Files.readAllBytes(conformance("osm/one_way_dead_end.osm.pbf"));
        int refused = 0;
        for (int length = 100; length < whole.length; length += 997) {
            Path cut = file("cut.osm.pbf", Arrays.copyOf(whole, length));
            try {
                told(cut);
            } catch (UnreadableExtract expected) {
                refused++;
            }
        }
        assertTrue(refused > 5, "only " + refused + " refused");
    }

    private static Path conformance(String name) {
        String data = System.getProperty("conformance.data", "");
        assumeTrue(!data.isBlank(), "conformance.data is not set: extracts of others are not read");
        return Path.of(data).resolve(name);
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static List<String> told(Path file) throws IOException {
        List<String> told = new ArrayList<>();
        ExtractFile.open(file).read(new Listening(told, ElementKind.values()), done -> {});
        return told;
    }

    private static final class Listening extends ExtractPass {

        private final List<String> told;

        Listening(List<String> told, ElementKind... wanted) {
            super(wanted);
            this.told = told;
        }

        @Override
        protected void node(long id, int lon, int lat, Tags tags) {
            told.add("node " + id + " " + lon + " " + lat + " " + tags);
        }

        @Override
        protected void way(long id, long[] nodes, Tags tags) {
            told.add("way " + id + " " + Arrays.toString(nodes) + " " + tags);
        }

        @Override
        protected void relation(long id, List<Member> members, Tags tags) {
            told.add("relation " + id + " " + members + " " + tags);
        }
    }

    private static final class Counting extends ExtractPass {

        private int nodes;
        private int ways;
        private int relations;

        Counting(ElementKind... wanted) {
            super(wanted);
        }

        List<Integer> counts() {
            return List.of(nodes, ways, relations);
        }

        @Override
        protected void node(long id, int lon, int lat, Tags tags) {
            nodes++;
        }

        @Override
        protected void way(long id, long[] refs, Tags tags) {
            ways++;
        }

        @Override
        protected void relation(long id, List<Member> members, Tags tags) {
            relations++;
        }
    }
}
