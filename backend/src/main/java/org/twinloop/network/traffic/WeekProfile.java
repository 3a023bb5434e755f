package org.twinloop.network.traffic;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.twinloop.common.CityTime;

/**
 * Which share of the signed speed traffic reaches, by class of road and half hour of the week in Shanghai time.
 * Immutable.
 *
 * <p>Where nothing was learnt: 1.3 times the time by day and 1.9 times in the two peaks of Monday to Friday, which is
 * the demo profile of the sample city and no measurement. Public holidays count as the day of the week they fall on.
 */
public final class WeekProfile {

    /** Half hours of a week, the first from Monday 00:00. */
    public static final int SLOTS = 7 * 48;

    private static final Duration SLOT = Duration.ofMinutes(30);
    private static final int SLOTS_A_DAY = 48;
    private static final int NIGHT_TO = 12;
    private static final int MORNING_FROM = 15;
    private static final int MORNING_TO = 19;
    private static final int EVENING_FROM = 34;
    private static final int EVENING_TO = 38;
    private static final int NIGHT_FROM = 44;

    private final float[] standard;
    private final Map<String, float[]> byClass;

    private WeekProfile(float[] standard, Map<String, float[]> byClass) {
        this.standard = standard;
        this.byClass = byClass;
    }

    /**
     * How many times as long as at the signed speed roads take where nothing was learnt.
     *
     * @param weight how many observations this counts as
     */
    public record Standard(double peak, double day, double night, double weight) {
        double slowdown(int slot) {
            int half = slot % SLOTS_A_DAY;
            boolean morning = half >= MORNING_FROM && half < MORNING_TO;
            boolean evening = half >= EVENING_FROM && half < EVENING_TO;
            if (slot / SLOTS_A_DAY < DayOfWeek.FRIDAY.getValue() && (morning || evening)) {
                return peak;
            }
            return half < NIGHT_TO || half >= NIGHT_FROM ? night : day;
        }
    }

    /**
     * What was observed in a half hour of the week on all roads of a class.
     *
     * @param slot 0…{@value #SLOTS} − 1
     * @param share mean share of the signed speed, above 0
     * @param weight observations it stands for, above 0
     */
    public record Learned(String roadClass, int slot, double share, double weight) {}

    public static WeekProfile of(Standard standard, List<Learned> lessons) {
        float[] plain = new float[SLOTS];
        for (int slot = 0; slot < SLOTS; slot++) {
            plain[slot] = (float) (1 / standard.slowdown(slot));
        }
        Map<String, float[]> byClass = new HashMap<>();
        for (Learned lesson : lessons) {
            float[] of = byClass.computeIfAbsent(lesson.roadClass(), word -> Arrays.copyOf(plain, SLOTS));
            double sum = standard.weight() * plain[lesson.slot()] + lesson.weight() * lesson.share();
            of[lesson.slot()] = (float) (sum / (standard.weight() + lesson.weight()));
        }
        return new WeekProfile(plain, byClass);
    }

    /** The half hour of the week an instant falls into. */
    public static int slot(Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, CityTime.ZONE);
        int minute = local.getHour() * 60 + local.getMinute();
        return (local.getDayOfWeek().getValue() - 1) * SLOTS_A_DAY + (int) (minute / SLOT.toMinutes());
    }

    /** When the half hour began that an instant falls into. */
    public static Instant slotStart(Instant at) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), SLOT.toSeconds()) * SLOT.toSeconds());
    }

    public static Instant slotEnd(Instant at) {
        return slotStart(at).plus(SLOT);
    }

    /** Share of the signed speed, above 0. */
    public double share(String roadClass, int slot) {
        return byClass.getOrDefault(roadClass, standard)[slot];
    }
}
