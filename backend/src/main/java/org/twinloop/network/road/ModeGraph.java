package org.twinloop.network.road;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.twinloop.network.osm.tag.Access;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.search.Graph;
import org.twinloop.network.search.Metric;
import org.twinloop.network.search.turn.TurnCost;
import org.twinloop.network.search.turn.TurnGraph;
import org.twinloop.network.search.turn.TurnRules;

/**
 * What one mode sees of the roads: an arc for each direction in which a road of the main part may be used, joined by
 * the turns that are allowed. Immutable.
 */
public final class ModeGraph {

    private static final int NONE = -1;

    private final RoadTable roads;
    private final Mode mode;
    private final Pace pace;
    /** For each arc 2 × row, plus 1 for the way from the second junction to the first. */
    private final int[] codes;
    /** The other way round. */
    private final int[] arcs;

    private final Graph junctions;
    private final TurnGraph turns;
    private final Metric freeFlow;

    private ModeGraph(RoadTable roads, Mode mode, Pace pace, List<TurnBan> bans, long version) {
        this.roads = roads;
        this.mode = mode;
        this.pace = pace;
        codes = codes();
        arcs = new int[2 * roads.size()];
        Arrays.fill(arcs, NONE);
        for (int arc = 0; arc < codes.length; arc++) {
            arcs[codes[arc]] = arc;
        }
        junctions = junctions();
        turns = TurnGraph.of(junctions, rules(bans), cost());
        int[] millis = new int[codes.length];
        for (int arc = 0; arc < millis.length; arc++) {
            millis[arc] = pace.millis(roads, row(arc), mode, isForward(arc));
        }
        freeFlow = Metric.of(millis, version);
    }

    /** @param version of the travel times without traffic */
    public static ModeGraph of(RoadTable roads, Mode mode, Pace pace, List<TurnBan> bans, long version) {
        return new ModeGraph(roads, mode, pace, bans, version);
    }

    private int[] codes() {
        int[] found = new int[2 * roads.size()];
        int count = 0;
        for (int row = 0; row < roads.size(); row++) {
            if (roads.isMain(row, mode)) {
                for (boolean forward : new boolean[] {true, false}) {
                    if (roads.isOpen(row, mode, forward)) {
                        found[count++] = code(row, forward);
                    }
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static int code(int row, boolean forward) {
        return forward ? 2 * row : 2 * row + 1;
    }

    private Graph junctions() {
        int[] number = new int[roads.junctions()];
        Arrays.fill(number, NONE);
        float[] x = new float[2 * codes.length];
        float[] y = new float[2 * codes.length];
        int[] tails = new int[codes.length];
        int[] heads = new int[codes.length];
        int count = 0;
        double shrink =
                codes.length == 0 ? 1 : Math.cos(Math.toRadians(roads.lines().degrees(1)));
        for (int arc = 0; arc < codes.length; arc++) {
            int row = row(arc);
            for (boolean first : new boolean[] {true, false}) {
                int junction = first ? roads.from(row) : roads.to(row);
                if (number[junction] == NONE) {
                    int at = first ? roads.lines().begin(row) : roads.lines().end(row) - 2;
                    x[count] =
                            (float) ((roads.lines().degrees(at) - roads.lines().degrees(0)) * shrink);
                    y[count] = (float)
                            (roads.lines().degrees(at + 1) - roads.lines().degrees(1));
                    number[junction] = count++;
                }
            }
            tails[arc] = number[isForward(arc) ? roads.from(row) : roads.to(row)];
            heads[arc] = number[isForward(arc) ? roads.to(row) : roads.from(row)];
        }
        return Graph.of(tails, heads, Arrays.copyOf(x, count), Arrays.copyOf(y, count));
    }

    /** A ban over roads this mode cannot take in that order anyway says nothing new. */
    private TurnRules rules(List<TurnBan> bans) {
        TurnRules.Builder rules = TurnRules.of(junctions);
        for (TurnBan ban : bans) {
            int[] sequence = ban.modes().contains(mode) ? sequence(ban) : null;
            if (sequence != null) {
                rules.forbid(sequence);
            }
        }
        return rules.build();
    }

    private int[] sequence(TurnBan ban) {
        int[] sequence = new int[ban.edges().length];
        for (int i = 0; i < sequence.length; i++) {
            int row = roads.row(ban.edges()[i]);
            sequence[i] = row < 0 ? NONE : arc(row, ban.forward()[i]);
            if (sequence[i] == NONE) {
                return null;
            }
        }
        return sequence;
    }

    private TurnCost cost() {
        return (from, to) -> pauseMillis(from, to) + (isRestricted(to) && !isRestricted(from) ? pace.gateMillis() : 0);
    }

    /** What turning from one arc into another takes, ms. */
    int pauseMillis(int from, int to) {
        boolean back = codes[from] == (codes[to] ^ 1);
        boolean must = junctions.outDegree(junctions.head(from)) == 1;
        return back && !must && mode == Mode.CAR ? pace.uTurnMillis() : 0;
    }

    /** Whether an arc is only for those who want something there. */
    boolean isRestricted(int arc) {
        Access access = roads.access(row(arc), mode);
        return access == Access.PRIVATE || access == Access.DESTINATION;
    }

    int gateMillis() {
        return pace.gateMillis();
    }

    /** What is searched: a node for each arc, and where a longer ban begins one more; an arc for each turn. */
    public Graph graph() {
        return turns.graph();
    }

    TurnGraph turns() {
        return turns;
    }

    /** Milliseconds along each arc without traffic. */
    public Metric freeFlow() {
        return freeFlow;
    }

    public RoadTable roads() {
        return roads;
    }

    public Mode mode() {
        return mode;
    }

    /** How many arcs there are: roads, by direction. */
    public int arcs() {
        return codes.length;
    }

    /** The arc of a road in a direction, or −1 where the mode may not use it so. */
    public int arc(int row, boolean forward) {
        return arcs[code(row, forward)];
    }

    /** The road of an arc. */
    public int row(int arc) {
        return codes[arc] >> 1;
    }

    /** The arc of a node of {@link #graph}. */
    public int arcOf(int node) {
        return turns.road(node);
    }

    /** Metres along an arc. */
    public double lengthM(int arc) {
        return roads.lengthM(row(arc));
    }

    /** Whether an arc leads from the first junction of its road to the second. */
    public boolean isForward(int arc) {
        return (codes[arc] & 1) == 0;
    }

    /** The arcs that leave the junction where an arc ends, the way back included. */
    List<Integer> after(int arc) {
        int junction = junctions.head(arc);
        List<Integer> found = new ArrayList<>(junctions.outDegree(junction));
        for (int place = 0; place < junctions.outDegree(junction); place++) {
            found.add(junctions.outArc(junction, place));
        }
        return found;
    }

    /** The arcs of a landing's road, one or two. */
    List<Integer> arcsAt(Landing landing) {
        List<Integer> found = new ArrayList<>(2);
        for (boolean forward : new boolean[] {true, false}) {
            if (arc(landing.row(), forward) != NONE) {
                found.add(arc(landing.row(), forward));
            }
        }
        return found;
    }
}
