package org.twinloop.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void an_id_is_version_7_of_the_present_millisecond() {
        long before = System.currentTimeMillis();
        UUID id = Ids.next();
        assertEquals(7, id.version());
        assertEquals(2, id.variant());
        long millis = id.getMostSignificantBits() >>> 16;
        assertTrue(millis >= before && millis <= System.currentTimeMillis() + 1000, id.toString());
    }

    @Test
    void ids_made_one_after_the_other_sort_in_that_order_also_within_a_millisecond() {
        String last = "";
        for (int i = 0; i < 100_000; i++) {
            String next = Ids.next().toString();
            assertTrue(last.compareTo(next) < 0, last + " before " + next);
            last = next;
        }
    }

    @Test
    void no_two_threads_get_the_same_place() {
        List<CompletableFuture<List<Long>>> makers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            makers.add(CompletableFuture.supplyAsync(() -> {
                List<Long> places = new ArrayList<>();
                for (int j = 0; j < 20_000; j++) {
                    places.add(Ids.next().getMostSignificantBits());
                }
                return places;
            }));
        }
        Set<Long> all = new HashSet<>();
        makers.forEach(maker -> all.addAll(maker.join()));
        assertEquals(80_000, all.size());
    }
}
