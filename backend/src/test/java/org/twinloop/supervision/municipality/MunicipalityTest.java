package org.twinloop.supervision.municipality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose places lie within the boundary; centres of towns, to a few hundredths of a degree. */
class MunicipalityTest {

    @Test
    void the_neighbours_lie_outside() {
        assertOutside("昆山 Kunshan", 120.98, 31.385);
        assertOutside("太仓 Taicang", 121.11, 31.45);
        assertOutside("花桥 Huaqiao", 121.09, 31.30);
        assertOutside("浏河 Liuhe", 121.26, 31.51);
        assertOutside("周庄 Zhouzhuang", 120.845, 31.115);
        assertOutside("嘉善 Jiashan", 120.92, 30.84);
        assertOutside("平湖 Pinghu", 121.02, 30.70);
        assertOutside("启东 Qidong", 121.66, 31.81);
        assertOutside("海门 Haimen", 121.17, 31.90);
    }

    @Test
    void the_towns_at_its_edge_lie_inside() {
        assertInside("人民广场 People's Square", 121.475, 31.23);
        assertInside("安亭 Anting", 121.16, 31.295);
        assertInside("枫泾 Fengjing", 121.015, 30.89);
        assertInside("朱家角 Zhujiajiao", 121.05, 31.11);
        assertInside("金泽 Jinze", 120.915, 31.035);
        assertInside("金山卫 Jinshanwei", 121.31, 30.73);
        assertInside("华亭 Huating", 121.28, 31.465);
        assertInside("崇明南门 Chongming", 121.40, 31.63);
        assertInside("临港 Lingang", 121.93, 30.90);
        assertInside("浦东机场 Pudong airport", 121.80, 31.15);
    }

    @Test
    void every_place_of_the_sample_city_lies_inside() throws IOException {
        try (InputStream in = MunicipalityTest.class.getResourceAsStream("/demo/places.csv")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
                assertInside(cells[1], Double.parseDouble(cells[9]), Double.parseDouble(cells[10]));
            }
        }
    }

    @Test
    void a_boundary_is_configured_or_not_known() {
        String own = "POLYGON((0 0,1 0,1 1,0 0))";
        assertEquals(Optional.of(own), Municipality.of(Optional.of(own), "demo"));
        assertEquals(Optional.of(own), Municipality.of(Optional.of(own), "production"));
        assertEquals(Optional.empty(), Municipality.of(Optional.empty(), "production"));
        assertEquals(Optional.empty(), Municipality.of(Optional.of(" "), "production"));
    }

    private static void assertInside(String place, double lon, double lat) {
        assertTrue(sample().contains(lon, lat), place);
    }

    private static void assertOutside(String place, double lon, double lat) {
        assertFalse(sample().contains(lon, lat), place);
    }

    private static Path2D sample() {
        String wkt = Municipality.of(Optional.empty(), "demo").orElseThrow();
        Path2D path = new Path2D.Double();
        for (String point : wkt.replaceAll("[A-Z()\\n]", " ").split(",")) {
            String[] at = point.strip().split(" +");
            if (path.getCurrentPoint() == null) {
                path.moveTo(Double.parseDouble(at[0]), Double.parseDouble(at[1]));
            } else {
                path.lineTo(Double.parseDouble(at[0]), Double.parseDouble(at[1]));
            }
        }
        return path;
    }
}
