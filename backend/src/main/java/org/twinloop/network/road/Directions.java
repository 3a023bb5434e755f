package org.twinloop.network.road;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.common.GeoPoint;

/** Tells a way road by road, as one would say it beside the driver. */
public final class Directions {

    /** Angles below this are no turn, degrees. */
    private static final double STRAIGHT = 25;

    /** A turn wider than this is told where one could go straighter, degrees. */
    private static final double TOLD_DEG = 45;
    /** Shorter pieces at the ends of a way are not told, metres. */
    private static final double TOLD_M = 1;
    /** How far one looks ahead for where a road sets out to, metres. */
    private static final double SEEN_M = 5;

    private static final double SLIGHT = 50;
    private static final double SHARP = 130;
    private static final double BACK = 170;
    private static final String[] POINTS_ZH = {"北", "东北", "东", "东南", "南", "西南", "西", "西北"};
    private static final String[] POINTS_EN = {
        "north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"
    };
    private static final double DEGREES_PER_POINT = 45;

    private Directions() {}

    /** What to do at the beginning of a step. */
    public enum Turn {
        DEPART("", ""),
        STRAIGHT("直行进入", "Continue onto "),
        SLIGHT_LEFT("稍向左转进入", "Bear left onto "),
        LEFT("左转进入", "Turn left onto "),
        SHARP_LEFT("向左急转进入", "Turn sharply left onto "),
        SLIGHT_RIGHT("稍向右转进入", "Bear right onto "),
        RIGHT("右转进入", "Turn right onto "),
        SHARP_RIGHT("向右急转进入", "Turn sharply right onto "),
        U_TURN("掉头进入", "Make a U-turn onto "),
        ARRIVE("", "");

        private final String zh;
        private final String en;

        Turn(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }
    }

    /**
     * One road to follow.
     *
     * @param roadZh name of the road, empty where it has none
     * @param at where the step begins
     */
    public record Step(
            Turn turn,
            String roadZh,
            String roadEn,
            String textZh,
            String textEn,
            double distanceM,
            Duration duration,
            GeoPoint at) {}

    /** The steps of a way; the last is the arrival, without length. */
    public static List<Step> of(RoadWay way) {
        List<Step> steps = new ArrayList<>();
        int first = first(way);
        int end = end(way, first);
        int begin = first;
        for (int next = first + 1; next <= end; next++) {
            if (next == end || begins(way, next)) {
                int from = begin == first ? 0 : begin;
                steps.add(step(way, begin, from, next == end ? way.rows().length : next));
                begin = next;
            }
        }
        List<GeoPoint> last = way.points(way.rows().length - 1);
        steps.add(new Step(Turn.ARRIVE, "", "", "到达目的地", "Arrive", 0, Duration.ZERO, last.get(last.size() - 1)));
        return steps;
    }

    /** Where the way really begins: one who starts at the end of a road does not drive it. */
    private static int first(RoadWay way) {
        int first = 0;
        while (first < way.rows().length - 1 && way.lengthM(first) < TOLD_M) {
            first++;
        }
        return first;
    }

    /** Behind where the way really ends. */
    private static int end(RoadWay way, int first) {
        int end = way.rows().length;
        while (end - 1 > first && way.lengthM(end - 1) < TOLD_M) {
            end--;
        }
        return end;
    }

    /** Whether one has to be told something at a junction: another road, or a turn one would not take unasked. */
    private static boolean begins(RoadWay way, int place) {
        int before = way.rows()[place - 1];
        int row = way.rows()[place];
        RoadTable roads = way.roads();
        String name = roads.nameZh(row);
        if (!roads.nameZh(before).equals(name) || !roads.nameEn(before).equals(roads.nameEn(row))) {
            return true;
        }
        double size = Math.abs(angle(way, place));
        boolean unnamed = name.isEmpty() && roads.nameEn(row).isEmpty();
        return turn(way, place) == Turn.U_TURN
                || size > TOLD_DEG && (unnamed || leavesStraighter(way, place, size))
                || unnamed && size >= STRAIGHT && leavesStraighter(way, place, Double.MAX_VALUE);
    }

    /** Whether another road than the one taken, and than the way back, leaves the junction by a smaller turn. */
    private static boolean leavesStraighter(RoadWay way, int place, double sizeDeg) {
        ModeGraph graph = way.graph();
        int before = graph.arc(way.rows()[place - 1], way.forward()[place - 1]);
        int taken = graph.arc(way.rows()[place], way.forward()[place]);
        double in = bearingAtEnd(way, place - 1);
        for (int arc : graph.after(before)) {
            int row = graph.row(arc);
            boolean back = row == way.rows()[place - 1];
            double out = bearing(way.roads().points(row, graph.isForward(arc)));
            if (arc != taken && !back && Math.abs(Math.IEEEremainder(out - in, 360)) < sizeDeg) {
                return true;
            }
        }
        return false;
    }

    /** @param begin the first road of the step; from {@code from} on lengths and times count */
    private static Step step(RoadWay way, int begin, int from, int end) {
        double distanceM = 0;
        long millis = 0;
        for (int place = from; place < end; place++) {
            distanceM += way.lengthM(place);
            millis += way.millis()[place];
        }
        String zh = way.roads().nameZh(way.rows()[begin]);
        String en = way.roads().nameEn(way.rows()[begin]);
        String onZh = zh.isEmpty() ? "无名道路" : zh;
        String onEn = en.isEmpty() ? zh.isEmpty() ? "an unnamed road" : zh : en;
        Turn turn = from == 0 ? Turn.DEPART : turn(way, begin);
        List<GeoPoint> points = way.points(begin);
        String textZh;
        String textEn;
        if (turn == Turn.DEPART) {
            boolean told = way.lengthM(begin) >= TOLD_M;
            double degrees = bearing(told ? points : way.roads().points(way.rows()[begin], way.forward()[begin]));
            int point = (int) Math.round(degrees / DEGREES_PER_POINT) % POINTS_ZH.length;
            textZh = "沿%s向%s行驶%s".formatted(onZh, POINTS_ZH[point], lengthZh(distanceM));
            textEn = "Head %s on %s for %s".formatted(POINTS_EN[point], onEn, lengthEn(distanceM));
        } else {
            textZh = "%s%s，行驶%s".formatted(turn.zh, onZh, lengthZh(distanceM));
            textEn = "%s%s for %s".formatted(turn.en, onEn, lengthEn(distanceM));
        }
        return new Step(turn, zh, en, textZh, textEn, distanceM, Duration.ofMillis(millis), points.get(0));
    }

    private static Turn turn(RoadWay way, int place) {
        if (way.rows()[place] == way.rows()[place - 1] && way.forward()[place] != way.forward()[place - 1]) {
            return Turn.U_TURN;
        }
        double angle = angle(way, place);
        double size = Math.abs(angle);
        boolean left = angle < 0;
        if (size < STRAIGHT) {
            return Turn.STRAIGHT;
        }
        if (size < SLIGHT) {
            return left ? Turn.SLIGHT_LEFT : Turn.SLIGHT_RIGHT;
        }
        if (size < SHARP) {
            return left ? Turn.LEFT : Turn.RIGHT;
        }
        if (size < BACK) {
            return left ? Turn.SHARP_LEFT : Turn.SHARP_RIGHT;
        }
        return Turn.U_TURN;
    }

    /** By how much one turns into a road of the way, degrees, to the right above 0, −180…180. */
    private static double angle(RoadWay way, int place) {
        double out = bearing(way.roads().points(way.rows()[place], way.forward()[place]));
        return Math.IEEEremainder(out - bearingAtEnd(way, place - 1), 360);
    }

    private static double bearingAtEnd(RoadWay way, int place) {
        double back = bearing(way.roads().points(way.rows()[place], !way.forward()[place]));
        return back < 180 ? back + 180 : back - 180;
    }

    /** Where a line sets out to; a first piece too short to be seen says nothing. */
    private static double bearing(List<GeoPoint> line) {
        int ahead = 1;
        while (ahead < line.size() - 1 && line.get(0).distanceM(line.get(ahead)) < SEEN_M) {
            ahead++;
        }
        return bearing(line.get(0), line.get(ahead));
    }

    /** Clockwise from north, 0…360. */
    private static double bearing(GeoPoint from, GeoPoint to) {
        double east = (to.lon() - from.lon()) * Math.cos(Math.toRadians(from.lat()));
        double degrees = Math.toDegrees(Math.atan2(east, to.lat() - from.lat()));
        return degrees < 0 ? degrees + 360 : degrees;
    }

    private static String lengthZh(double metres) {
        return metres < 1000 ? "%d米".formatted(tens(metres)) : "%.1f公里".formatted(metres / 1000);
    }

    private static String lengthEn(double metres) {
        return metres < 1000 ? "%d m".formatted(tens(metres)) : "%.1f km".formatted(metres / 1000);
    }

    private static long tens(double metres) {
        return metres < 100 ? Math.round(metres) : Math.round(metres / 10) * 10;
    }
}
