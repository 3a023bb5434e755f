package org.twinloop.telematics.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twinloop.telematics.retention.ArchiveFolder.Written;

/** Files of archived partitions, without a database. */
class ArchiveFolderTest {

    private static final String PART = "report_20190301";
    private static final byte[] CSV = "no,said\n1,plain\n2,\"of two\nlines\"\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void what_is_read_back_must_be_as_many_rows_as_were_written() throws Exception {
        ArchiveFolder archive = new ArchiveFolder(folder);
        Written whole = archive.write(PART, csv -> {
            csv.write(CSV);
            return 2;
        });
        assertTrue(archive.holds(whole));
        assertEquals(List.of(whole.file()), files());

        IOException failed = assertThrows(
                IOException.class,
                () -> archive.write(PART, csv -> {
                    csv.write(CSV);
                    return 3;
                }));
        assertTrue(failed.getMessage().contains("3 rows with SHA-256"), failed.getMessage());
        assertTrue(failed.getMessage().contains(", 2 with "), failed.getMessage());
        assertEquals(List.of(whole.file()), files(), "nothing else is in place");
    }

    @Test
    void what_a_service_left_that_ended_in_the_middle_is_taken_away_and_nothing_else() throws Exception {
        Files.write(folder.resolve(PART + ".0191f3a2.part"), CSV);
        Files.write(folder.resolve("report_20190302.0191f3a2.part"), CSV);
        Files.write(folder.resolve(PART + "-0123456789abcdef.csv.gz"), CSV);
        Written written = new ArchiveFolder(folder).write(PART, csv -> {
            csv.write(CSV);
            return 2;
        });
        assertEquals(
                Stream.of("report_20190302.0191f3a2.part", PART + "-0123456789abcdef.csv.gz", written.file())
                        .sorted()
                        .toList(),
                files());
    }

    @Test
    void a_file_that_was_cut_or_changed_or_is_gone_holds_nothing() throws Exception {
        ArchiveFolder archive = new ArchiveFolder(folder);
        Written written = archive.write(PART, csv -> {
            csv.write(CSV);
            return 2;
        });
        Path file = folder.resolve(written.file());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 4));
        assertFalse(archive.holds(written));
        byte[] longer = java.util.Arrays.copyOf(whole, whole.length + 1);
        Files.write(file, longer);
        assertFalse(archive.holds(written));
        Files.delete(file);
        assertFalse(archive.holds(written));
    }

    private List<String> files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
