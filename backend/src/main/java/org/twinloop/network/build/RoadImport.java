package org.twinloop.network.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.twinloop.network.build.BuildRepository.Build;
import org.twinloop.network.build.BuildRepository.Part;
import org.twinloop.network.draft.Draft;
import org.twinloop.network.draft.DraftNode;
import org.twinloop.network.draft.ImportReport;
import org.twinloop.network.draft.Islands;
import org.twinloop.network.draft.Progress;
import org.twinloop.network.draft.RoadSource;
import org.twinloop.network.draft.Topology;
import org.twinloop.network.draft.Turn;
import org.twinloop.network.osm.tag.Mode;

/**
 * Turns a file into a network: a draft on disk, then rows beside those in use, in chunks, then one row that makes the
 * new network the one in use.
 *
 * <pre>
 *   (none) --begin--> BUILDING --chunk--> BUILDING --finish--> READY --flip--> in use
 *                        | killed at any moment: the next call makes the same draft again and goes on
 *                        v  behind the last chunk that was committed
 * </pre>
 *
 * A file that is the network in use already changes nothing; one that was built before is only put to use.
 */
final class RoadImport {

    /** Raised whenever the same file would become another network. */
    static final int RULES_VERSION = 1;

    private static final int LOCK_WAIT_S = 60;
    private static final int ISLANDS_TOLD = 5;

    private final BuildRepository repository;
    private final Path scratch;
    private final Progress progress;
    private final int chunkRows;

    /**
     * @param scratch a folder of the import's own; emptied
     * @param chunkRows rows per transaction, 1…100,000
     */
    RoadImport(BuildRepository repository, Path scratch, Progress progress, int chunkRows) {
        this.repository = repository;
        this.scratch = scratch;
        this.progress = progress;
        this.chunkRows = chunkRows;
    }

    /** What a call did. */
    enum Did {
        BUILT,
        WENT_ON,
        NOTHING
    }

    /**
     * @param version of the network in use; 0 when the call did not change it, as for a network without roads
     * @param summary absent when nothing was built
     */
    record Outcome(Did did, int build, long version, Optional<ImportReport.Summary> summary) {}

    /**
     * Builds a network of a file, unless it is there, and puts it to use if {@code live}.
     *
     * @param files all files the source reads
     */
    Outcome run(RoadSource source, List<Path> files, boolean live, Instant now) throws IOException, SQLException {
        if (!repository.hasSchema()) {
            throw new IllegalStateException("the database has no tables of this version: start the service once "
                    + "(./infra/run), which makes them, then import again");
        }
        repository.lock(LOCK_WAIT_S);
        String sha256 = sha256(files);
        Optional<Build> found = repository.find(sha256, RULES_VERSION);
        Did did = Did.NOTHING;
        Optional<ImportReport.Summary> summary = Optional.empty();
        Build build;
        if (found.isPresent() && found.get().ready()) {
            build = found.get();
        } else {
            did = found.isPresent() ? Did.WENT_ON : Did.BUILT;
            String name = files.get(0).getFileName().toString();
            build = found.isPresent() ? found.get() : repository.begin(name, sha256, RULES_VERSION, now);
            sweep(build.id());
            summary = Optional.of(build(source, name, build, now));
        }
        long version = 0;
        boolean hasRoads = summary.map(made -> made.edges() > 0).orElse(build.edges() > 0);
        if (live && hasRoads && repository.live() != build.id()) {
            version = repository.flip(build.id(), now);
            sweep(build.id());
        }
        return new Outcome(did, build.id(), version, summary);
    }

    private ImportReport.Summary build(RoadSource source, String name, Build build, Instant now)
            throws IOException, SQLException {
        empty(scratch);
        Files.createDirectories(scratch);
        ImportReport report = new ImportReport();
        try (Draft draft = new Draft(scratch)) {
            List<Turn> turns = source.draft(draft, scratch, report, progress);
            Topology topology = draft.topology();
            List<Islands> islands = Arrays.stream(Mode.values())
                    .map(mode -> Islands.of(topology, mode))
                    .toList();
            Summing sum = new Summing(islands);
            draft.forEachNode(sum::node);
            writeNodes(draft, build);
            writeEdges(draft, build, islands, sum);
            writeTurns(turns, build);
            ImportReport.Summary summary = new ImportReport.Summary(
                    name,
                    topology.nodes(),
                    topology.edges(),
                    Math.round(sum.lengthM) / 1000.0,
                    turns.size(),
                    report.remarks(),
                    sum.reach());
            repository.finish(build.id(), json(summary), now);
            return summary;
        } finally {
            empty(scratch);
        }
    }

    private void writeNodes(Draft draft, Build build) throws IOException, SQLException {
        Chunks chunks = new Chunks(
                build, Part.NODES, "写入路口 / writing junctions", draft.topology().nodes());
        draft.<SQLException>forEachNode(node -> {
            if (chunks.isNew()) {
                BuildRepository.node(chunks.rows, build.id(), node);
            }
            chunks.rowEnded();
        });
        chunks.end();
    }

    private void writeEdges(Draft draft, Build build, List<Islands> islands, Summing sum)
            throws IOException, SQLException {
        Chunks chunks = new Chunks(
                build, Part.EDGES, "写入路段 / writing edges", draft.topology().edges());
        draft.<SQLException>forEachEdge(edge -> {
            sum.lengthM += edge.lengthM();
            if (chunks.isNew()) {
                BuildRepository.edge(chunks.rows, build.id(), edge, islands);
            }
            chunks.rowEnded();
        });
        chunks.end();
    }

    private void writeTurns(List<Turn> turns, Build build) throws IOException, SQLException {
        Chunks chunks = new Chunks(build, Part.TURNS, "写入转向限制 / writing turn bans", turns.size());
        for (int i = 0; i < turns.size(); i++) {
            if (chunks.isNew()) {
                BuildRepository.turn(chunks.rows, build.id(), i, turns.get(i));
            }
            chunks.rowEnded();
        }
        chunks.end();
    }

    /** Gathers rows into transactions and leaves out those that an earlier call has written. */
    private final class Chunks {

        private final Build build;
        private final Part part;
        private final int written;
        private final LongConsumer told;
        private final CopyText rows = new CopyText();
        private int row;

        Chunks(Build build, Part part, String phase, int all) {
            this.build = build;
            this.part = part;
            this.written = build.written(part);
            this.told = progress.phase(phase, all);
        }

        boolean isNew() {
            return row >= written;
        }

        void rowEnded() throws IOException, SQLException {
            row++;
            if (rows.rows() >= chunkRows) {
                end();
            }
        }

        void end() throws IOException, SQLException {
            if (rows.rows() > 0) {
                repository.write(build.id(), part, rows);
                rows.clear();
            }
            told.accept(row);
        }
    }

    /** Adds up what the report tells. */
    private static final class Summing {

        private final List<Islands> islands;
        private final Map<Integer, DraftNode> examples = new HashMap<>();
        private double lengthM;

        Summing(List<Islands> islands) {
            this.islands = islands;
            islands.forEach(of -> of.largest(ISLANDS_TOLD).forEach(part -> examples.put(part.node(), null)));
        }

        void node(DraftNode node) {
            if (examples.containsKey(node.number())) {
                examples.put(node.number(), node);
            }
        }

        List<ImportReport.Reach> reach() {
            return Arrays.stream(Mode.values())
                    .map(mode -> reach(mode, islands.get(mode.ordinal())))
                    .toList();
        }

        private ImportReport.Reach reach(Mode mode, Islands of) {
            List<ImportReport.Island> largest = of.largest(ISLANDS_TOLD).stream()
                    .map(part -> {
                        DraftNode node = examples.get(part.node());
                        return new ImportReport.Island(part.junctions(), node.lon() / 1e7, node.lat() / 1e7);
                    })
                    .toList();
            return new ImportReport.Reach(mode, of.mainSize(), of.count(), of.edgesOutside(), largest);
        }
    }

    /** Removes what broken-off imports of other files and networks of long ago left behind. */
    private void sweep(int but) throws SQLException {
        for (int build : repository.unneeded(but)) {
            repository.delete(build);
        }
    }

    static String json(ImportReport.Summary summary) {
        try {
            return new ObjectMapper().writeValueAsString(summary);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a report that cannot be written", impossible);
        }
    }

    private static String sha256(List<Path> files) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void empty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
