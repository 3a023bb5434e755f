package org.twinloop.trip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.twinloop.trip.ride.TripState;

/** The arrows of a trip's life as they are drawn. */
class TripStateTest {
    private static final Set<TripState> ENDS = EnumSet.of(
            TripState.REJECTED,
            TripState.ARCHIVED,
            TripState.WITHDRAWN,
            TripState.CANCELLED,
            TripState.EXPIRED,
            TripState.NO_SHOW);

    @Test
    void a_state_that_leads_nowhere_holds_nothing() {
        for (TripState state : TripState.values()) {
            boolean isEnd = Arrays.stream(TripState.values()).noneMatch(state::mayBecome);
            assertEquals(ENDS.contains(state), isEnd, state::name);
            assertTrue(!isEnd || !state.holds(), state::name);
        }
    }

    @Test
    void every_state_can_be_reached_from_a_request() {
        Set<TripState> reached = EnumSet.of(TripState.SUBMITTED);
        boolean grew = true;
        while (grew) {
            grew = false;
            for (TripState from : EnumSet.copyOf(reached)) {
                for (TripState to : TripState.values()) {
                    grew |= from.mayBecome(to) && reached.add(to);
                }
            }
        }
        assertEquals(EnumSet.allOf(TripState.class), reached);
    }

    @Test
    void nobody_rides_without_a_booking_and_nothing_is_archived_before_it_is_settled() {
        assertEquals(EnumSet.of(TripState.BOOKED), before(TripState.IN_PROGRESS));
        assertEquals(EnumSet.of(TripState.SETTLED), before(TripState.ARCHIVED));
        assertEquals(EnumSet.of(TripState.ENDED, TripState.CONFIRMED, TripState.SETTLED), before(TripState.SETTLED));
        assertFalse(TripState.IN_PROGRESS.mayBecome(TripState.SUBMITTED));
        assertFalse(TripState.BOOKED.mayBecome(TripState.WITHDRAWN));
    }

    @Test
    void a_ride_has_begun_in_every_state_that_follows_it_and_in_no_other() {
        Set<TripState> begun = EnumSet.of(TripState.IN_PROGRESS);
        boolean grew = true;
        while (grew) {
            grew = false;
            for (TripState from : EnumSet.copyOf(begun)) {
                for (TripState to : TripState.values()) {
                    grew |= from.mayBecome(to) && begun.add(to);
                }
            }
        }
        for (TripState state : TripState.values()) {
            assertEquals(begun.contains(state), state.hasBegun(), state::name);
            assertEquals(state.hasBegun() && state != TripState.IN_PROGRESS, state.isRidden(), state::name);
        }
    }

    private static Set<TripState> before(TripState state) {
        Set<TripState> before = EnumSet.noneOf(TripState.class);
        for (TripState one : TripState.values()) {
            if (one.mayBecome(state)) {
                before.add(one);
            }
        }
        return before;
    }
}
