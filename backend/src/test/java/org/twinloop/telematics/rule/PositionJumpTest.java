package org.twinloop.telematics.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.telematics.rule.Recorded.CAR;
import static org.twinloop.telematics.rule.Recorded.tell;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.telematics.Car;

/** Which two fixes no car can have been at. */
class PositionJumpTest {

    private final Recorded noted = new Recorded();
    private final PositionJump rule = new PositionJump(noted, new Limits());

    @Test
    void a_jump_there_and_back_is_seen_whenever_it_ends() {
        tell(rule, CAR, 0, 0, 5);
        tell(rule, CAR, 10, 5_000, 5);
        tell(rule, CAR, 20, 0, 5);
        assertEquals(List.of("was 10", "was 20"), noted.said);
    }

    @Test
    void two_hundred_kilometres_an_hour_less_both_accuracies_are_no_jump() {
        tell(rule, CAR, 0, 0, 0);
        tell(rule, CAR, 10, 550, 0);
        tell(rule, CAR, 20, 550 + 558, 5);
        tell(rule, CAR, 30, 550 + 558 + 570, 5);
        assertEquals(List.of("was 30"), noted.said, "560 m in ten seconds are 201.6 km/h");
    }

    @Test
    void half_a_kilometre_in_a_second_is_the_scatter_of_a_receiver() {
        tell(rule, CAR, 0, 0, 5);
        tell(rule, CAR, 1, 505, 5);
        assertEquals(List.of(), noted.said);
    }

    @Test
    void what_is_sent_again_between_newer_reports_is_seen_too() {
        tell(rule, CAR, 3_600, 0, 5);
        tell(rule, CAR, 0, 0, 5);
        tell(rule, CAR, 3_610, 0, 5);
        tell(rule, CAR, 10, 90_000, 5);
        tell(rule, CAR, 3_620, 0, 5);
        tell(rule, CAR, 3_615, 9_000, 5);
        assertEquals(List.of("was 10", "was 3615"), noted.said);
    }

    @Test
    void the_fix_before_this_instance_heard_the_car_counts() {
        Car.Seen seen = new Car.Seen(new GeoPoint(121.47, 31.23), 5, Recorded.NOON);
        Car known = new Car(8, CAR.id(), false, null, null, null, seen, Set.of());
        tell(rule, known, 10, 5_000, 5);
        assertEquals(List.of("was 10"), noted.said);
    }

    @Test
    void a_second_fix_of_the_same_moment_says_nothing() {
        tell(rule, CAR, 10, 0, 5);
        tell(rule, CAR, 10, 5_000, 5);
        tell(rule, CAR, 20, 10, 5);
        assertEquals(List.of(), noted.said);
    }

    /** As they are when nobody sets others. */
    static final class Limits implements RuleConfig {
        @Override
        public double areaMarginM() {
            return 3_000;
        }

        @Override
        public double areaHysteresisM() {
            return 500;
        }

        @Override
        public double jumpKmh() {
            return 200;
        }

        @Override
        public double jumpM() {
            return 500;
        }
    }
}
