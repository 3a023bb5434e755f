package org.twinloop.telematics.speed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.twinloop.network.match.Fix;
import org.twinloop.network.match.Passage;
import org.twinloop.network.match.Stretch;
import org.twinloop.vehicle.Fleet.OnRoad;

/**
 * Roads that cars drove over from end to end between two reports, so that {@link Drives} saw them on none of them: some
 * reports of a car are gathered and laid on the roads together. As many entries as there are cars under way, each with
 * a bounded number of fixes. For one thread at a time.
 */
final class PassedRoads {

    /** What the last fixes say may still change with the next; they begin the next lot. */
    private static final int OVERLAP = 3;

    private static final double WHOLE_M = 0.01;

    private final Function<List<Fix>, Optional<List<Stretch>>> matching;
    private final Drives.Traffic traffic;
    private final int fixesAtOnce;
    private final Map<UUID, List<Fix>> tracks = new HashMap<>();

    /**
     * @param matching nothing while there is no network
     * @param fixesAtOnce fixes of a car laid on roads together; below 4 none are
     */
    PassedRoads(Function<List<Fix>, Optional<List<Stretch>>> matching, Drives.Traffic traffic, int fixesAtOnce) {
        this.matching = matching;
        this.traffic = traffic;
        this.fixesAtOnce = fixesAtOnce;
    }

    /** Takes a report in; answers of how many roads it told the speed. */
    int take(OnRoad car) {
        if (fixesAtOnce <= OVERLAP) {
            return 0;
        }
        List<Fix> track = tracks.computeIfAbsent(car.vehicleId(), fresh -> new ArrayList<>());
        if (!track.isEmpty() && !car.at().isAfter(track.get(track.size() - 1).time())) {
            return 0;
        }
        track.add(new Fix(car.position(), car.at()));
        if (track.size() < fixesAtOnce) {
            return 0;
        }
        int told = 0;
        for (Stretch stretch : matching.apply(List.copyOf(track)).orElse(List.of())) {
            for (Passage passage : stretch.passages()) {
                told += tell(passage, track) ? 1 : 0;
            }
        }
        track.subList(0, track.size() - OVERLAP).clear();
        return told;
    }

    private boolean tell(Passage passage, List<Fix> track) {
        Instant settled = track.get(track.size() - OVERLAP).time();
        boolean whole = passage.fromM() < WHOLE_M && passage.toM() > passage.roadM() - WHOLE_M;
        boolean unseen = track.stream()
                .noneMatch(fix ->
                        !fix.time().isBefore(passage.enteredAt()) && !fix.time().isAfter(passage.leftAt()));
        if (!whole || !unseen || passage.speedKmh() <= 0 || passage.leftAt().isAfter(settled)) {
            return false;
        }
        traffic.observe(passage.edge(), passage.forward(), passage.speedKmh(), passage.leftAt());
        return true;
    }

    /** Leaves out cars that were not heard since. */
    void forget(Instant since) {
        tracks.values().removeIf(track -> track.get(track.size() - 1).time().isBefore(since));
    }
}
