package org.twinloop.trip;

import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.twinloop.common.CityClock;

/** Tests that begin at ten on a Monday of the demo city, 23 November 2026; time goes on after each. */
public abstract class MondayMorning {

    @Inject
    protected CityClock clock;

    protected TestCity city;

    @BeforeEach
    void it_is_monday_at_ten() throws SQLException {
        TestCity.ready();
        city = new TestCity(clock);
        city.at("2026-11-23T10:00");
    }

    @AfterEach
    void time_goes_on_after_it() {
        city.release();
    }
}
