package org.twinloop.supervision.ride;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.twinloop.common.GeoPoint;
import org.twinloop.supervision.ride.RideFacts.Told;
import org.twinloop.supervision.rule.PostTripRule.Verdict;

/**
 * PR-40 afterwards: the car was outside the corridor around the approved way for more than five minutes at a stretch.
 * What was asked about on the way is decided there. Source: rules.md PR-40, practice of platforms.
 */
record OffApprovedWay(RideLimits limits) implements RideRule {
    private static final double PERCENT = 100;

    @Override
    public String id() {
        return "PR-40";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict look(RideFacts ride) {
        if (ride.askedDuring().contains(id())) {
            return Verdict.PASS;
        }
        if (ride.way().isEmpty()) {
            return Verdict.unknown("way");
        }
        if (ride.told().isEmpty()) {
            return Verdict.unknown("track");
        }
        Ways ways = new Ways(ride.way());
        double wayM = ways.lengthM();
        double share = Math.min(wayM * limits.corridorPercent() / PERCENT, limits.corridorMaxM());
        double corridorM = Math.max(limits.corridorM(), share);
        Off longest = longest(ride.told(), ways, corridorM);
        return longest.lasted().compareTo(limits.offFor()) <= 0 ? Verdict.PASS : noticed(longest, corridorM, wayM);
    }

    /** A stretch outside. */
    private record Off(Instant from, Instant to, double farthestM) {
        Duration lasted() {
            return Duration.between(from, to);
        }
    }

    private static Off longest(List<Told> told, Ways ways, double corridorM) {
        Off longest = new Off(Instant.EPOCH, Instant.EPOCH, 0);
        Off now = null;
        for (Told one : told) {
            double offM = ways.distanceM(one.position());
            if (offM <= corridorM) {
                now = null;
                continue;
            }
            now = now == null
                    ? new Off(one.at(), one.at(), offM)
                    : new Off(now.from(), one.at(), Math.max(now.farthestM(), offM));
            longest = now.lasted().compareTo(longest.lasted()) > 0 ? now : longest;
        }
        return longest;
    }

    private Verdict noticed(Off off, double corridorM, double wayM) {
        long minutes = off.lasted().toMinutes();
        return Verdict.noticed(
                Map.of(
                        "from", off.from().toString(),
                        "to", off.to().toString(),
                        "farthestM", Math.round(off.farthestM()),
                        "corridorM", Math.round(corridorM),
                        "wayM", Math.round(wayM),
                        "offFor", limits.offFor().toString()),
                String.format(Locale.ROOT, "行驶轨迹偏离批准路线 %d 分钟，最远 %.0f 米，请说明。", minutes, off.farthestM()),
                String.format(
                        Locale.ROOT,
                        "The car was off the approved way for %d min, by up to %.0f m; please explain.",
                        minutes,
                        off.farthestM()));
    }

    /** Lines on the ground; distances in a plane, good to a thousandth within a city. */
    private record Ways(List<List<GeoPoint>> lines) {
        double lengthM() {
            double lengthM = 0;
            for (List<GeoPoint> line : lines) {
                for (int i = 1; i < line.size(); i++) {
                    lengthM += line.get(i - 1).distanceM(line.get(i));
                }
            }
            return lengthM;
        }

        double distanceM(GeoPoint point) {
            double least = Double.POSITIVE_INFINITY;
            for (List<GeoPoint> line : lines) {
                least = Math.min(least, point.distanceM(line.get(0)));
                for (int i = 1; i < line.size(); i++) {
                    least = Math.min(least, distanceM(point, line.get(i - 1), line.get(i)));
                }
            }
            return least;
        }

        private static double distanceM(GeoPoint point, GeoPoint from, GeoPoint to) {
            double shrink = Math.cos(Math.toRadians(point.lat()));
            double dx = (to.lon() - from.lon()) * shrink;
            double dy = to.lat() - from.lat();
            double px = (point.lon() - from.lon()) * shrink;
            double py = point.lat() - from.lat();
            double square = dx * dx + dy * dy;
            double share = square == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / square));
            GeoPoint nearest = new GeoPoint(
                    from.lon() + share * (to.lon() - from.lon()), from.lat() + share * (to.lat() - from.lat()));
            return point.distanceM(nearest);
        }
    }
}
