package org.twinloop.trip.approval;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Working days in China: weekends, statutory holidays and make-up workdays as the State Council announces them year by
 * year. {@code holidays_cn.csv} keeps the announcement of each line in its source column; a policy may add days.
 */
public final class WorkCalendar {
    private static final WorkCalendar ANNOUNCED = read();

    /** How a day differs from its weekday. */
    public enum DayType {
        REST,
        MAKEUP_WORKDAY
    }

    private final Map<LocalDate, DayType> announced;
    private final Map<LocalDate, DayType> added;
    private final Set<Integer> announcedYears;

    private WorkCalendar(Map<LocalDate, DayType> announced, Map<LocalDate, DayType> added) {
        this.announced = announced;
        this.added = Map.copyOf(added);
        Set<Integer> years = new HashSet<>();
        announced.keySet().forEach(day -> years.add(day.getYear()));
        added.keySet().forEach(day -> years.add(day.getYear()));
        this.announcedYears = Set.copyOf(years);
    }

    /** The calendar shipped with the service. */
    public static WorkCalendar announced() {
        return ANNOUNCED;
    }

    /** This calendar with days that a policy adds or changes. */
    public WorkCalendar with(Map<LocalDate, DayType> days) {
        return new WorkCalendar(announced, days);
    }

    private static WorkCalendar read() {
        try (var in = WorkCalendar.class.getResourceAsStream("holidays_cn.csv");
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return parse(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WorkCalendar parse(BufferedReader reader) throws IOException {
        Map<LocalDate, DayType> days = new HashMap<>();
        reader.readLine();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            String[] cells = line.split(",", 4);
            days.put(LocalDate.parse(cells[0]), DayType.valueOf(cells[2]));
        }
        return new WorkCalendar(Map.copyOf(days), Map.of());
    }

    /** Whether offices work on this day; for a year not yet announced only weekends are known. */
    public boolean isWorkday(LocalDate day) {
        DayType exception = added.getOrDefault(day, announced.get(day));
        if (exception != null) {
            return exception == DayType.MAKEUP_WORKDAY;
        }
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /** Whether the holidays of this day's year have been announced. */
    public boolean isAnnounced(LocalDate day) {
        return announcedYears.contains(day.getYear());
    }

    public LocalDate nextWorkday(LocalDate day) {
        LocalDate next = day.plusDays(1);
        while (!isWorkday(next)) {
            next = next.plusDays(1);
        }
        return next;
    }

    public LocalDate previousWorkday(LocalDate day) {
        LocalDate previous = day.minusDays(1);
        while (!isWorkday(previous)) {
            previous = previous.minusDays(1);
        }
        return previous;
    }

    /** The last of so many working days after a day. */
    public LocalDate workdaysAfter(LocalDate day, int count) {
        LocalDate last = day;
        for (int i = 0; i < count; i++) {
            last = nextWorkday(last);
        }
        return last;
    }

    public int workdaysIn(YearMonth month) {
        return (int) month.atDay(1)
                .datesUntil(month.plusMonths(1).atDay(1))
                .filter(this::isWorkday)
                .count();
    }
}
