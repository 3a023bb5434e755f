package org.twinloop.network.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.twinloop.network.osm.tag.Mode;

/** Small extracts, drawn, and the roads they become. */
class RoadsGoldenTest {

    @Test
    void ways_are_cut_where_they_share_a_node_and_only_there() {
        Sketch sketch = Sketch.of("""
                A---B---C
                    |
                    D
                way ABC highway=primary
                way BD highway=residential
                """);

        assertEquals("""
                A-B primary 60 car <> bike <> foot <>
                B-C primary 60 car <> bike <> foot <>
                B-D residential 30 car <> bike <> foot <>
                """, sketch.edges());
    }

    @Test
    void a_bend_is_no_junction_and_its_way_keeps_its_shape() {
        Sketch sketch = Sketch.of("""
                A---B
                    |
                    C
                way ABC highway=tertiary
                """);

        assertEquals("A-C tertiary 40 car <> bike <> foot <>\n", sketch.edges());
        assertEquals(6, sketch.roads().get(0).points().length, "three points");
        assertEquals(800, sketch.roads().get(0).lengthM(), 10);
    }

    @Test
    void an_elevated_road_meets_no_street_below_it() {
        Sketch sketch = Sketch.of("""
                    S
                    |
                W===+===E
                    |
                    N
                way WE highway=trunk bridge=viaduct layer=1 oneway=yes name=延安高架路
                way SN highway=secondary
                """);

        assertEquals("""
                W-E trunk 80 car > bike no foot no
                S-N secondary 50 car <> bike <> foot <>
                """, sketch.edges());
        assertEquals("", sketch.outside(Mode.BIKE), "the street is all there is for bicycles");
        assertEquals(4, sketch.topology().nodes(), "no junction where they cross");
    }

    @Test
    void a_ramp_joins_what_is_above_with_what_is_below() {
        Sketch sketch = Sketch.of("""
                W===R===E
                     \\
                S-----T-N
                way WRE highway=trunk bridge=yes layer=1 oneway=yes
                way RT highway=trunk_link oneway=yes
                way STN highway=secondary
                """);

        assertEquals("""
                W-R trunk 80 car > bike no foot no
                R-E trunk 80 car > bike no foot no
                R-T trunk_link 40 car > bike > foot <>
                S-T secondary 50 car <> bike <> foot <>
                T-N secondary 50 car <> bike <> foot <>
                """, sketch.edges());
    }

    @Test
    void a_roundabout_is_driven_round_in_the_order_of_its_nodes() {
        Sketch sketch = Sketch.of("""
                    B
                  /   \\
                S-A   C-N
                  \\   /
                    D
                way ADCBA highway=primary junction=roundabout
                way SA highway=primary
                way CN highway=primary
                """);

        assertEquals("""
                A-C primary 60 car > bike > foot <>
                C-A primary 60 car > bike > foot <>
                S-A primary 60 car <> bike <> foot <>
                C-N primary 60 car <> bike <> foot <>
                """, sketch.edges());
    }

    @Test
    void a_loop_that_ends_where_it_began_is_cut_in_the_middle() {
        Sketch sketch = Sketch.of("""
                S---A---B
                    |   |
                    D---C
                way SA highway=residential
                way ABCDA highway=residential
                """);

        assertEquals("""
                S-A residential 30 car <> bike <> foot <>
                A-C residential 30 car <> bike <> foot <>
                C-A residential 30 car <> bike <> foot <>
                """, sketch.edges());
    }

    @Test
    void one_way_streets_are_told_in_the_direction_of_use_and_bicycles_may_ride_against_some() {
        Sketch sketch = Sketch.of("""
                A---B---C---D---E---F
                way AB highway=residential oneway=yes
                way BC highway=residential oneway=-1
                way CD highway=residential oneway=yes oneway:bicycle=no
                way DE highway=residential oneway=yes cycleway=opposite_lane
                way EF highway=residential oneway=-1 cycleway:left:oneway=-1
                """);

        assertEquals("""
                A-B residential 30 car > bike > foot <>
                C-B residential 30 car > bike > foot <>
                C-D residential 30 car > bike <> foot <>
                D-E residential 30 car > bike <> foot <>
                F-E residential 30 car > bike <> foot <>
                """, sketch.edges());
    }

    @Test
    void motorways_are_one_way_and_for_cars_alone() {
        Sketch sketch = Sketch.of("""
                A---B---C
                way AB highway=motorway
                way BC highway=motorway oneway=no
                """);

        assertEquals("""
                A-B motorway 100 car > bike no foot no
                B-C motorway 100 car <> bike no foot no
                """, sketch.edges());
    }

    @Test
    void a_bollard_stops_cars_and_nobody_else() {
        Sketch sketch = Sketch.of("""
                A-----B-----C
                way ABC highway=residential
                node B barrier=bollard
                """);

        assertEquals("""
                A-* <>
                *-C <>
                """, sketch.edges(Mode.CAR));
        assertEquals("""
                A-* <>
                *-B <>
                B-* <>
                *-C <>
                """, sketch.edges(Mode.BIKE));
        assertEquals(1, sketch.roads().get(1).lengthM(), 0.02, "a barrier takes a metre of the road on either side");
        assertEquals(
                1200, sketch.roads().stream().mapToDouble(DraftEdge::lengthM).sum(), 15);
        assertTrue(sketch.outside(Mode.CAR).contains("*-C"), "cars do not get behind it");
        assertEquals("", sketch.outside(Mode.FOOT));
    }

    @Test
    void the_gate_of_a_compound_lets_in_whom_its_tags_let_in() {
        Sketch sketch = Sketch.of("""
                A-----G-----C
                way AGC highway=service access=private foot=yes
                node G barrier=lift_gate access=private foot=no bicycle=dismount
                """);

        assertEquals("""
                A-* service 15 car <>private bike <>private foot <>
                *-G service 15 car <>private bike <>private foot no
                G-* service 15 car <>private bike <>private foot no
                *-C service 15 car <>private bike <>private foot <>
                """, sketch.edges());
    }

    @Test
    void an_open_gate_and_a_toll_booth_cut_nothing() {
        Sketch sketch = Sketch.of("""
                A---G---T---C
                way AGTC highway=service
                node G barrier=gate
                node T barrier=toll_booth
                """);

        assertEquals("A-C service 15 car <> bike <> foot <>\n", sketch.edges());
    }

    @Test
    void a_barrier_where_a_footpath_joins_still_stops_cars() {
        Sketch sketch = Sketch.of("""
                A---B---C
                    |
                    D
                way ABC highway=service
                way BD highway=footway
                node B barrier=block
                """);

        assertEquals("""
                A-* <>
                *-C <>
                """, sketch.edges(Mode.CAR));
        assertEquals("", sketch.remarks());
    }

    @Test
    void a_barrier_where_streets_cross_is_ignored_and_told() {
        Sketch sketch = Sketch.of("""
                    E
                    |
                A---B---C
                way ABC highway=residential
                way BE highway=residential
                node B barrier=bollard
                """);

        assertEquals("""
                A-B <>
                B-C <>
                B-E <>
                """, sketch.edges(Mode.CAR));
        assertEquals("BARRIER_AT_JUNCTION 1\n", sketch.remarks());
    }

    @Test
    void an_island_is_what_one_cannot_come_back_from() {
        Sketch sketch = Sketch.of("""
                A---B---C   X---Y
                |   |   |
                D---E---F---G
                way ABCFED highway=residential
                way DA highway=residential
                way BE highway=residential
                way FG highway=residential oneway=yes
                way XY highway=residential
                """);

        assertEquals("F-G\nX-Y\n", sketch.outside(Mode.CAR));
        assertEquals("X-Y\n", sketch.outside(Mode.FOOT));
    }

    @Test
    void a_way_is_cut_at_nodes_that_are_not_in_the_file() {
        Sketch sketch = Sketch.of("""
                A---B   D---E
                way ABCDE highway=residential
                way ZY highway=residential
                """);

        assertEquals("""
                A-B residential 30 car <> bike <> foot <>
                D-E residential 30 car <> bike <> foot <>
                """, sketch.edges());
        assertEquals("NODE_MISSING 3\n", sketch.remarks());
    }

    @Test
    void what_is_no_road_is_left_out_and_told() {
        Sketch sketch = Sketch.of("""
                A---B---C---D---E
                way AB highway=construction
                way BC highway=service access=no
                way CD highway=raceway
                way DE waterway=river
                way AA highway=residential
                """);

        assertEquals("\n", sketch.edges());
        assertEquals("""
                WAY_NOT_BUILT 1
                WAY_CLOSED_TO_ALL 1
                WAY_UNKNOWN_CLASS 1
                WAY_WITHOUT_NODES 1
                """, sketch.remarks());
    }

    @Test
    void a_ferry_takes_as_long_as_it_says_and_cars_only_where_it_says_so() {
        Sketch sketch = Sketch.of("""
                A-----B-----C
                way AB route=ferry duration=00:06
                way BC route=ferry motor_vehicle=yes
                """);

        assertEquals("""
                A-B ferry 6 car no bike <> foot <>
                B-C ferry 10 car <> bike <> foot <>
                """, sketch.edges());
    }
}
