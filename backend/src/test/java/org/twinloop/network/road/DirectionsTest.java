package org.twinloop.network.road;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.twinloop.network.osm.tag.Access;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Travel;

/** What is said beside the driver, word by word. Junctions lie on a grid of 100 m, named by column and row: 23. */
class DirectionsTest {

    private static final double CELL_LAT = 100 / 111_195.0;
    private static final double CELL_LON = CELL_LAT / Math.cos(Math.toRadians(31));

    private final RoadTable table = new RoadTable();

    @Test
    void each_turn_over_unnamed_roads_is_told() {
        road("", "", 0, 1);
        road("", "", 1, 11);
        road("", "", 11, 12);
        road("", "", 12, 2);
        said(0, 1, 0, 1, 2, 3).is("""
                沿无名道路向北行驶100米
                右转进入无名道路，行驶100米
                左转进入无名道路，行驶100米
                左转进入无名道路，行驶100米
                到达目的地
                Head north on an unnamed road for 100 m
                Turn right onto an unnamed road for 100 m
                Turn left onto an unnamed road for 100 m
                Turn left onto an unnamed road for 100 m
                Arrive
                """);
    }

    @Test
    void a_named_road_that_turns_is_told_only_where_one_could_go_straighter() {
        road("延安路", "Yan'an Road", 0, 1);
        road("延安路", "Yan'an Road", 1, 11);
        road("延安路", "Yan'an Road", 11, 12);
        road("", "", 1, 2);
        said(0, 1, 0, 1, 2).is("""
                沿延安路向北行驶100米
                右转进入延安路，行驶200米
                到达目的地
                Head north on Yan'an Road for 100 m
                Turn right onto Yan'an Road for 200 m
                Arrive
                """);
    }

    @Test
    void an_unnamed_road_that_only_runs_on_is_one_step() {
        road("", "", 0, 1);
        road("", "", 1, 2);
        road("", "", 1, 11);
        said(0, 1, 0, 1).is("""
                沿无名道路向北行驶200米
                到达目的地
                Head north on an unnamed road for 200 m
                Arrive
                """);
    }

    @Test
    void names_in_one_language_are_names() {
        road("", "Alpha", 0, 1);
        road("", "Beta", 1, 2);
        said(0, 1, 0, 1).is("""
                沿无名道路向北行驶100米
                直行进入无名道路，行驶100米
                到达目的地
                Head north on Alpha for 100 m
                Continue onto Beta for 100 m
                Arrive
                """);
    }

    @Test
    void a_way_from_the_end_of_a_road_to_the_beginning_of_another_tells_neither() {
        road("北路", "North Road", 0, 1);
        road("东路", "East Road", 1, 11);
        road("南路", "South Road", 11, 10);
        said(1, 0, 0, 1, 2).is("""
                沿东路向东行驶100米
                到达目的地
                Head east on East Road for 100 m
                Arrive
                """);
    }

    @Test
    void a_way_without_length_tells_where_its_road_leads() {
        road("东路", "East Road", 1, 11);
        said(0.5, 0.5, 0).is("""
                沿东路向东行驶0米
                到达目的地
                Head east on East Road for 0 m
                Arrive
                """);
    }

    private void road(String nameZh, String nameEn, int from, int to) {
        Map<Mode, Travel> travel = new EnumMap<>(Mode.class);
        Map<Mode, Boolean> main = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            travel.put(mode, Travel.of(Access.PUBLIC, true, true));
            main.put(mode, true);
        }
        double[] line = {lon(from), lat(from), lon(to), lat(to)};
        int id = table.size();
        table.add(new Road(id, from, to, nameZh, nameEn, "residential", false, 100, 30, 30, travel, main, line));
    }

    private static double lon(int junction) {
        return 121 + junction / 10 * CELL_LON;
    }

    private static double lat(int junction) {
        return 31 + junction % 10 * CELL_LAT;
    }

    private record Said(String text) {
        void is(String expected) {
            assertEquals(expected, text);
        }
    }

    private Said said(double fromShare, double toShare, int... rows) {
        boolean[] forward = new boolean[rows.length];
        for (int place = 0; place < rows.length; place++) {
            forward[place] = true;
        }
        ModeGraph graph = ModeGraph.of(table, Mode.CAR, new Pace(5, 14, 20_000, 90_000), List.of(), 1);
        List<Directions.Step> steps =
                Directions.of(new RoadWay(graph, rows, forward, new int[rows.length], fromShare, toShare, 1));
        return new Said(lines(steps, Directions.Step::textZh) + lines(steps, Directions.Step::textEn));
    }

    private static String lines(List<Directions.Step> steps, Function<Directions.Step, String> text) {
        return steps.stream().map(step -> text.apply(step) + "\n").collect(Collectors.joining());
    }
}
