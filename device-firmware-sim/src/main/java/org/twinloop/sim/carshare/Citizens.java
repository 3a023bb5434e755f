package org.twinloop.sim.carshare;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.twinloop.sim.car.Car;
import org.twinloop.sim.parking.Bay;
import org.twinloop.sim.road.Route;
import org.twinloop.sim.road.Traffic;
import org.twinloop.sim.terminal.Command.Navigation;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Rhythm;
import org.twinloop.sim.time.Timeline;
import org.twinloop.sim.world.World;

/**
 * The car-sharer's customers: they rent as the day goes, with the tide of the commuters, and leave cars in free bays.
 */
public final class Citizens {
    private static final double RENT_ABOVE_PERCENT = 30;
    private static final double PLUG_BELOW_PERCENT = 70;
    private static final double PLUG_OTHERWISE = 0.4;
    private static final double KEEP_PERCENT = 12;
    /** A winter's day with a hasty driver, as a multiple of the typical use. */
    private static final double CAUTION = 1.7;

    private static final double ELSEWHERE_M = 1_200;
    /** Bays somebody with the tide chooses from. */
    private static final int CHOICE = 4;

    private final World world;
    private final CarSharer carSharer;
    private final Timeline timeline;
    private final Dice dice;
    private final double perHour;
    private long rentals;
    private long turnedAway;

    /** @param perHour rentals an hour in the mean of a day */
    public Citizens(World world, CarSharer carSharer, long seed, double perHour) {
        this.world = world;
        this.carSharer = carSharer;
        this.timeline = world.timeline();
        this.dice = Dice.of(seed, "citizens");
        this.perHour = perHour;
        if (perHour > 0) {
            next();
        }
    }

    /** Citizens come as a Poisson process thinned by the hour. */
    private void next() {
        timeline.in(dice.secondsToNext(perHour * Rhythm.PEAK), () -> {
            if (dice.chance(Rhythm.at(timeline.nowMs()) / Rhythm.PEAK)) {
                rentSomething();
            }
            next();
        });
    }

    private void rentSomething() {
        List<Car> offered = world.cars().stream()
                .filter(car -> car.socPercent() > RENT_ABOVE_PERCENT)
                .filter(car -> carSharer.offers(car, timeline.nowMs()))
                .toList();
        boolean served = !offered.isEmpty() && rent(dice.pick(offered));
        if (!served) {
            turnedAway++;
        }
    }

    private boolean rent(Car car) {
        boolean plugIn = car.socPercent() < PLUG_BELOW_PERCENT || dice.chance(PLUG_OTHERWISE);
        Optional<Bay> bay = destination(car, plugIn);
        if (bay.isEmpty()) {
            return false;
        }
        Route route = world.routes().fastest(car.at(), bay.get().at());
        long untilMs = timeline.nowMs() + Math.round(estimateS(route) * 1000);
        boolean given = !tooFar(car, route)
                && carSharer.giveOut(
                        car, new Navigation(bay.get().at(), bay.get().name(), plugIn), untilMs);
        if (given) {
            rentals++;
        }
        return given;
    }

    /** A free bay somewhere else, with a free pile when one is wanted and to be had, in the direction of the tide. */
    private Optional<Bay> destination(Car car, boolean plugIn) {
        List<Bay> free = world.parking().bays().stream()
                .filter(Bay::open)
                .filter(world.parking()::free)
                .filter(bay -> bay.at().distanceM(car.at()) > ELSEWHERE_M)
                .toList();
        List<Bay> atPiles = plugIn ? free.stream().filter(world::pileFree).toList() : List.of();
        List<Bay> choice = atPiles.isEmpty() ? free : atPiles;
        if (choice.isEmpty()) {
            return Optional.empty();
        }
        Comparator<Bay> outward = Comparator.comparingDouble(bay -> bay.at().distanceM(Traffic.CENTRE));
        Stream<Bay> some = Stream.generate(() -> dice.pick(choice)).limit(CHOICE);
        return switch (Rhythm.tide(timeline.nowMs())) {
            case IN -> some.min(outward);
            case OUT -> some.max(outward);
            case SLACK -> some.findFirst();
        };
    }

    private double estimateS(Route route) {
        return 240 + 1.25 * route.freeFlowS() / Traffic.flow(timeline.nowMs(), route.from());
    }

    private static boolean tooFar(Car car, Route route) {
        double spareWh =
                (car.socPercent() - KEEP_PERCENT) / 100 * car.card().model().batteryWh();
        return route.lengthM() / 1000 * car.card().model().whPerKm() * CAUTION > spareWh;
    }

    public long rentals() {
        return rentals;
    }

    /** Citizens for whom there was no car or no bay. */
    public long turnedAway() {
        return turnedAway;
    }
}
