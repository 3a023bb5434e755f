package org.twinloop.network.draft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.twinloop.network.osm.ElementKind;
import org.twinloop.network.osm.ExtractPass;
import org.twinloop.network.osm.Member;
import org.twinloop.network.osm.Tags;
import org.twinloop.network.osm.tag.Road;
import org.twinloop.network.osm.tag.RoadRules;
import org.twinloop.network.osm.tag.TurnRelation;

/** The first pass: which nodes the roads use and how often, and what turn restrictions there are. */
final class RoadScan extends ExtractPass {

    private static final int END = 1;
    private static final int CARS = 2;
    private static final int ID_SHIFT = 2;

    private final ImportReport report;
    private final LongSorter uses;
    private final LongSorter ways;
    private final List<TurnRelation> turns = new ArrayList<>();
    private final Set<Long> turnWays = new HashSet<>();

    RoadScan(Path folder, ImportReport report, int runNumbers) {
        super(ElementKind.WAY, ElementKind.RELATION);
        this.report = report;
        uses = new LongSorter(folder, "uses", runNumbers);
        ways = new LongSorter(folder, "ways", runNumbers);
    }

    @Override
    protected void way(long id, long[] nodes, Tags tags) {
        Optional<Road> road = RoadRules.read(tags, remark -> {});
        if (road.isEmpty()) {
            return;
        }
        try {
            ways.add(id);
            long[] distinct = distinct(nodes);
            for (int i = 0; i < distinct.length; i++) {
                boolean end = i == 0 || i == distinct.length - 1;
                int how = (end ? END : 0) | (road.get().car().isOpen() ? CARS : 0);
                uses.add(distinct[i] << ID_SHIFT | how);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    protected void relation(long id, List<Member> members, Tags tags) {
        for (TurnRelation turn : TurnRelation.read(id, members, tags, remark -> report.note(remark, "r" + id))) {
            turns.add(turn);
            turnWays.addAll(turn.from());
            turnWays.addAll(turn.viaWays());
            turnWays.addAll(turn.to());
        }
    }

    List<TurnRelation> turns() {
        return turns;
    }

    /** Ways that turn restrictions speak of. */
    Set<Long> turnWays() {
        return turnWays;
    }

    /** Ways that stand in the file more than once. */
    Set<Long> waysMetTwice() throws IOException {
        Set<Long> twice = new HashSet<>();
        long[] last = {Long.MIN_VALUE};
        ways.sorted(id -> {
            if (id == last[0]) {
                twice.add(id);
            }
            last[0] = id;
        });
        return twice;
    }

    /** Fills the table with the nodes of all roads. */
    void fill(NodeTable table) throws IOException {
        Meeting meeting = new Meeting(table);
        uses.sorted(meeting::use);
        meeting.finish();
        table.seal();
    }

    /** Nodes without those that repeat the one before. */
    static long[] distinct(long[] nodes) {
        int kept = 0;
        long[] distinct = new long[nodes.length];
        for (long node : nodes) {
            if (kept == 0 || distinct[kept - 1] != node) {
                distinct[kept++] = node;
            }
        }
        return kept == nodes.length ? nodes : Arrays.copyOf(distinct, kept);
    }

    /** Gathers the uses of one node, which come one after another. */
    private static final class Meeting {

        private final NodeTable table;
        private long node;
        private int uses;
        private int meets;
        private int carsMeet;
        private boolean end;

        Meeting(NodeTable table) {
            this.table = table;
        }

        void use(long key) throws IOException {
            long id = key >> ID_SHIFT;
            if (uses > 0 && id != node) {
                finish();
            }
            node = id;
            uses++;
            boolean ends = (key & END) != 0;
            end |= ends;
            meets += ends ? 1 : 2;
            carsMeet += (key & CARS) == 0 ? 0 : ends ? 1 : 2;
        }

        void finish() throws IOException {
            if (uses > 0) {
                table.append(node, meets, carsMeet, end || uses > 1);
            }
            uses = 0;
            meets = 0;
            carsMeet = 0;
            end = false;
        }
    }
}
