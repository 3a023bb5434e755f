package org.twinloop.network.draft;

import java.util.HashMap;
import java.util.Map;
import org.twinloop.network.osm.ElementKind;
import org.twinloop.network.osm.ExtractPass;
import org.twinloop.network.osm.Tags;
import org.twinloop.network.osm.tag.Barrier;

/** The second pass: where the nodes of the roads are, and which of them are barriers. */
final class NodePass extends ExtractPass {

    private final NodeTable table;
    private final ImportReport report;
    private final Map<Integer, Barrier> barriers = new HashMap<>();

    NodePass(NodeTable table, ImportReport report) {
        super(ElementKind.NODE);
        this.table = table;
        this.report = report;
    }

    @Override
    protected void node(long id, int lon, int lat, Tags tags) {
        int row = table.find(id);
        if (row == NodeTable.ABSENT || table.isLocated(row)) {
            return;
        }
        table.locate(row, lon, lat);
        if (!tags.isEmpty()) {
            Barrier.read(tags, remark -> report.note(remark, "n" + id))
                    .ifPresent(barrier -> barriers.put(row, barrier));
        }
    }

    /** Barriers that stop somebody, by row of the table. */
    Map<Integer, Barrier> barriers() {
        return barriers;
    }
}
