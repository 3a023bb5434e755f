package org.twinloop.supervision.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.supervision.question.DuringRule.Mark;
import org.twinloop.supervision.question.DuringRule.Reading;
import org.twinloop.supervision.question.DuringRule.Said;
import org.twinloop.supervision.question.UnderWay.Fix;
import org.twinloop.supervision.question.UnderWay.Outside;

/** What each rule says of a running trip, at its limits. */
class DuringRuleTest {
    private static final DuringLimits LIMITS =
            new SmallRyeConfigBuilder().withMapping(DuringLimits.class).build().getConfigMapping(DuringLimits.class);
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final GeoPoint HERE = new GeoPoint(121.47, 31.23);
    private static final UUID ID = new UUID(0, 1);

    private static UnderWay trip(Instant windowTo, Fix fix) {
        return new UnderWay(ID, ID, ID, ID, NOW, windowTo, Optional.ofNullable(fix));
    }

    private static UnderWay seen(Fix fix) {
        return trip(NOW.plusSeconds(3_600), fix);
    }

    private static Fix off(double metres, double wayM, double accuracyM) {
        return new Fix(NOW, HERE, accuracyM, 40.0, metres, wayM, 9_000.0, null, new Outside(0, 0));
    }

    private static Fix slow(double kmh, double placeM, GeoPoint at) {
        return new Fix(NOW, at, 10, kmh, 0.0, 5_000, placeM, null, new Outside(0, 0));
    }

    private static Said says(DuringRule rule, UnderWay trip) {
        return rule.read(trip, Optional.empty()).said();
    }

    @Test
    void the_list_can_be_read() {
        assertEquals(
                List.of("PR-06", "PR-40", "PR-41", "PR-42", "LOOP"),
                DuringRule.all(LIMITS).stream().map(DuringRule::id).toList());
    }

    @Test
    void off_the_way_is_beyond_the_corridor_whatever_the_accuracy() {
        DuringRule rule = new OffCorridor(LIMITS);

        assertEquals(Said.HOLDS, says(rule, seen(off(811, 4_000, 10))));
        assertEquals(Said.UNDECIDED, says(rule, seen(off(810, 4_000, 10))));
        assertEquals(Said.UNDECIDED, says(rule, seen(off(3_000, 4_000, 2_500))), "the fix is too coarse");
        assertEquals(Said.UNDECIDED, says(rule, seen(off(591, 4_000, 10))));
        assertEquals(Said.OVER, says(rule, seen(off(590, 4_000, 10))));
        assertEquals(Duration.ofMinutes(5), rule.lasting());
    }

    @Test
    void a_long_way_has_a_wider_corridor_up_to_a_limit() {
        DuringRule rule = new OffCorridor(LIMITS);

        assertEquals(Said.UNDECIDED, says(rule, seen(off(1_500, 10_000, 0))));
        assertEquals(Said.HOLDS, says(rule, seen(off(1_501, 10_000, 0))));
        assertEquals(Said.HOLDS, says(rule, seen(off(3_001, 90_000, 0))));
    }

    @Test
    void without_a_way_or_a_position_nothing_is_said() {
        Fix noWay = new Fix(NOW, HERE, 0, 40.0, null, 0, 10.0, null, new Outside(0, 0));

        assertEquals(Said.UNDECIDED, says(new OffCorridor(LIMITS), seen(noWay)));
        for (DuringRule rule : DuringRule.all(LIMITS).subList(1, 5)) {
            assertEquals(Said.UNDECIDED, says(rule, seen(null)), rule.id());
        }
    }

    @Test
    void who_stands_where_no_stop_was_planned_is_seen_to_stand() {
        DuringRule rule = new UnplannedStop(LIMITS);

        assertEquals(Said.HOLDS, says(rule, seen(slow(5, 400, HERE))));
        assertEquals(Said.UNDECIDED, says(rule, seen(slow(6, 400, HERE))));
        assertEquals(Said.OVER, says(rule, seen(slow(0, 310, HERE))), "a planned place, within the accuracy");
        assertEquals(Said.HOLDS, says(rule, seen(slow(0, 311, HERE))));
    }

    @Test
    void who_moves_on_stands_no_more_and_a_jitter_is_no_move() {
        DuringRule rule = new UnplannedStop(LIMITS);
        Optional<Mark> mark = Optional.of(new Mark(NOW.minusSeconds(600), HERE, 10));
        GeoPoint near = new GeoPoint(HERE.lon() + 0.0012, HERE.lat());
        GeoPoint beyond = new GeoPoint(HERE.lon() + 0.0013, HERE.lat());

        assertEquals(Said.HOLDS, rule.read(seen(slow(0, 400, near)), mark).said());
        assertEquals(Said.OVER, rule.read(seen(slow(0, 400, beyond)), mark).said());
    }

    @Test
    void out_of_the_municipality_is_asked_unless_the_approved_way_leads_there() {
        DuringRule rule = new OutOfMunicipality(LIMITS);

        assertEquals(Said.HOLDS, says(rule, seen(outside(511, 0, null))));
        assertEquals(Said.UNDECIDED, says(rule, seen(outside(510, 0, null))));
        assertEquals(Said.UNDECIDED, says(rule, seen(outside(1, 0, null))));
        assertEquals(Said.OVER, says(rule, seen(outside(0, 0, null))));
        assertEquals(Said.UNDECIDED, says(rule, seen(outside(9_000, 5_000, null))));
    }

    @Test
    void without_a_boundary_nobody_is_out_of_the_municipality() {
        Fix fix = new Fix(NOW, HERE, 10, 40.0, 0.0, 5_000, 9_000.0, null, null);

        assertEquals(Said.UNDECIDED, says(new OutOfMunicipality(LIMITS), seen(fix)));
    }

    @Test
    void out_of_the_loop_is_asked_of_cars_of_ours_only() {
        DuringRule rule = new OutOfLoop(LIMITS);

        assertEquals(Said.HOLDS, says(rule, seen(outside(0, 0, new Outside(3_011, 0)))));
        assertEquals(Said.UNDECIDED, says(rule, seen(outside(0, 0, new Outside(3_010, 0)))));
        assertEquals(Said.OVER, says(rule, seen(outside(0, 0, new Outside(2_490, 0)))));
        assertEquals(Said.UNDECIDED, says(rule, seen(outside(0, 0, new Outside(9_000, 3_001)))));
        assertEquals(Said.UNDECIDED, says(rule, seen(outside(0, 0, null))));
    }

    private static Fix outside(double cityM, double cityEndsM, Outside loop) {
        return new Fix(NOW, HERE, 10, 40.0, 0.0, 5_000, 9_000.0, loop, new Outside(cityM, cityEndsM));
    }

    @Test
    void overtime_begins_after_the_grace_and_needs_no_position() {
        DuringRule rule = new Overtime(LIMITS);
        Instant justEnded = NOW.minus(Duration.ofMinutes(15));

        assertEquals(Said.OVER, says(rule, trip(justEnded, null)));
        Reading late = rule.read(trip(justEnded.minusSeconds(1), null), Optional.empty());
        assertEquals(Reading.holds(NOW.minusSeconds(1), NOW), late);
    }

    @Test
    void a_question_says_what_was_seen_and_no_place() {
        DuringRule rule = new OffCorridor(LIMITS);

        DuringRule.Words words = rule.ask(seen(off(1_200, 4_000, 10)), new Mark(NOW.minusSeconds(400), HERE, 10));

        assertEquals(1_200L, words.inputs().get("offWayM"));
        assertEquals(800L, words.inputs().get("corridorM"));
        assertTrue(words.textZh().contains("1200 米"), words.textZh());
    }
}
