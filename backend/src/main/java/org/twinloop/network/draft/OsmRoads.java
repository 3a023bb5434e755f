package org.twinloop.network.draft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.twinloop.network.osm.ExtractFile;
import org.twinloop.network.osm.tag.TurnRelation;

/**
 * Makes a draft of an OpenStreetMap extract in three passes: ways and relations, nodes, ways. Memory does not grow with
 * the extract but with what is kept of it: about 45 bytes a junction and 25 a road, and a page of ids for every 128
 * nodes; all else is on disk.
 */
public final class OsmRoads implements RoadSource {

    private final Path path;
    private final int sortRun;

    public OsmRoads(Path path) {
        this(path, LongSorter.RUN_NUMBERS);
    }

    OsmRoads(Path path, int sortRun) {
        this.path = path;
        this.sortRun = sortRun;
    }

    @Override
    public List<Turn> draft(Draft draft, Path folder, ImportReport report, Progress progress) throws IOException {
        ExtractFile extract = ExtractFile.open(path);
        long bytes = Files.size(path);
        RoadScan scan = new RoadScan(folder, report, sortRun);
        extract.read(scan, progress.phase("扫描道路 / scanning ways", bytes));
        try (NodeTable table = new NodeTable(folder.resolve("nodes"))) {
            scan.fill(table);
            NodePass nodes = new NodePass(table, report);
            extract.read(nodes, progress.phase("定位节点 / locating nodes", bytes));
            EdgeCutter cutter = new EdgeCutter(table, nodes.barriers(), scan, draft, report);
            extract.read(cutter, progress.phase("切分路段 / cutting edges", bytes));
            TurnResolver resolver = new TurnResolver(draft.seal(), cutter.edgesOfTurnWays(), report);
            for (TurnRelation relation : scan.turns()) {
                resolver.resolve(relation, viaJunction(table, relation));
            }
            return resolver.turns();
        }
    }

    private static int viaJunction(NodeTable table, TurnRelation relation) {
        int row = relation.viaWays().isEmpty() ? table.find(relation.viaNode()) : NodeTable.ABSENT;
        return row == NodeTable.ABSENT ? NodeTable.ABSENT : table.junction(row);
    }
}
