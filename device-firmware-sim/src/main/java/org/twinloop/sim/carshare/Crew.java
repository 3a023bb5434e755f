package org.twinloop.sim.carshare;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.twinloop.sim.car.Car;
import org.twinloop.sim.parking.Bay;
import org.twinloop.sim.terminal.Command.Navigation;
import org.twinloop.sim.time.Timeline;
import org.twinloop.sim.world.World;

/**
 * The car-sharer's people who look after the cars: every quarter of an hour they bring cars that nobody would rent for
 * want of charge to the nearest free pile.
 */
public final class Crew {
    private static final double ROUND_S = 15 * 60;
    private static final double LOW_PERCENT = 30;
    private static final int WORKERS = 4;
    private static final long ERRAND_MS = 40 * 60_000;

    private final World world;
    private final CarSharer carSharer;
    private final Timeline timeline;
    private long brought;

    public Crew(World world, CarSharer carSharer) {
        this.world = world;
        this.carSharer = carSharer;
        this.timeline = world.timeline();
        timeline.every(ROUND_S, ROUND_S, this::round);
    }

    private void round() {
        long untilMs = timeline.nowMs() + ERRAND_MS;
        List<Car> low = world.cars().stream()
                .filter(car -> car.socPercent() < LOW_PERCENT && !car.charging())
                .filter(car -> carSharer.offers(car, untilMs))
                .sorted(Comparator.comparingDouble(Car::socPercent))
                .limit(WORKERS)
                .toList();
        low.forEach(car -> pileNear(car).ifPresent(bay -> bring(car, bay, untilMs)));
    }

    private Optional<Bay> pileNear(Car car) {
        return world.parking().bays().stream()
                .filter(Bay::open)
                .filter(world.parking()::free)
                .filter(world::pileFree)
                .min(Comparator.comparingDouble(bay -> bay.at().distanceM(car.at())));
    }

    private void bring(Car car, Bay bay, long untilMs) {
        if (carSharer.giveOut(car, new Navigation(bay.at(), bay.name(), true), untilMs)) {
            brought++;
        }
    }

    /** Cars brought to a pile. */
    public long brought() {
        return brought;
    }
}
