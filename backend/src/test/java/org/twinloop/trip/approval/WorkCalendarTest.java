package org.twinloop.trip.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.trip.approval.WorkCalendar.DayType;

class WorkCalendarTest {
    private final WorkCalendar calendar = WorkCalendar.announced();

    @ParameterizedTest
    @CsvSource({
        "2026-10-10, true",
        "2026-10-01, false",
        "2026-10-07, false",
        "2026-10-08, true",
        "2026-02-14, true",
        "2026-02-28, true",
        "2026-02-15, false",
        "2026-02-23, false",
        "2026-02-24, true",
        "2026-05-09, true",
        "2026-09-20, true",
        "2026-01-04, true",
        "2026-11-21, false"
    })
    void days_are_as_the_state_council_announced_them(LocalDate day, boolean works) {
        assertEquals(works, calendar.isWorkday(day));
    }

    @Test
    void the_calendar_reaches_only_as_far_as_the_announcements() {
        assertTrue(calendar.isAnnounced(LocalDate.of(2026, 12, 31)));
        assertFalse(calendar.isAnnounced(LocalDate.of(2027, 1, 1)));
    }

    @Test
    void working_days_are_counted_over_holidays_and_make_up_saturdays() {
        assertEquals(LocalDate.of(2026, 10, 8), calendar.nextWorkday(LocalDate.of(2026, 9, 30)));
        assertEquals(LocalDate.of(2026, 9, 30), calendar.previousWorkday(LocalDate.of(2026, 10, 8)));
        assertEquals(LocalDate.of(2026, 10, 10), calendar.workdaysAfter(LocalDate.of(2026, 9, 30), 3));
        assertEquals(18, calendar.workdaysIn(YearMonth.of(2026, 10)));
    }

    @Test
    void added_days_win_and_leave_the_others_as_they_are() {
        WorkCalendar ordered = calendar.with(
                Map.of(LocalDate.of(2026, 11, 23), DayType.REST, LocalDate.of(2026, 11, 22), DayType.MAKEUP_WORKDAY));

        assertFalse(ordered.isWorkday(LocalDate.of(2026, 11, 23)));
        assertTrue(ordered.isWorkday(LocalDate.of(2026, 11, 22)));
        assertTrue(ordered.isWorkday(LocalDate.of(2026, 10, 10)));
        assertTrue(calendar.isWorkday(LocalDate.of(2026, 11, 23)));
    }
}
