package org.twinloop.network.build;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.twinloop.common.SystemTime;
import org.twinloop.network.build.RoadImport.Did;
import org.twinloop.network.build.RoadImport.Outcome;
import org.twinloop.network.draft.OsmRoads;
import org.twinloop.network.draft.Progress;
import org.twinloop.network.draft.RoadSource;
import org.twinloop.network.draft.ShapefileRoads;
import org.twinloop.network.osm.UnreadableExtract;

/**
 * The program behind {@code ./infra/import-osm}: imports one file into the database named by {@code TWINLOOP_DB_URL} as
 * the role {@code TWINLOOP_DB_OWNER}. Exit code 0 when the network is there, 1 when it is not, 2 for a wrong call.
 */
final class ImportCommand {

    private static final String USAGE = "usage: import-osm [--beside] [--report FILE] [--scratch FOLDER] "
            + "[--chunk-rows N] FILE(.osm.pbf|.osm|.osm.gz|.shp)";
    private static final String SCRATCH = "twinloop-import";
    private static final int CHUNK_ROWS = 10_000;
    private static final int CHUNK_ROWS_MAX = 100_000;

    private boolean live = true;
    private Path report;
    private Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
    private int chunkRows = CHUNK_ROWS;
    private Path file;

    private ImportCommand() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(arguments, out, err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        ImportCommand command = new ImportCommand();
        try {
            command.read(arguments);
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            err.println(USAGE);
            return 2;
        }
        try {
            return command.run(out, err) ? 0 : 1;
        } catch (UnreadableExtract | IllegalStateException told) {
            err.println("error: " + told.getMessage());
        } catch (IOException | UncheckedIOException failed) {
            err.println("error: " + failed.getMessage() + " (the next call goes on where this one broke off)");
        } catch (OutOfMemoryError full) {
            err.println("error: the memory of Java is too small for this network; set TWINLOOP_IMPORT_HEAP=2g, say");
        } catch (SQLException failed) {
            err.println("error: the database says: " + failed.getMessage());
            err.println("what was written stays; the next call goes on behind it");
        }
        return 1;
    }

    private void read(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            String word = arguments[i];
            if (word.equals("--beside")) {
                live = false;
            } else if (word.startsWith("--")) {
                if (i + 1 == arguments.length) {
                    throw new IllegalArgumentException(word + " needs a value");
                }
                option(word, arguments[++i]);
            } else if (file != null) {
                throw new IllegalArgumentException("one file at a time: " + file + " and " + word);
            } else {
                file = Path.of(word);
            }
        }
        if (file == null) {
            throw new IllegalArgumentException("which file?");
        }
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(file + " is not there or cannot be read");
        }
    }

    private void option(String word, String value) {
        switch (word) {
            case "--report" -> report = Path.of(value);
            case "--scratch" -> scratch = Path.of(value);
            case "--chunk-rows" -> {
                if (!value.matches("[1-9]\\d{0,5}") || Integer.parseInt(value) > CHUNK_ROWS_MAX) {
                    throw new IllegalArgumentException(word + " " + value + "; allowed are 1…" + CHUNK_ROWS_MAX);
                }
                chunkRows = Integer.parseInt(value);
            }
            default -> throw new IllegalArgumentException("unknown option " + word);
        }
    }

    /** Whether there is a network now. */
    private boolean run(PrintStream out, PrintStream err) throws IOException, SQLException {
        Progress progress = new Progress(err, System.console() != null, SystemTime::nanos);
        try (BuildRepository repository = new BuildRepository(connect())) {
            RoadImport roads = new RoadImport(repository, scratch.resolve(SCRATCH), progress, chunkRows);
            Outcome outcome = roads.run(source(), files(), live, SystemTime.now());
            tell(outcome, out);
            boolean empty = outcome.summary().filter(made -> made.edges() == 0).isPresent();
            if (empty) {
                err.println("文件中没有道路，路网保持不变 / there is no road in the file: the network in use stays");
            }
            return !empty;
        }
    }

    private void tell(Outcome outcome, PrintStream out) throws IOException {
        if (outcome.summary().isPresent()) {
            out.print(outcome.summary().get().text());
            if (report != null) {
                Files.writeString(report, RoadImport.json(outcome.summary().get()) + "\n");
                out.println("报告 / report: " + report);
            }
        }
        if (outcome.did() == Did.WENT_ON) {
            out.println("从上次中断处继续 / went on where the last call broke off");
        }
        if (outcome.version() > 0) {
            out.printf(
                    "路网 %d 已启用，版本 %d / network %d is in use, version %d%n",
                    outcome.build(), outcome.version(), outcome.build(), outcome.version());
        } else if (outcome.did() == Did.NOTHING) {
            out.printf("文件未变，无需更改 / the same file: nothing to do (network %d)%n", outcome.build());
        } else {
            out.printf("路网 %d 已备好，未启用 / network %d is ready and not in use%n", outcome.build(), outcome.build());
        }
    }

    private RoadSource source() {
        return isShapefile() ? new ShapefileRoads(file) : new OsmRoads(file);
    }

    private List<Path> files() {
        return isShapefile() ? ShapefileRoads.files(file) : List.of(file);
    }

    private boolean isShapefile() {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".shp");
    }

    private static Connection connect() throws SQLException {
        String url = environment("TWINLOOP_DB_URL");
        String password = System.getenv().getOrDefault("TWINLOOP_DB_OWNER_PASSWORD", "");
        return DriverManager.getConnection("jdbc:" + url, environment("TWINLOOP_DB_OWNER"), password);
    }

    private static String environment(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(name + " is not set; ./infra/import-osm sets it");
        }
        return value;
    }
}
