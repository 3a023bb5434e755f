package org.twinloop.telematics.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.twinloop.device.TestCars;
import org.twinloop.isolation.Catalogue;
import org.twinloop.telematics.TelematicsConfig;
import org.twinloop.telematics.retention.RetentionConfig.Then;

/** Days that are kept long enough go, into a file first where that is wanted, and others stay. */
@QuarkusTest
class RetentionTest {

    private static final LocalDate OLD = LocalDate.of(2019, 3, 1);
    private static final String PART = "report_20190301";
    private static final int CAR = 2_000_000_001;

    @Inject
    TestCars cars;

    @Inject
    PartRepository parts;

    @Inject
    TelematicsConfig history;

    @Inject
    MeterRegistry meters;

    @TempDir
    Path folder;

    private Connection owner;
    private LocalDate today;

    /** Removes whatever is older than the class, of whichever test. */
    private record Rules(boolean on, int partsMax, Then rawThen, Duration summaryKept, Then summaryThen, Path to)
            implements RetentionConfig {

        @Override
        public Optional<Path> folder() {
            return Optional.ofNullable(to);
        }

        @Override
        public Duration within() {
            return Duration.ofMinutes(5);
        }
    }

    @BeforeEach
    void an_old_day_with_rows_of_every_kind() throws SQLException {
        owner = Catalogue.owner();
        today = cars.now().atZone(ZoneOffset.UTC).toLocalDate();
        cars.act(() -> parts.addDay(today));
        forget();
        cars.act(() -> parts.addDay(OLD));
        sql("insert into telematics.report (vehicle_no, event_time, boot, seq, received_at, lon, lat, speed_kmh, "
                + "odometer_m, soc_percent, locked, extra) select " + CAR + ", '2019-03-01 08:00:00.123456+00'::"
                + "timestamptz + n * interval '1 second', 1, n, '2019-03-01 08:00:01+00', 121.4 + 1.0 / (n + 3), "
                + "31.2 + n / 7.0, 0.1::real * n, 1000 + n, 80 - n / 3.0, n % 2 = 0, null "
                + "from generate_series(0, 999) n");
        sql("insert into telematics.report (vehicle_no, event_time, boot, seq, received_at, extra) values (" + CAR
                + " + 1, '2019-03-01 23:59:59.999999+00', 0, 1, now(), '{\"a\":\n \"two \\\"lines\\\", \\u0000\"}')");
    }

    @AfterEach
    void nothing_is_left() throws SQLException {
        forget();
        owner.close();
    }

    private void forget() throws SQLException {
        sql("drop table if exists telematics." + PART);
        sql("drop table if exists telematics.report_20190302");
        sql("drop table if exists telematics.day_summary_2019");
        sql("delete from telematics.archive where from_day between '2019-01-01' and '2019-12-31'");
    }

    @Test
    void days_older_than_history_is_kept_are_dropped_and_never_those_late_reports_may_need() throws Exception {
        LocalDate newest = LocalDate.parse(Catalogue.texts(
                        owner,
                        "select max(to_date(substr(relname, 8), 'YYYYMMDD'))::text from pg_class "
                                + "where relnamespace = 'telematics'::regnamespace and relname ~ '^report_[0-9]{8}$'")
                .get(0));
        LocalDate late = newest.minusDays(30);
        cars.act(() -> parts.addDay(late));

        look(Then.DROP, null);
        assertEquals(0, partitions(PART));
        assertEquals(1, partitions("report_" + late.toString().replace("-", "")));

        Instant farAhead = newest.plusDays(300).atStartOfDay(ZoneOffset.UTC).toInstant();
        retention(Then.DROP, null, null).look(farAhead);
        assertEquals(1, partitions("report_" + late.toString().replace("-", "")));
        assertEquals(1, partitions("report_" + newest.toString().replace("-", "")));
    }

    @Test
    void what_is_left_of_a_day_is_a_line_a_car() throws Exception {
        look(Then.DROP, null);
        var line = cars.row(
                "select reports, positions, odometer_least_m, odometer_most_m, first_at, last_at, soc_most_percent "
                        + "from telematics.day_summary where vehicle_no = $1 and day = '2019-03-01'",
                CAR);
        assertEquals(1000, line.whole(0));
        assertEquals(1000, line.whole(1));
        assertEquals(1000, line.whole(2));
        assertEquals(1999, line.whole(3));
        assertEquals(Instant.parse("2019-03-01T08:00:00.123456Z"), line.instant(4));
        assertEquals(Instant.parse("2019-03-01T08:16:39.123456Z"), line.instant(5));
        assertEquals(80, line.number(6));
        assertEquals(2, count("telematics.day_summary where day = '2019-03-01'"));
        assertEquals(1, count("telematics.day_summary where vehicle_no = " + CAR + " + 1 and positions = 0"));
    }

    @Test
    void a_look_removes_the_oldest_first_and_no_more_than_it_may_and_counts_them() throws Exception {
        LocalDate next = OLD.plusDays(1);
        cars.act(() -> parts.addDay(next));
        look(Then.DROP, null, 400, OLD.plusDays(history.historyKept().toDays()));
        double before = gone();
        look(Then.DROP, null, 1, today);
        assertEquals(0, partitions(PART));
        assertEquals(1, partitions("report_20190302"));
        assertEquals(before + 1, gone());
        look(Then.DROP, null, 1, today);
        assertEquals(0, partitions("report_20190302"));
    }

    private double gone() {
        var counter = meters.find("twinloop.telematics.retention.parts")
                .tags("class", "raw", "then", "drop")
                .counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void switched_off_nothing_goes() throws Exception {
        Rules off = new Rules(false, 400, Then.DROP, Duration.ofDays(36_500), Then.DROP, null);
        assertEquals(0, new Retention(parts, history, off, meters, null).look(cars.now()));
        assertEquals(1, partitions(PART));
    }

    @Test
    void an_archive_is_in_the_order_of_the_key() throws Exception {
        sql("insert into telematics.report (vehicle_no, event_time, boot, seq, received_at) values (" + CAR
                + " - 1, '2019-03-01 12:00:00+00', 2, 1, now())");
        look(Then.ARCHIVE, folder);
        try (InputStream csv = new GZIPInputStream(Files.newInputStream(folder.resolve(listed("file"))))) {
            String[] lines = new String(csv.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).split("\n");
            assertTrue(lines[1].startsWith(CAR - 1 + ","), lines[1]);
            assertTrue(lines[2].startsWith(CAR + ","), lines[2]);
        }
    }

    @Test
    void an_archived_day_reads_back_as_the_rows_that_were_there() throws Exception {
        sql("create temp table kept as select * from telematics.report where event_time >= '2019-03-01 00:00+00' "
                + "and event_time < '2019-03-02 00:00+00'");
        look(Then.ARCHIVE, folder);

        assertEquals(0, partitions(PART));
        Path file = folder.resolve(listed("file"));
        assertEquals("1001", listed("row_count"));
        assertEquals(listed("sha256"), HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(file))));
        assertEquals(listed("file_bytes"), Long.toString(Files.size(file)));
        sql("create temp table back (like kept)");
        try (InputStream csv = new GZIPInputStream(Files.newInputStream(file))) {
            owner.unwrap(PGConnection.class).getCopyAPI().copyIn("copy back from stdin (format csv, header)", csv);
        }
        assertEquals(1001, count("back"));
        assertEquals(0, count("(select k::text from kept k except all select b::text from back b) missing"));
        assertEquals(1, count("telematics.archive where part = '" + PART + "' and removed_at is not null"));
    }

    @Test
    void an_archive_that_breaks_off_leaves_the_partition_and_the_next_look_goes_on() throws Exception {
        ArchiveFolder breaking = new ArchiveFolder(folder) {
            @Override
            Written write(String part, Source source) throws IOException, SQLException {
                return super.write(part, csv -> source.into(breakingAfter(20_000, csv)));
            }
        };
        assertThrows(
                IOException.class,
                () -> retention(Then.ARCHIVE, folder, breaking).look(cars.now()));
        assertEquals(1001, count("telematics." + PART));
        assertEquals(0, count("telematics.archive where part = '" + PART + "'"));
        assertEquals(List.of(), filesOf(folder, PART));

        look(Then.ARCHIVE, folder);
        assertEquals(0, partitions(PART));
        assertEquals(1, filesOf(folder, PART).size());
    }

    @Test
    void a_file_that_is_listed_already_is_looked_at_again_before_its_partition_goes() throws Exception {
        String file = listedOnly();
        Files.write(folder.resolve(file), new byte[] {1, 2, 3});

        look(Then.ARCHIVE, folder);
        assertEquals(0, partitions(PART));
        assertEquals(file, listed("file"));
        assertTrue(Files.size(folder.resolve(file)) > 1_000, "the broken file was written anew");
    }

    @Test
    void rows_that_came_after_the_file_are_in_another_before_the_partition_goes() throws Exception {
        String file = listedOnly();
        sql("insert into telematics.report (vehicle_no, event_time, boot, seq, received_at) values (" + CAR
                + ", '2019-03-01 12:00:00+00', 2, 1, now())");

        look(Then.ARCHIVE, folder);
        assertEquals(0, partitions(PART));
        assertEquals("1002", listed("row_count"));
        assertFalse(file.equals(listed("file")));
    }

    @Test
    void a_partition_whose_rows_are_not_those_of_its_file_is_not_removed() throws Exception {
        try (PartRepository.Turn turn = parts.take().orElseThrow()) {
            Part part = new Part(RetentionClass.RAW, PART, OLD, OLD.plusDays(1));
            assertFalse(turn.remove(part, new ArchiveFolder.Written("a", 1000, 1, "0".repeat(64)), cars.now()));
        }
        assertEquals(1001, count("telematics." + PART));
    }

    @Test
    void one_instance_at_a_time_removes() throws Exception {
        try (PartRepository.Turn turn = parts.take().orElseThrow()) {
            assertFalse(turn.old(RetentionClass.RAW, OLD.plusDays(1), 400).isEmpty());
            assertEquals(0, retention(Then.DROP, null, null).look(cars.now()));
        }
        assertEquals(1, partitions(PART));
        look(Then.DROP, null);
        assertEquals(0, partitions(PART));
    }

    @Test
    void years_of_summaries_go_when_their_class_is_over() throws Exception {
        look(Then.DROP, null);
        assertEquals(1, count("pg_class where oid = to_regclass('telematics.day_summary_2019')"));

        Instant ten = LocalDate.of(2030, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Retention years = new Retention(
                parts,
                history,
                new Rules(true, 400, Then.DROP, Duration.ofDays(3653), Then.ARCHIVE, folder),
                meters,
                new ArchiveFolder(folder));
        years.look(ten.minus(Duration.ofDays(1)));
        assertEquals(1, count("pg_class where oid = to_regclass('telematics.day_summary_2019')"));
        years.look(ten);
        assertEquals(0, count("pg_class where oid = to_regclass('telematics.day_summary_2019')"));
        assertEquals(1, filesOf(folder, "day_summary_2019").size());
    }

    @Test
    void a_folder_that_is_not_there_is_not_made() {
        Path missing = folder.resolve("not-mounted");
        var failed = assertThrows(
                IOException.class, () -> retention(Then.ARCHIVE, missing, null).look(cars.now()));
        assertTrue(failed.getMessage().contains("twinloop.telematics.retention.folder"), failed.getMessage());
        assertFalse(Files.exists(missing));
        assertEquals(1, partitions(PART));
    }

    @Test
    void a_wrong_setting_is_named() {
        var nowhere = assertThrows(IllegalArgumentException.class, () -> retention(Then.ARCHIVE, null, null));
        assertTrue(nowhere.getMessage().contains("twinloop.telematics.retention.folder"), nowhere.getMessage());
        Rules hasty = new Rules(true, 400, Then.DROP, Duration.ofDays(365), Then.DROP, null);
        var early =
                assertThrows(IllegalArgumentException.class, () -> new Retention(parts, history, hasty, meters, null));
        assertTrue(early.getMessage().contains("summary-kept"), early.getMessage());
    }

    /** As if an instance had ended between the list and the removal. */
    private String listedOnly() throws Exception {
        try (PartRepository.Turn turn = parts.take().orElseThrow()) {
            Part part = new Part(RetentionClass.RAW, PART, OLD, OLD.plusDays(1));
            turn.list(part, new ArchiveFolder(folder).write(PART, csv -> turn.copy(part, csv)), cars.now());
        }
        return listed("file");
    }

    private void look(Then then, Path to) throws Exception {
        retention(then, to, null).look(cars.now());
    }

    private void look(Then then, Path to, int partsMax, LocalDate on) throws Exception {
        Rules rules = new Rules(true, partsMax, then, Duration.ofDays(36_500), Then.DROP, to);
        new Retention(parts, history, rules, meters, null)
                .look(on.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private Retention retention(Then then, Path to, ArchiveFolder instead) {
        ArchiveFolder files = instead != null || to == null ? instead : new ArchiveFolder(to);
        return new Retention(
                parts, history, new Rules(true, 400, then, Duration.ofDays(36_500), Then.DROP, to), meters, files);
    }

    private static OutputStream breakingAfter(int bytes, OutputStream out) {
        return new FilterOutputStream(out) {
            private int left = bytes;

            @Override
            public void write(byte[] some, int from, int length) throws IOException {
                left -= length;
                if (left < 0) {
                    throw new IOException("no space left on the device of the test");
                }
                out.write(some, from, length);
            }
        };
    }

    private static List<Path> filesOf(Path folder, String part) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(part))
                    .toList();
        }
    }

    private static java.security.MessageDigest sha256() throws java.security.NoSuchAlgorithmException {
        return java.security.MessageDigest.getInstance("SHA-256");
    }

    private String listed(String column) throws SQLException {
        return Catalogue.texts(owner, "select " + column + "::text from telematics.archive where part = ?", PART)
                .get(0);
    }

    private long partitions(String part) {
        return cars.count(
                "select count(*) from pg_inherits where inhparent = 'telematics.report'::regclass "
                        + "and inhrelid = to_regclass($1)",
                "telematics." + part);
    }

    private long count(String from) throws SQLException {
        return Long.parseLong(
                Catalogue.texts(owner, "select count(*) from " + from).get(0));
    }

    private void sql(String statement) throws SQLException {
        try (Statement sql = owner.createStatement()) {
            sql.execute(statement);
        }
    }
}
