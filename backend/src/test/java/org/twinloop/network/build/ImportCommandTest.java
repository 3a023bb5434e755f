package org.twinloop.network.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the import is called, and what it says to a wrong call. */
class ImportCommandTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                               | which file?
            nowhere.osm.pbf                  | nowhere.osm.pbf is not there
            --fast a.osm                     | unknown option --fast
            --report                         | --report needs a value
            --chunk-rows 0 a.osm             | --chunk-rows 0; allowed are 1…100000
            --chunk-rows 100001 a.osm        | allowed are 1…100000
            """)
    void a_wrong_call_is_told_what_is_wrong_and_how_to_call(String call, String complaint) {
        String said = run(2, call.isEmpty() ? new String[0] : call.split(" "));

        assertTrue(said.contains(complaint), said);
        assertTrue(said.contains("usage: import-osm"), said);
    }

    @Test
    void one_file_at_a_time() throws IOException {
        String file = Files.writeString(folder.resolve("a.osm"), "<osm/>").toString();

        assertTrue(run(2, file, file).contains("one file at a time"));
    }

    private static String run(int code, String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertEquals(code, ImportCommand.run(arguments, out, out));
        return said.toString(StandardCharsets.UTF_8);
    }
}
