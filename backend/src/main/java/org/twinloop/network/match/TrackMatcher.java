package org.twinloop.network.match;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.twinloop.network.road.ModeGraph;
import org.twinloop.network.snap.Snapper;

/**
 * Finds the roads of a track: of all ways past its fixes the most likely one (Viterbi), where a fix lies about a road
 * as a Gaussian, and the way between two fixes differs from their distance exponentially. Serves one thread at a time.
 */
public final class TrackMatcher {

    /** So many fixes that no way leads to are left out before the track is parted. */
    private static final int STRAYS_MAX = 2;

    private final ModeGraph graph;
    private final MatchRules rules;
    private final CandidateSearch candidates;
    private final RouteSpread spread;

    /**
     * @param graph the roads of cars
     * @param snapper of the same roads
     */
    public TrackMatcher(ModeGraph graph, Snapper snapper, MatchRules rules) {
        this.graph = graph;
        this.rules = rules;
        candidates = new CandidateSearch(graph, snapper, rules);
        spread = new RouteSpread(graph, rules.turnBackM());
    }

    /** A fix with the roads that come into question, and for each the likelihood of the best way up to it. */
    private record Layer(Fix fix, List<Candidate> candidates, double[] scores, int[] best) {

        Candidate candidate(int number) {
            return candidates.get(number);
        }
    }

    /**
     * @param track in the order of time; fixes that repeat a time are left out
     * @return the parts that lie on roads, in their order; none where nothing does
     */
    public List<Stretch> match(List<Fix> track) {
        List<Stretch> found = new ArrayList<>();
        List<Layer> open = new ArrayList<>();
        int strays = 0;
        for (Fix fix : track) {
            Layer last = open.isEmpty() ? null : open.get(open.size() - 1);
            if (last != null
                    && (isNear(last.fix(), fix)
                            || !fix.time().isAfter(last.fix().time()))) {
                continue;
            }
            List<Candidate> near = candidates.at(fix.at());
            if (near.isEmpty()) {
                continue;
            }
            boolean gap = last != null && isGap(last.fix(), fix);
            Layer next = last == null || gap ? first(fix, near) : step(last, fix, near);
            if (next == null && strays < STRAYS_MAX) {
                strays++;
                continue;
            }
            if (gap || next == null) {
                close(open, found);
                next = first(fix, near);
            }
            strays = 0;
            open.add(next);
        }
        close(open, found);
        return found;
    }

    private boolean isGap(Fix last, Fix next) {
        return Duration.between(last.time(), next.time()).compareTo(rules.gapMax()) > 0;
    }

    /** Two fixes nearer to each other than their errors tell nothing of the direction. */
    private boolean isNear(Fix last, Fix next) {
        return !isGap(last, next) && last.at().distanceM(next.at()) < 2 * rules.sigmaM();
    }

    private double emission(Candidate candidate) {
        double off = candidate.offM() / rules.sigmaM();
        return -off * off / 2;
    }

    private Layer first(Fix fix, List<Candidate> near) {
        double[] scores = near.stream().mapToDouble(this::emission).toArray();
        int[] best = new int[scores.length];
        Arrays.fill(best, -1);
        return new Layer(fix, near, scores, best);
    }

    /** The layer after another; null where no way leads from one to the next. */
    private Layer step(Layer last, Fix fix, List<Candidate> near) {
        double straightM = last.fix().at().distanceM(fix.at());
        double seconds = Duration.between(last.fix().time(), fix.time()).toMillis() / 1000.0;
        double limitM =
                Math.min(straightM + rules.detourMaxM(), rules.speedMaxKmh() / 3.6 * seconds + 4 * rules.sigmaM());
        double[] scores = new double[near.size()];
        int[] best = new int[near.size()];
        Arrays.fill(scores, Double.NEGATIVE_INFINITY);
        boolean any = false;
        for (int from = 0; from < last.scores().length; from++) {
            if (last.scores()[from] == Double.NEGATIVE_INFINITY) {
                continue;
            }
            double[] lengths = spread.lengths(last.candidate(from), near, noiseM(), limitM);
            for (int to = 0; to < scores.length; to++) {
                double score = last.scores()[from] - Math.abs(lengths[to] - straightM) / rules.betaM();
                if (score > scores[to]) {
                    scores[to] = score;
                    best[to] = from;
                    any = true;
                }
            }
        }
        for (int to = 0; to < scores.length; to++) {
            scores[to] += emission(near.get(to));
        }
        return any ? new Layer(fix, near, scores, best) : null;
    }

    private double noiseM() {
        return 3 * rules.sigmaM();
    }

    /** Traces the best way back and tells it as roads; then the track begins anew. */
    private void close(List<Layer> open, List<Stretch> found) {
        if (open.size() > 1) {
            Deque<Candidate> chosen = new ArrayDeque<>();
            int at = likeliest(open.get(open.size() - 1));
            for (int layer = open.size() - 1; layer >= 0; layer--) {
                chosen.addFirst(open.get(layer).candidate(at));
                at = open.get(layer).best()[at];
            }
            found.add(driven(open, new ArrayList<>(chosen)));
        }
        open.clear();
    }

    private static int likeliest(Layer layer) {
        int best = 0;
        for (int i = 1; i < layer.scores().length; i++) {
            best = layer.scores()[i] > layer.scores()[best] ? i : best;
        }
        return best;
    }

    private Stretch driven(List<Layer> layers, List<Candidate> chosen) {
        PassageLog log = new PassageLog(graph);
        log.begin(chosen.get(0));
        for (int i = 1; i < chosen.size(); i++) {
            int[] way = spread.way(chosen.get(i - 1), chosen.get(i), noiseM());
            log.go(
                    way,
                    chosen.get(i).alongM(),
                    layers.get(i - 1).fix().time(),
                    layers.get(i).fix().time());
        }
        return new Stretch(
                layers.get(0).fix().time(), layers.get(layers.size() - 1).fix().time(), log.passages());
    }
}
