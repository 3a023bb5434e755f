package org.twinloop.network.road;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.common.GeoPoint;

/** Tells a way road by road, as one would say it beside the driver. */
public final class Directions {

    /** Angles below this are no turn, degrees. */
    private static final double STRAIGHT = 25;

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
        int begin = 0;
        for (int next = 1; next <= way.rows().length; next++) {
            if (next == way.rows().length || begins(way, next)) {
                steps.add(step(way, begin, next));
                begin = next;
            }
        }
        List<GeoPoint> last = way.points(way.rows().length - 1);
        steps.add(new Step(Turn.ARRIVE, "", "", "到达目的地", "Arrive", 0, Duration.ZERO, last.get(last.size() - 1)));
        return steps;
    }

    private static boolean begins(RoadWay way, int place) {
        String before = way.roads().nameZh(way.rows()[place - 1]);
        return !before.equals(way.roads().nameZh(way.rows()[place])) || turn(way, place) == Turn.U_TURN;
    }

    private static Step step(RoadWay way, int begin, int end) {
        double distanceM = 0;
        long millis = 0;
        for (int place = begin; place < end; place++) {
            distanceM += way.lengthM(place);
            millis += way.millis()[place];
        }
        String zh = way.roads().nameZh(way.rows()[begin]);
        String en = way.roads().nameEn(way.rows()[begin]);
        String onZh = zh.isEmpty() ? "无名道路" : zh;
        String onEn = en.isEmpty() ? zh.isEmpty() ? "an unnamed road" : zh : en;
        Turn turn = begin == 0 ? Turn.DEPART : turn(way, begin);
        List<GeoPoint> points = way.points(begin);
        String textZh;
        String textEn;
        if (turn == Turn.DEPART) {
            int point = (int) Math.round(bearing(points.get(0), points.get(1)) / DEGREES_PER_POINT) % POINTS_ZH.length;
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
        List<GeoPoint> before = way.roads().points(way.rows()[place - 1], way.forward()[place - 1]);
        List<GeoPoint> after = way.roads().points(way.rows()[place], way.forward()[place]);
        double in = bearing(before.get(before.size() - 2), before.get(before.size() - 1));
        double angle = Math.IEEEremainder(bearing(after.get(0), after.get(1)) - in, 360);
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
