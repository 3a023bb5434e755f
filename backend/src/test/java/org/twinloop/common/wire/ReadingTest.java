package org.twinloop.common.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

    private static final Reading MONTH = Reading.of(YearMonth.class).orElseThrow();

    @Test
    void a_month_is_read() {
        assertEquals(YearMonth.of(2026, 11), MONTH.read().apply("2026-11"));
        assertEquals(YearMonth.of(9999, 12), MONTH.read().apply("9999-12"));
    }

    /** The month before the first and after the last that Java knows does not exist. */
    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12", "-999999999-01", "+10000-01", "0000-01", "2026-13", "2026-1", "202611"})
    void a_month_beyond_the_calendar_is_refused(String month) {
        assertThrows(RuntimeException.class, () -> MONTH.read().apply(month));
    }
}
