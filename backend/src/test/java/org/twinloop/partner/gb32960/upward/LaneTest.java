package org.twinloop.partner.gb32960.upward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

    @Test
    void pages_of_any_size_give_every_row_once_and_in_order() {
        long seed = 32_960_8;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<UpwardRow> history = history(random);
            Span span = new Span(1, new Snapshot("100:100:"), new Snapshot("900:900:"), Place.before(100));
            Lane lane = new Lane(1 + random.nextInt(20));
            lane.begin(span);
            List<UpwardRow> met = new ArrayList<>();
            while (!lane.isFinished()) {
                if (lane.wantsPage()) {
                    lane.add(page(history, lane));
                }
                for (UpwardRow row = lane.poll(); row != null; row = lane.poll()) {
                    met.add(row);
                    lane.acknowledged(row.place());
                }
            }
            assertEquals(history, met);
        }
    }

    private List<UpwardRow> page(List<UpwardRow> history, Lane lane) {
        int limit = 0;
        List<UpwardRow> page = new ArrayList<>();
        for (UpwardRow row : history) {
            boolean beyond = compare(row.place(), lane.read()) > 0;
            if (beyond && row.place().stored() < lane.until() && limit < lane.pageRows()) {
                page.add(row);
                limit++;
            }
        }
        return page;
    }

    private static int compare(Place a, Place b) {
        int byStored = Long.compare(a.stored(), b.stored());
        return byStored != 0 ? byStored : Long.compare(a.seq(), b.seq());
    }

    private static List<UpwardRow> history(Random random) {
        List<UpwardRow> rows = new ArrayList<>();
        long stored = 100;
        while (stored < 900) {
            for (int i = random.nextInt(4) == 0 ? random.nextInt(60) : random.nextInt(3); i > 0; i--) {
                Place place = new Place(stored, 7, NOON, 1, rows.size());
                rows.add(new UpwardRow(place, "VIN", null, null, null, null, null, null, null, null));
            }
            stored += 1 + random.nextInt(200);
        }
        return rows;
    }

    @Test
    void a_span_is_finished_when_its_last_row_is_acknowledged() {
        Lane lane = new Lane(10);
        Span span = new Span(1, new Snapshot("100:100:"), new Snapshot("101:101:"), Place.before(100));
        UpwardRow row =
                new UpwardRow(new Place(100, 7, NOON, 1, 1), "VIN", null, null, null, null, null, null, null, null);
        lane.begin(span, List.of(row));
        assertFalse(lane.wantsPage());
        assertEquals(row, lane.poll());
        assertNull(lane.poll());
        assertFalse(lane.isFinished());
        lane.acknowledged(row.place());
        assertTrue(lane.isFinished());
        assertEquals(row.place(), lane.span().place());
    }

    @Test
    void a_snapshot_tells_its_bounds() {
        Snapshot snapshot = new Snapshot("742:755:742,750");
        assertEquals(742, snapshot.xmin());
        assertEquals(755, snapshot.xmax());
    }
}
