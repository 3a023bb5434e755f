package org.twinloop.trip.planning.search.base;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;

class ChordsTest {
    private static final long SEED = Long.getLong("twinloop.seed", 42);

    @Test
    void an_arc_is_no_shorter_than_its_chord_and_hardly_longer() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            GeoPoint one = new GeoPoint(120 + random.nextDouble() * 2, 30 + random.nextDouble() * 2);
            double far = Math.pow(10, -6 * random.nextDouble());
            GeoPoint other = new GeoPoint(one.lon() + far * random.nextDouble(), one.lat() - far * random.nextDouble());
            double chord = new Chords(List.of(one)).metres(0, new Chords(List.of(other)), 0);
            double arc = one.distanceM(other);
            assertTrue(chord <= arc, one + " " + other + ": " + chord + " and " + arc);
            if (chord < Chords.FAR_M) {
                assertTrue(arc <= chord * Chords.ARC + 1e-5, one + " " + other + ": " + chord + " and " + arc);
            }
        }
    }
}
