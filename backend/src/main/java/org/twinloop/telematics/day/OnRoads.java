package org.twinloop.telematics.day;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.twinloop.network.match.Fix;
import org.twinloop.network.match.Stretch;

/** How long the roads of a drive are, by laying its positions on them. One for a day, which bounds the work. */
final class OnRoads {

    /** Where less of a drive than this could be laid on roads, they do not tell its length. */
    private static final double COVERED_MIN = 0.9;

    private final Function<List<Fix>, Optional<List<Stretch>>> matching;
    private int fixesLeft;

    /**
     * @param matching nothing while there is no network
     * @param fixesMax positions laid on roads, all drives together
     */
    OnRoads(Function<List<Fix>, Optional<List<Stretch>>> matching, int fixesMax) {
        this.matching = matching;
        fixesLeft = fixesMax;
    }

    /** Metres; null where too little of the drive lies on known roads. */
    Long lengthM(List<Told> drive) {
        List<Fix> fixes = drive.stream()
                .filter(told -> told.position() != null)
                .map(told -> new Fix(told.position(), told.at()))
                .toList();
        if (fixes.size() < 2 || fixes.size() > fixesLeft) {
            return null;
        }
        fixesLeft -= fixes.size();
        List<Stretch> stretches = matching.apply(fixes).orElse(List.of());
        Duration covered = stretches.stream()
                .map(stretch -> Duration.between(stretch.from(), stretch.to()))
                .reduce(Duration.ZERO, Duration::plus);
        Duration whole =
                Duration.between(drive.get(0).at(), drive.get(drive.size() - 1).at());
        return covered.toMillis() < COVERED_MIN * whole.toMillis() || covered.isZero()
                ? null
                : Math.round(stretches.stream().mapToDouble(Stretch::lengthM).sum());
    }
}
