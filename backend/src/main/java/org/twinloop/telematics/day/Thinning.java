package org.twinloop.telematics.day;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.twinloop.common.GeoPoint;

/** Leaves out points that lie on the line between others (Ramer, Douglas and Peucker), until few enough are left. */
final class Thinning {

    private static final double METRES_PER_DEGREE = 111_195;
    private static final double FIRST_TOLERANCE_M = 5;

    private Thinning() {}

    /**
     * @param parts of a track, each with a position in every report
     * @param pointsMax in all parts together; two a part are left at least
     */
    static List<List<Told>> of(List<List<Told>> parts, int pointsMax) {
        List<List<Told>> thin = parts;
        for (double toleranceM = FIRST_TOLERANCE_M; count(thin) > pointsMax; toleranceM *= 2) {
            List<List<Told>> next = new ArrayList<>();
            for (List<Told> part : parts) {
                next.add(thinned(part, toleranceM));
            }
            thin = next;
            if (thin.stream().allMatch(part -> part.size() <= 2)) {
                break;
            }
        }
        return thin;
    }

    private static int count(List<List<Told>> parts) {
        return parts.stream().mapToInt(List::size).sum();
    }

    private static List<Told> thinned(List<Told> part, double toleranceM) {
        if (part.size() < 3) {
            return part;
        }
        BitSet kept = new BitSet();
        kept.set(0);
        kept.set(part.size() - 1);
        Deque<int[]> open = new ArrayDeque<>();
        open.push(new int[] {0, part.size() - 1});
        while (!open.isEmpty()) {
            int[] between = open.pop();
            int farthest = farthest(part, between[0], between[1], toleranceM);
            if (farthest >= 0) {
                kept.set(farthest);
                open.push(new int[] {between[0], farthest});
                open.push(new int[] {farthest, between[1]});
            }
        }
        return kept.stream().mapToObj(part::get).toList();
    }

    private static int farthest(List<Told> part, int from, int to, double toleranceM) {
        int found = -1;
        double mostM = toleranceM;
        for (int i = from + 1; i < to; i++) {
            double awayM = awayM(
                    part.get(i).position(),
                    part.get(from).position(),
                    part.get(to).position());
            if (awayM > mostM) {
                mostM = awayM;
                found = i;
            }
        }
        return found;
    }

    private static double awayM(GeoPoint point, GeoPoint from, GeoPoint to) {
        double cosine = Math.cos(Math.toRadians(from.lat()));
        double x = (point.lon() - from.lon()) * cosine;
        double y = point.lat() - from.lat();
        double dx = (to.lon() - from.lon()) * cosine;
        double dy = to.lat() - from.lat();
        double square = dx * dx + dy * dy;
        double share = square == 0 ? 0 : Math.max(0, Math.min(1, (x * dx + y * dy) / square));
        return Math.hypot(x - share * dx, y - share * dy) * METRES_PER_DEGREE;
    }
}
