package org.twinloop.network.road;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.twinloop.network.osm.tag.Access;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Travel;

/** Small towns drawn from a seed: parallel and one-way roads, private and pushed ones, bans of two and three roads. */
public final class RandomRoads {

    private final Random random;
    private final double[] lon;
    private final double[] lat;
    public final RoadTable table = new RoadTable();
    public final List<TurnBan> bans = new ArrayList<>();

    public RandomRoads(Random random, int junctions, int roads) {
        this.random = random;
        lon = new double[junctions];
        lat = new double[junctions];
        for (int i = 0; i < junctions; i++) {
            lon[i] = 121 + random.nextInt(20_000) / 1e6;
            lat[i] = 31 + random.nextInt(20_000) / 1e6;
        }
        for (int id = 0; id < roads; id++) {
            int from = random.nextInt(junctions);
            int to = (from + 1 + random.nextInt(junctions - 1)) % junctions;
            table.add(road(3 * id, from, to));
        }
        for (int i = 0; i < roads; i++) {
            ban();
        }
    }

    private Road road(int id, int from, int to) {
        Map<Mode, Travel> travel = new EnumMap<>(Mode.class);
        Map<Mode, Boolean> main = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            Access access = random.nextInt(10) < 7
                    ? Access.PUBLIC
                    : List.of(Access.PRIVATE, Access.DESTINATION, Access.DISMOUNT)
                            .get(random.nextInt(3));
            travel.put(mode, Travel.of(access, true, random.nextInt(4) > 0));
            main.put(mode, random.nextInt(20) > 0);
        }
        double middleLon = (lon[from] + lon[to]) / 2 + random.nextInt(1000) / 1e6;
        double[] degrees = {lon[from], lat[from], middleLon, (lat[from] + lat[to]) / 2, lon[to], lat[to]};
        return new Road(
                id,
                from,
                to,
                "路" + id % 7,
                "Road " + id % 7,
                random.nextInt(15) == 0 ? "ferry" : "residential",
                false,
                1 + random.nextInt(2000) + random.nextDouble(),
                10 + random.nextInt(70),
                10 + random.nextInt(70),
                travel,
                main,
                degrees);
    }

    /** From a random road over one or two others that begin where it ends. */
    private void ban() {
        int[] edges = new int[2 + random.nextInt(2)];
        boolean[] forward = new boolean[edges.length];
        int row = random.nextInt(table.size());
        forward[0] = random.nextBoolean();
        edges[0] = table.id(row);
        int at = forward[0] ? table.to(row) : table.from(row);
        for (int i = 1; i < edges.length; i++) {
            List<Integer> next = new ArrayList<>();
            for (int other = 0; other < table.size(); other++) {
                if (table.from(other) == at || table.to(other) == at) {
                    next.add(other);
                }
            }
            row = next.get(random.nextInt(next.size()));
            forward[i] = table.from(row) == at;
            edges[i] = table.id(row);
            at = forward[i] ? table.to(row) : table.from(row);
        }
        bans.add(new TurnBan(List.of(Mode.CAR, Mode.BIKE), edges, forward));
    }

    /** A point of a road the mode may use, or null after some tries. */
    public Landing landing(Mode mode, int accessMillis) {
        for (int i = 0; i < 50; i++) {
            int row = random.nextInt(table.size());
            boolean open = table.isOpen(row, mode, true) || table.isOpen(row, mode, false);
            if (open && table.isMain(row, mode)) {
                double along = random.nextInt(6) == 0 ? random.nextInt(2) : random.nextDouble();
                return new Landing(row, along, accessMillis == 0 ? 0 : random.nextInt(accessMillis));
            }
        }
        throw new IllegalStateException("no road for " + mode);
    }
}
