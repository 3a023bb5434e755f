package org.twinloop.network.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.road.ModeGraph;
import org.twinloop.network.snap.RoadLines;
import org.twinloop.network.snap.Snapper;

/** Looks for the points of roads nearest to a fix. */
final class CandidateSearch {

    private static final double METRES_PER_DEGREE = 111_195;

    private final ModeGraph graph;
    private final Snapper snapper;
    private final MatchRules rules;

    CandidateSearch(ModeGraph graph, Snapper snapper, MatchRules rules) {
        this.graph = graph;
        this.snapper = snapper;
        this.rules = rules;
    }

    /** One for each road and direction within the radius, the nearest first. */
    List<Candidate> at(GeoPoint fix) {
        List<Candidate> found = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        snapper.near(fix, rules.radiusM(), row -> {
            if (seen.add(row)) {
                add(row, fix, found);
            }
        });
        found.sort(Comparator.comparingDouble(Candidate::offM).thenComparingInt(Candidate::arc));
        return found.size() > rules.candidatesMax() ? found.subList(0, rules.candidatesMax()) : found;
    }

    private void add(int row, GeoPoint fix, List<Candidate> found) {
        int there = graph.arc(row, true);
        int back = graph.arc(row, false);
        if (there < 0 && back < 0) {
            return;
        }
        RoadLines lines = graph.roads().lines();
        double cosine = Math.cos(Math.toRadians(fix.lat()));
        double nearest = Double.POSITIVE_INFINITY;
        double along = 0;
        double length = 0;
        for (int i = lines.begin(row); i + 3 < lines.end(row); i += 2) {
            double x = (lines.degrees(i) - fix.lon()) * cosine;
            double y = lines.degrees(i + 1) - fix.lat();
            double dx = (lines.degrees(i + 2) - lines.degrees(i)) * cosine;
            double dy = lines.degrees(i + 3) - lines.degrees(i + 1);
            double square = dx * dx + dy * dy;
            double share = square == 0 ? 0 : Math.max(0, Math.min(1, -(x * dx + y * dy) / square));
            double away = Math.hypot(x + share * dx, y + share * dy);
            double step = Math.sqrt(square);
            if (away < nearest) {
                nearest = away;
                along = length + share * step;
            }
            length += step;
        }
        double offM = nearest * METRES_PER_DEGREE;
        if (offM > rules.radiusM()) {
            return;
        }
        double lengthM = graph.roads().lengthM(row);
        double alongM = length == 0 ? 0 : along / length * lengthM;
        if (there >= 0) {
            found.add(new Candidate(there, alongM, offM));
        }
        if (back >= 0) {
            found.add(new Candidate(back, lengthM - alongM, offM));
        }
    }
}
