package org.twinloop.network.match;

import java.time.Instant;
import java.util.List;

/**
 * A part of a track without a gap.
 *
 * @param from time of its first fix on a road
 * @param to time of its last
 * @param passages roads in the order in which they were driven; none where the car stood
 */
public record Stretch(Instant from, Instant to, List<Passage> passages) {

    public double lengthM() {
        return passages.stream().mapToDouble(Passage::lengthM).sum();
    }
}
