package org.twinloop.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.twinloop.demo.PastMonthRepository.Progress;

class PastMonthTest {

    private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 1);
    private static final int MORNINGS = 8;

    @Test
    void a_month_that_has_not_begun_has_all_its_mornings_before_it() {
        List<ZonedDateTime> mornings = PastMonth.mornings(new Progress(OCTOBER, null, 0), MORNINGS);

        assertEquals(MORNINGS, mornings.size());
        assertEquals(LocalDate.of(2026, 10, 9), mornings.get(0).toLocalDate());
    }

    @Test
    void a_start_that_was_killed_goes_on_after_the_day_that_broke_off_and_misses_none() {
        LocalDate brokeOff = LocalDate.of(2026, 10, 13);

        List<ZonedDateTime> left = PastMonth.mornings(new Progress(OCTOBER, brokeOff, 2), MORNINGS);

        assertEquals(MORNINGS - 2, left.size());
        assertTrue(left.stream().allMatch(morning -> morning.toLocalDate().isAfter(brokeOff)));
        assertTrue(left.stream().allMatch(morning -> morning.getMonth() == OCTOBER.getMonth()));
    }

    @Test
    void a_month_that_is_ridden_whole_has_nothing_left() {
        assertEquals(
                List.of(), PastMonth.mornings(new Progress(OCTOBER, LocalDate.of(2026, 10, 20), MORNINGS), MORNINGS));
    }
}
