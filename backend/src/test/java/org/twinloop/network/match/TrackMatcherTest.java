package org.twinloop.network.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;

class TrackMatcherTest {

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final MatchTown town = new MatchTown(random, 24);
    private final TrackMatcher matcher = new TrackMatcher(town.graph, town.snapper, MatchRules.CITY);

    @Test
    void nineteen_of_twenty_metres_are_laid_on_the_road_that_was_driven() {
        List<MatchTown> towns = new ArrayList<>();
        double driven = 0;
        double right = 0;
        double told = 0;
        for (int i = 0; i < 100; i++) {
            MatchTown other = i % 25 == 0 ? new MatchTown(random, 24) : towns.get(towns.size() - 1);
            towns.add(other);
            MadeDrive drive = MadeDrive.of(other.graph, random, 2500, 15, 10, 30);
            List<Stretch> matched = new TrackMatcher(other.graph, other.snapper, MatchRules.CITY).match(drive.fixes);
            driven += drive.lengthM();
            right += drive.rightM(matched);
            told += matched.stream().mapToDouble(Stretch::lengthM).sum();
        }
        String figures = "seed %d: right %.4f, told %.4f".formatted(seed, right / driven, told / driven);
        System.out.println("map matching, " + figures);
        assertTrue(right >= 0.95 * driven, figures);
        assertTrue(told <= 1.05 * driven, figures);
    }

    @Test
    void a_matched_way_may_be_driven() {
        for (int i = 0; i < 20; i++) {
            for (Stretch stretch : matcher.match(MadeDrive.of(town.graph, random, 2500, 15, 10, 30).fixes)) {
                List<Passage> passages = stretch.passages();
                for (int at = 1; at < passages.size(); at++) {
                    Passage before = passages.get(at - 1);
                    Passage next = passages.get(at);
                    assertEquals(before.roadM(), before.toM(), 1e-6, "seed " + seed);
                    assertEquals(0, next.fromM(), 1e-6, "seed " + seed);
                    assertTrue(mayTurn(arc(before), arc(next)), "seed " + seed);
                    assertTrue(!next.enteredAt().isBefore(before.leftAt()), "seed " + seed);
                }
            }
        }
    }

    @Test
    void speeds_are_those_that_were_driven() {
        double wrong = 0;
        int count = 0;
        for (int i = 0; i < 30; i++) {
            MadeDrive drive = MadeDrive.of(town.graph, random, 2500, 3, 5, 5);
            Map<Integer, Double> truth = new HashMap<>();
            for (int place = 0; place < drive.way().length; place++) {
                truth.put(drive.way()[place], drive.speedMs(place) * 3.6);
            }
            for (Stretch stretch : matcher.match(drive.fixes)) {
                for (Passage passage : stretch.passages()) {
                    Double kmh = truth.get(arc(passage));
                    if (kmh != null && passage.lengthM() > 100) {
                        wrong += Math.abs(passage.speedKmh() - kmh) / kmh;
                        count++;
                    }
                }
            }
        }
        assertTrue(count > 100, count + " roads, seed " + seed);
        assertTrue(wrong / count < 0.2, "wrong by a share of " + wrong / count + ", seed " + seed);
    }

    @Test
    void a_basement_parts_the_track() {
        List<Fix> fixes = MadeDrive.of(town.graph, random, 4000, 5, 10, 10).fixes;
        int half = fixes.size() / 2;
        List<Fix> parted = new ArrayList<>(fixes.subList(0, half));
        for (Fix fix : fixes.subList(half, fixes.size())) {
            parted.add(new Fix(fix.at(), fix.time().plus(Duration.ofMinutes(20))));
        }

        List<Stretch> found = matcher.match(parted);

        assertEquals(2, found.size(), "seed " + seed);
        assertTrue(!found.get(0).to().isAfter(fixes.get(half - 1).time()), "seed " + seed);
        assertTrue(!found.get(1).from().isBefore(parted.get(half).time()), "seed " + seed);
    }

    @Test
    void a_fix_that_strays_far_away_is_left_out() {
        List<Fix> fixes = new ArrayList<>(MadeDrive.of(town.graph, random, 4000, 5, 10, 10).fixes);
        int half = fixes.size() / 2;
        GeoPoint at = fixes.get(half).at();
        double away = at.lat() > 31.217 ? -0.012 : 0.012;
        fixes.set(
                half,
                new Fix(new GeoPoint(at.lon(), at.lat() + away), fixes.get(half).time()));

        assertEquals(1, matcher.match(fixes).size(), "seed " + seed);
    }

    @Test
    void where_there_is_no_road_nothing_is_matched() {
        List<Fix> sea = MadeDrive.of(town.graph, random, 2500, 5, 10, 10).fixes.stream()
                .map(fix -> new Fix(new GeoPoint(fix.at().lon() + 1, fix.at().lat()), fix.time()))
                .toList();

        assertEquals(List.of(), matcher.match(sea));
    }

    @Test
    void a_car_that_stands_drives_nowhere() {
        Fix first = MadeDrive.of(town.graph, random, 2500, 5, 10, 10).fixes.get(3);
        List<Fix> standing = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double lat = first.at().lat() + random.nextGaussian() * 4 / 111_195;
            standing.add(
                    new Fix(new GeoPoint(first.at().lon(), lat), first.time().plusSeconds(15L * i)));
        }

        double lengthM =
                matcher.match(standing).stream().mapToDouble(Stretch::lengthM).sum();

        assertTrue(lengthM < 60, lengthM + " m, seed " + seed);
    }

    private int arc(Passage passage) {
        return town.graph.arc(town.graph.roads().row(passage.edge()), passage.forward());
    }

    private boolean mayTurn(int from, int onto) {
        for (int i = 0; i < town.graph.graph().outDegree(from); i++) {
            if (town.graph.arcOf(town.graph.graph().head(town.graph.graph().outArc(from, i))) == onto) {
                return true;
            }
        }
        return false;
    }
}
