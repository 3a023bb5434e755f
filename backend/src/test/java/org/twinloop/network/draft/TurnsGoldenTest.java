package org.twinloop.network.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Turn restrictions, drawn, and the sequences of roads they forbid. */
class TurnsGoldenTest {

    private static final String CROSS = """
                N
                |
            W---X---E
                |
                S
            way WX highway=primary
            way XE highway=primary
            way XN highway=secondary
            way XS highway=secondary
            """;

    @Test
    void no_turn_over_a_node_forbids_that_turn() {
        Sketch sketch = Sketch.of(CROSS + "turn restriction=no_left_turn from=WX via=X to=XN");

        assertEquals("W-X X-N car bike\n", sketch.turns());
    }

    @Test
    void only_one_way_on_forbids_all_others_and_turning_back() {
        Sketch sketch = Sketch.of(CROSS + "turn restriction=only_straight_on from=WX via=X to=XE");

        assertEquals("""
                W-X X-N car bike
                W-X X-S car bike
                W-X X-W car bike
                """, sketch.turns());
    }

    @Test
    void no_u_turn_forbids_turning_back_into_the_same_way() {
        Sketch sketch = Sketch.of(CROSS + "turn restriction=no_u_turn from=WX via=X to=WX");

        assertEquals("W-X X-W car bike\n", sketch.turns());
    }

    @Test
    void no_entry_and_no_exit_may_name_several_ways() {
        Sketch sketch = Sketch.of(CROSS + """
                turn restriction=no_entry from=WX from=XE via=X to=XN
                turn restriction=no_exit from=XS via=X to=WX to=XE
                turn restriction=no_left_turn from=WX from=XE via=X to=XS
                """);

        assertEquals("""
                E-X X-N car bike
                S-X X-E car bike
                S-X X-W car bike
                W-X X-N car bike
                """, sketch.turns());
        assertEquals("TURN_BROKEN 1\n", sketch.remarks(), "several from ways mean nothing in a left turn");
    }

    @Test
    void over_a_way_the_whole_sequence_is_forbidden_and_not_its_parts() {
        Sketch sketch = Sketch.of("""
                A---B---C
                    ‖
                D---E---F
                way AB highway=primary oneway=yes
                way BC highway=primary oneway=yes
                way BE highway=primary_link
                way FE highway=primary oneway=yes
                way ED highway=primary oneway=yes
                turn restriction=no_u_turn from=AB via=BE to=ED
                """);

        assertEquals("A-B B-E E-D car bike\n", sketch.turns());
    }

    @Test
    void over_several_ways_they_are_followed_in_order_whichever_way_they_are_drawn() {
        Sketch sketch = Sketch.of("""
                A---B-----C
                    |
                    G
                    |
                D---E---F
                way AB highway=primary
                way BC highway=primary
                way GB highway=primary_link
                way GE highway=primary_link
                way ED highway=primary
                way EF highway=primary
                turn restriction=no_u_turn from=AB via=GB via=GE to=ED
                """);

        assertEquals("A-B B-G G-E E-D car bike\n", sketch.turns());
    }

    @Test
    void only_over_a_way_leaves_one_way_on_at_every_junction() {
        Sketch sketch = Sketch.of("""
                A---B---C
                    |
                D---E---F
                way AB highway=primary
                way BC highway=primary
                way BE highway=primary
                way DE highway=primary
                way EF highway=primary
                turn restriction=only_left_turn from=AB via=BE to=EF
                """);

        assertEquals("""
                A-B B-A car bike
                A-B B-C car bike
                A-B B-E E-B car bike
                A-B B-E E-D car bike
                """, sketch.turns());
    }

    @Test
    void exceptions_and_restrictions_of_one_kind_of_vehicle_hold_for_the_others_or_for_it_only() {
        Sketch sketch = Sketch.of(CROSS + """
                turn restriction=no_left_turn except=bicycle;psv from=WX via=X to=XN
                turn restriction=no_right_turn except=motorcar from=WX via=X to=XS
                turn restriction:bus=no_left_turn from=XE via=X to=XS
                turn restriction:hgv=no_right_turn restriction:bicycle=no_right_turn from=XE via=X to=XN
                turn type=restriction:motorcar restriction=no_u_turn from=XE via=X to=XE
                """);

        assertEquals("""
                E-X X-E car
                E-X X-N bike
                W-X X-N car
                W-X X-S bike
                """, sketch.turns());
        assertEquals("TURN_OTHER_VEHICLES 1\n", sketch.remarks());
    }

    @Test
    void what_holds_at_certain_hours_is_ignored_and_told() {
        Sketch sketch = Sketch.of(CROSS + """
                turn restriction:conditional=no_left_turn@(07:00-19:00) from=WX via=X to=XN
                turn restriction=no_right_turn hour_on=07:00 hour_off=19:00 from=WX via=X to=XS
                """);

        assertEquals("", sketch.turns());
        assertEquals("TURN_CONDITIONAL 2\n", sketch.remarks());
    }

    @Test
    void a_way_that_passes_through_the_via_node_is_read_in_the_only_way_it_can_be_driven() {
        Sketch sketch = Sketch.of("""
                A---B---C
                    |
                    D
                way ABC highway=primary oneway=yes
                way BD highway=secondary
                turn restriction=no_right_turn from=ABC via=B to=BD
                turn restriction=no_left_turn from=BD via=B to=ABC
                """);

        assertEquals("A-B B-D car bike\nD-B B-C car bike\n", sketch.turns());
    }

    @Test
    void where_bicycles_may_go_against_cars_the_restriction_holds_for_the_cars_all_the_same() {
        Sketch sketch = Sketch.of("""
                A---B---C
                    |
                    D
                way ABC highway=primary oneway=yes oneway:bicycle=no
                way BD highway=secondary
                turn restriction=no_right_turn from=ABC via=B to=BD
                turn restriction=only_right_turn from=ABC via=B to=BD
                """);

        assertEquals("A-B B-C car\nA-B B-D car\n", sketch.turns());
        assertEquals("TURN_AMBIGUOUS 2\n", sketch.remarks());
    }

    @Test
    void what_can_be_read_in_two_ways_is_rejected_and_told() {
        Sketch sketch = Sketch.of("""
                A---B---C
                    |
                    D
                way ABC highway=primary
                way BD highway=secondary
                turn restriction=no_right_turn from=ABC via=B to=BD
                """);

        assertEquals("", sketch.turns());
        assertEquals("TURN_AMBIGUOUS 1\n", sketch.remarks());
    }

    @Test
    void broken_restrictions_are_rejected_each_for_its_reason() {
        Sketch sketch = Sketch.of(CROSS + """
                way EF highway=footway
                turn restriction=no_left_turn from=WX via=X
                turn restriction=no_left_turn from=WX via=X to=QQ
                turn restriction=no_left_turn from=WX via=N to=XE
                turn restriction=no_left_turn from=XN via=XS to=WX
                turn restriction=no_parking from=WX via=X to=XE
                way NM highway=service oneway=yes
                turn restriction=no_left_turn from=NM via=N to=XN
                """);

        assertEquals("", sketch.turns());
        assertEquals("""
                NODE_MISSING 2
                TURN_UNKNOWN 1
                TURN_BROKEN 1
                TURN_MEMBER_MISSING 2
                TURN_NOT_CONNECTED 2
                """, sketch.remarks());
    }

    @Test
    void a_turn_that_cannot_be_driven_needs_no_restriction() {
        Sketch sketch = Sketch.of("""
                W---X---E
                    |
                    S
                way WX highway=primary oneway=yes
                way XE highway=primary oneway=yes
                way SX highway=secondary oneway=yes
                turn restriction=no_right_turn from=WX via=X to=SX
                """);

        assertEquals("", sketch.turns());
        assertEquals("TURN_POINTLESS 1\n", sketch.remarks());
    }
}
