package org.twinloop.common.geo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.twinloop.common.GeoPoint;

/** The datums of Chinese maps, against published points and back to WGS-84. */
class DatumTest {

    private static final double CENTIMETRE_M = 0.01;

    @ParameterizedTest
    @EnumSource(Datum.class)
    void there_and_back_is_exact_to_a_centimetre(Datum datum) {
        long seed = Long.getLong("twinloop.seed", 20261123);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            boolean shanghai = i % 2 == 0;
            GeoPoint point = shanghai
                    ? new GeoPoint(120.8 + random.nextDouble() * 1.4, 30.6 + random.nextDouble() * 1.3)
                    : new GeoPoint(74 + random.nextDouble() * 60, 4 + random.nextDouble() * 48);

            double[] pair = datum.of(point);

            double missM = datum.toWgs84(pair[0], pair[1]).distanceM(point);
            assertTrue(
                    missM <= CENTIMETRE_M, "seed " + seed + " " + datum + " " + point + " is off by " + missM + " m");
        }
    }

    @Test
    void five_points_of_shanghai_are_where_the_published_formulas_put_them() {
        same(new GeoPoint(121.4737, 31.2304), 121.478223059, 31.228457738, 121.484781469, 31.234310594);
        same(new GeoPoint(121.327, 31.2003), 121.331537961, 31.198356398, 121.337959267, 31.204655537);
        same(new GeoPoint(121.8083, 31.1443), 121.812582707, 31.142185215, 121.819006621, 31.148473605);
        same(new GeoPoint(121.5015, 31.2397), 121.505926607, 31.237680891, 121.512533668, 31.243338366);
        same(new GeoPoint(121.7, 31.62), 121.704374125, 31.618035019, 121.710848574, 31.624141538);
    }

    @Test
    void outside_china_gcj_02_is_wgs_84() {
        GeoPoint tokyo = new GeoPoint(139.69, 35.68);

        assertEquals(tokyo.lon(), Datum.gcj02.of(tokyo)[0]);
        assertEquals(tokyo.lat(), Datum.gcj02.of(tokyo)[1]);
        assertEquals(tokyo, Datum.gcj02.toWgs84(139.69, 35.68));
    }

    @Test
    void points_of_other_libraries_are_met() throws Exception {
        String folder = System.getProperty("conformance.data", "");
        assumeTrue(!folder.isBlank(), "conformance.data is not set: vectors of coordtransform and gcoord are not read");
        Path file = Path.of(folder).resolveSibling("standards").resolve("vectors_coordinates.json");
        JsonNode vectors = new ObjectMapper().readTree(file.toFile());

        JsonNode transform = vectors.get("coordtransform");
        GeoPoint input = point(transform.get("input"));
        near(point(transform.get("wgs84togcj02")), pair(Datum.gcj02.of(input)), 1e-4, "coordtransform");
        near(point(transform.get("gcj02towgs84_iterated")), Datum.gcj02.toWgs84(116.404, 39.915), 1e-3, "inverse");
        GeoPoint asGcj = Datum.gcj02.toWgs84(116.404, 39.915);
        near(point(transform.get("gcj02tobd09")), pair(Datum.bd09.of(asGcj)), 1e-3, "gcj02tobd09");
        for (JsonNode own : vectors.get("own")) {
            GeoPoint wgs = point(own.get("wgs84"));
            near(
                    point(own.get("gcj02")),
                    pair(Datum.gcj02.of(wgs)),
                    1e-3,
                    own.get("name").asText());
            near(
                    point(own.get("bd09")),
                    pair(Datum.bd09.of(wgs)),
                    1e-3,
                    own.get("name").asText());
        }
        JsonNode cities = vectors.get("gcoord").get("points");
        assertTrue(cities.size() > 50, "cities of gcoord");
        for (JsonNode city : cities) {
            String name = city.get("attrs").toString();
            GeoPoint wgs = point(city.get("coords").get("WGS84"));
            GeoPoint gcj = point(city.get("coords").get("GCJ02"));
            GeoPoint bd = point(city.get("coords").get("BD09"));
            near(gcj, pair(Datum.gcj02.of(wgs)), 1, name);
            near(wgs, Datum.gcj02.toWgs84(gcj.lon(), gcj.lat()), 1, name);
            near(Datum.gcj02.toWgs84(gcj.lon(), gcj.lat()), Datum.bd09.toWgs84(bd.lon(), bd.lat()), 0.3, name);
        }
    }

    private static void same(GeoPoint wgs, double gcjLon, double gcjLat, double bdLon, double bdLat) {
        near(new GeoPoint(gcjLon, gcjLat), pair(Datum.gcj02.of(wgs)), 1e-3, "GCJ-02 of " + wgs);
        near(new GeoPoint(bdLon, bdLat), pair(Datum.bd09.of(wgs)), 1e-3, "BD-09 of " + wgs);
        near(wgs, Datum.gcj02.toWgs84(gcjLon, gcjLat), 1e-3, "back from GCJ-02");
        near(wgs, Datum.bd09.toWgs84(bdLon, bdLat), 1e-3, "back from BD-09");
    }

    private static void near(GeoPoint expected, GeoPoint met, double withinM, String what) {
        double missM = expected.distanceM(met);
        assertTrue(missM <= withinM, what + ": expected " + expected + ", met " + met + ", off by " + missM + " m");
    }

    private static GeoPoint pair(double[] degrees) {
        return new GeoPoint(degrees[0], degrees[1]);
    }

    private static GeoPoint point(JsonNode degrees) {
        return new GeoPoint(degrees.get(0).asDouble(), degrees.get(1).asDouble());
    }
}
