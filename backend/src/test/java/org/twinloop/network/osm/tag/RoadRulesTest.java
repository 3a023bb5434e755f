package org.twinloop.network.osm.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.network.osm.Tags;

/** What tags mean. */
class RoadRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            60                    | 60
            60 km/h               | 60
            40;60                 | 40
            30 mph                | 48
            10 knots              | 19
            none                  | 130
            walk                  | 5
            CN:urban              | 50
            CN:rural              | 70
            CN:motorway           | 120
            DE:zone:30            | 30
            300                   | 130
            3                     | 5
            signals               | 30
            sixty                 | 30
            """)
    void a_signed_limit_counts_in_any_unit_and_what_cannot_be_read_is_the_class_default(String maxspeed, int kmh) {
        assertEquals(kmh, road("highway", "residential", "maxspeed", maxspeed).speedKmh());
    }

    @Test
    void a_limit_may_differ_by_direction_and_a_zone_counts_where_no_number_is() {
        Road road = road("highway", "primary", "maxspeed:forward", "70", "maxspeed:backward", "50");

        assertEquals(70, road.speedKmh());
        assertEquals(50, road.speedBackwardKmh());
        assertEquals(
                50, road("highway", "primary", "source:maxspeed", "CN:urban").speedKmh());
    }

    @Test
    void a_way_used_backward_only_is_told_the_other_way_round_with_everything_that_has_a_direction() {
        Road road = road("highway", "primary", "oneway", "-1", "maxspeed:backward", "40", "oneway:bicycle", "no");

        assertTrue(road.against());
        assertEquals(new Travel(Access.PUBLIC, true, false), road.car());
        assertEquals(40, road.speedKmh());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            highway=footway                                        | NO          | DISMOUNT    | PUBLIC
            highway=footway bicycle=yes                            | NO          | PUBLIC      | PUBLIC
            highway=footway access=yes                             | NO          | DISMOUNT    | PUBLIC
            highway=footway vehicle=yes                            | NO          | DISMOUNT    | PUBLIC
            highway=pedestrian motor_vehicle=destination           | DESTINATION | DISMOUNT    | PUBLIC
            highway=steps                                          | NO          | NO          | PUBLIC
            highway=steps ramp:bicycle=yes                         | NO          | DISMOUNT    | PUBLIC
            highway=cycleway                                       | NO          | PUBLIC      | PUBLIC
            highway=service access=private                         | PRIVATE     | PRIVATE     | PRIVATE
            highway=service access=private foot=yes                | PRIVATE     | PRIVATE     | PUBLIC
            highway=service access=no motorcar=permit              | PRIVATE     | NO          | NO
            highway=service motor_vehicle=official                 | PRIVATE     | PUBLIC      | PUBLIC
            highway=residential motor_vehicle=no                   | NO          | PUBLIC      | PUBLIC
            highway=residential vehicle=no                         | NO          | NO          | PUBLIC
            highway=residential vehicle=no bicycle=yes             | NO          | PUBLIC      | PUBLIC
            highway=residential vehicle=destination                | DESTINATION | DESTINATION | PUBLIC
            highway=residential access=customers;delivery          | DESTINATION | DESTINATION | DESTINATION
            highway=residential access=sometimes                   | PUBLIC      | PUBLIC      | PUBLIC
            highway=residential bicycle=dismount                   | PUBLIC      | DISMOUNT    | PUBLIC
            highway=track motor_vehicle=agricultural               | NO          | PUBLIC      | PUBLIC
            highway=primary motorroad=yes                          | PUBLIC      | NO          | NO
            highway=trunk                                          | PUBLIC      | PUBLIC      | PUBLIC
            highway=trunk expressway=yes                           | PUBLIC      | NO          | NO
            highway=trunk expressway=yes sidewalk=right            | PUBLIC      | NO          | PUBLIC
            highway=trunk tunnel=yes                               | PUBLIC      | NO          | NO
            highway=secondary tunnel=yes                           | PUBLIC      | PUBLIC      | PUBLIC
            highway=trunk bridge=yes                               | PUBLIC      | NO          | NO
            highway=trunk bridge=yes name=南浦大桥                  | PUBLIC      | PUBLIC      | PUBLIC
            highway=motorway foot=yes                              | PUBLIC      | NO          | PUBLIC
            route=ferry                                            | NO          | PUBLIC      | PUBLIC
            """)
    void everybody_goes_where_class_and_tags_let_them(String tags, Access car, Access bike, Access foot) {
        Road road = read(tags);

        assertEquals(car, road.car().access(), "car");
        assertEquals(bike, road.bike().access(), "bike");
        assertEquals(foot, road.foot().access(), "foot");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            highway=residential                                            | <> | <>
            highway=residential oneway=yes                                 | >  | >
            highway=residential oneway=yes oneway:bicycle=no               | >  | <>
            highway=residential oneway=yes cycleway=opposite               | >  | <>
            highway=residential oneway=yes cycleway:right:oneway=no        | >  | <>
            highway=residential oneway=yes bicycle:backward=yes            | >  | <>
            highway=residential oneway=yes oneway:bicycle=yes cycleway=opposite | > | >
            highway=residential oneway:bicycle=yes                         | <> | >
            highway=residential oneway=no junction=roundabout              | <> | <>
            highway=residential junction=circular                          | >  | >
            highway=residential oneway=alternating                         | <> | <>
            highway=residential oneway=reversible                          | no | <>
            highway=residential motor_vehicle:backward=no                  | >  | <>
            highway=residential vehicle:backward=no                        | >  | >
            highway=residential vehicle:backward=no bicycle:backward=yes   | >  | <>
            highway=residential oneway:motor_vehicle=yes                   | >  | <>
            highway=motorway_link                                          | <> | no
            """)
    void traffic_runs_as_signed_and_bicycles_by_their_own_signs(String tags, String car, String bike) {
        Road road = read(tags);

        assertEquals(car, told(road.car()), "car");
        assertEquals(bike, told(road.bike()), "bike");
        assertEquals("motorway_link".equals(road.roadClass().word()) ? "no" : "<>", told(road.foot()), "foot");
    }

    @Test
    void an_escalator_goes_one_way() {
        assertEquals(">", told(read("highway=steps conveying=forward").foot()));
        assertEquals("<", told(read("highway=steps conveying=backward").foot()));
        assertEquals("<>", told(read("highway=footway oneway=yes").foot()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            highway=trunk bridge=viaduct layer=2                   | ELEVATED | 2
            highway=trunk_link bridge=yes                          | ELEVATED | 1
            highway=primary bridge=yes                             | BRIDGE   | 1
            highway=primary bridge=yes name=内环高架路              | ELEVATED | 1
            highway=trunk bridge=yes name=卢浦大桥                  | BRIDGE   | 1
            highway=trunk tunnel=yes                               | TUNNEL   | -1
            highway=service tunnel=building_passage                | GROUND   | 0
            highway=trunk layer=1 name=延安高架路                   | ELEVATED | 1
            highway=footway bridge=yes layer=1                     | BRIDGE   | 1
            highway=primary layer=99                               | GROUND   | 10
            highway=primary layer=ground                           | GROUND   | 0
            """)
    void what_carries_a_road_is_read_from_bridge_tunnel_layer_and_name(String tags, Structure structure, int layer) {
        Road road = read(tags);

        assertEquals(structure, road.structure());
        assertEquals(layer, road.layer());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name=淮海中路 name:en=Middle_Huaihai_Road      | 淮海中路       | Middle_Huaihai_Road
            name=淮海中路                                  | 淮海中路       | ''
            name=Siegesallee name:zh=胜利大道              | 胜利大道       | Siegesallee
            name=Siegesallee                               | Siegesallee    | Siegesallee
            ref=S20                                        | S20            | S20
            name=外环隧道 ref=S20                          | 外环隧道       | S20
            lit=yes                                        | ''             | ''
            """)
    void a_road_is_called_by_its_names_or_its_number(String tags, String zh, String en) {
        Road road = read("highway=primary " + tags);

        assertEquals(zh, road.nameZh());
        assertEquals(en, road.nameEn());
    }

    @Test
    void lanes_are_told_for_each_direction() {
        assertEquals(2, read("highway=primary lanes=4").lanes());
        assertEquals(4, read("highway=primary lanes=4 oneway=yes").lanes());
        assertEquals(3, read("highway=primary lanes=4 lanes:forward=3").lanes());
        assertEquals(1, read("highway=primary lanes=1").lanes());
        assertEquals(2, read("highway=trunk lanes=many").lanes());
    }

    @ParameterizedTest
    @CsvSource({"20, 1200", "0:20, 1200", "1:20, 4800", "0:20:30, 1230", "PT1H20M, 4800", "soon, 0"})
    void a_duration_of_a_ferry_is_read_in_either_form(String duration, int seconds) {
        assertEquals(seconds, RoadRules.seconds(duration));
    }

    @Test
    void what_was_not_understood_is_told() {
        assertEquals(List.of(Remark.ACCESS_UNKNOWN), remarks("highway=residential foot=sometimes"));
        assertEquals(List.of(Remark.SPEED_UNREADABLE), remarks("highway=residential maxspeed=fast"));
        assertEquals(List.of(Remark.ONEWAY_REVERSIBLE), remarks("highway=residential oneway=reversible"));
        assertEquals(
                List.of(Remark.ACCESS_CONDITIONAL), remarks("highway=residential motor_vehicle:conditional=no@(7-9)"));
        assertEquals(List.of(), remarks("highway=residential parking:conditional=no"));
        assertEquals(List.of(Remark.WAY_NOT_BUILT), remarks("highway=proposed"));
        assertEquals(List.of(Remark.WAY_UNKNOWN_CLASS), remarks("highway=raceway"));
        assertEquals(List.of(), remarks("building=yes"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            barrier=bollard                                | NO      | PUBLIC   | PUBLIC
            barrier=bollard bollard=rising                 | PRIVATE | PUBLIC   | PUBLIC
            barrier=bollard motor_vehicle=destination      | DESTINATION | PUBLIC | PUBLIC
            barrier=gate locked=yes                        | NO      | NO       | NO
            barrier=gate access=private                    | PRIVATE | PRIVATE  | PRIVATE
            barrier=gate access=no foot=yes                | NO      | NO       | PUBLIC
            barrier=cycle_barrier                          | NO      | DISMOUNT | PUBLIC
            barrier=turnstile                              | NO      | NO       | PUBLIC
            barrier=wall                                   | NO      | NO       | NO
            """)
    void a_barrier_stops_whom_its_kind_and_its_tags_stop(String tags, Access car, Access bike, Access foot) {
        assertEquals(
                new Barrier(car, bike, foot),
                Barrier.read(tags(tags), remark -> {}).orElseThrow());
    }

    @Test
    void a_barrier_that_stops_nobody_is_none() {
        assertTrue(Barrier.read(tags("barrier=gate"), remark -> {}).isEmpty());
        assertTrue(
                Barrier.read(tags("barrier=bollard access=yes"), remark -> {}).isEmpty());
        assertTrue(Barrier.read(tags("highway=crossing"), remark -> {}).isEmpty());
        List<Remark> remarks = new ArrayList<>();
        assertTrue(Barrier.read(tags("barrier=force_field"), remarks::add).isEmpty());
        assertEquals(List.of(Remark.BARRIER_UNKNOWN), remarks);
    }

    private static List<Remark> remarks(String words) {
        List<Remark> remarks = new ArrayList<>();
        RoadRules.read(tags(words), remarks::add);
        return remarks;
    }

    private static Road road(String... pairs) {
        Map<String, String> tags = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            tags.put(pairs[i], pairs[i + 1]);
        }
        return RoadRules.read(Tags.of(tags), remark -> {}).orElseThrow();
    }

    private static Road read(String words) {
        return RoadRules.read(tags(words), remark -> {}).orElseThrow();
    }

    private static Tags tags(String words) {
        Map<String, String> tags = new TreeMap<>();
        for (String word : words.strip().split("\\s+")) {
            String[] pair = word.split("=", 2);
            tags.put(pair[0], pair[1]);
        }
        return Tags.of(tags);
    }

    private static String told(Travel travel) {
        return travel.isOpen() ? (travel.backward() ? "<" : "") + (travel.forward() ? ">" : "") : "no";
    }
}
