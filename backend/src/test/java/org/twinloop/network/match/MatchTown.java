package org.twinloop.network.match;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.twinloop.network.osm.tag.Access;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Travel;
import org.twinloop.network.road.ModeGraph;
import org.twinloop.network.road.Pace;
import org.twinloop.network.road.Road;
import org.twinloop.network.road.RoadTable;
import org.twinloop.network.road.TurnBan;
import org.twinloop.network.snap.Snapper;

/**
 * A town drawn from a seed: crooked blocks of about 160 m with gaps, slanting and one-way streets, bends, bans on
 * turns, and beside every sixth street a side road 35 m away.
 */
public final class MatchTown {

    private static final double METRES_PER_DEGREE = 111_195;
    private static final double LON = 121.4;
    private static final double LAT = 31.2;
    private static final double BLOCK_M = 160;
    private static final double BESIDE_M = 35;

    private final Random random;
    private final RoadTable table = new RoadTable();
    private final List<double[]> junctions = new ArrayList<>();
    public final ModeGraph graph;
    public final Snapper snapper;

    public MatchTown(Random random, int blocks) {
        this.random = random;
        for (int i = 0; i < blocks * blocks; i++) {
            junctions.add(new double[] {
                (i % blocks) * BLOCK_M + random.nextDouble() * 60, (i / blocks) * BLOCK_M + random.nextDouble() * 60
            });
        }
        for (int i = 0; i < blocks * blocks; i++) {
            boolean more = i % blocks + 1 < blocks;
            if (more && random.nextInt(12) > 0) {
                street(i, i + 1, i / blocks % 6 == 3);
            }
            if (i + blocks < blocks * blocks && random.nextInt(12) > 0) {
                street(i, i + blocks, false);
            }
            if (more && i + blocks < blocks * blocks && random.nextInt(15) == 0) {
                street(i, i + blocks + 1, false);
            }
        }
        graph = ModeGraph.of(table, Mode.CAR, new Pace(5, 15, 30_000, 60_000), bans(blocks * blocks / 4), 1);
        snapper = new Snapper(table.lines(), 500);
    }

    private void street(int from, int to, boolean doubled) {
        boolean oneway = !doubled && random.nextInt(6) == 0;
        road(from, to, oneway, 0);
        if (doubled) {
            road(from, to, false, -BESIDE_M);
        }
    }

    /** With a bend in the middle, or, where it lies aside, with a corner at each end. */
    private void road(int from, int to, boolean oneway, double asideM) {
        double[] a = junctions.get(from);
        double[] b = junctions.get(to);
        double length = Math.hypot(b[0] - a[0], b[1] - a[1]);
        double sideX = -(b[1] - a[1]) / length;
        double sideY = (b[0] - a[0]) / length;
        double bend = asideM == 0 ? random.nextDouble() * 16 - 8 : asideM;
        List<double[]> line = new ArrayList<>(List.of(a));
        for (double share : asideM == 0 ? new double[] {0.5} : new double[] {0.12, 0.88}) {
            line.add(new double[] {
                a[0] + (b[0] - a[0]) * share + sideX * bend, a[1] + (b[1] - a[1]) * share + sideY * bend
            });
        }
        line.add(b);
        double lengthM = 0;
        double[] degrees = new double[2 * line.size()];
        for (int i = 0; i < line.size(); i++) {
            degrees[2 * i] = LON + line.get(i)[0] / METRES_PER_DEGREE / Math.cos(Math.toRadians(LAT));
            degrees[2 * i + 1] = LAT + line.get(i)[1] / METRES_PER_DEGREE;
            lengthM +=
                    i == 0 ? 0 : Math.hypot(line.get(i)[0] - line.get(i - 1)[0], line.get(i)[1] - line.get(i - 1)[1]);
        }
        Map<Mode, Travel> travel = new EnumMap<>(Mode.class);
        Map<Mode, Boolean> main = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            travel.put(mode, Travel.of(Access.PUBLIC, true, !oneway));
            main.put(mode, true);
        }
        int kmh = 25 + random.nextInt(40);
        table.add(new Road(
                10 + 3 * table.size(),
                from,
                to,
                "路",
                "Road",
                "residential",
                false,
                lengthM,
                kmh,
                kmh,
                travel,
                main,
                degrees));
    }

    private List<TurnBan> bans(int count) {
        List<TurnBan> bans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int first = random.nextInt(table.size());
            int second = random.nextInt(table.size());
            for (int row = 0; row < table.size(); row++) {
                second = (second + 1) % table.size();
                if (second != first && table.from(second) == table.to(first)) {
                    int[] edges = {table.id(first), table.id(second)};
                    bans.add(new TurnBan(List.of(Mode.CAR), edges, new boolean[] {true, true}));
                    break;
                }
            }
        }
        return bans;
    }
}
