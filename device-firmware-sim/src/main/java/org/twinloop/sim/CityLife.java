package org.twinloop.sim;

import java.util.Map;
import org.twinloop.sim.bike.BikeCity;
import org.twinloop.sim.carservice.CarService;
import org.twinloop.sim.carshare.CarSharer;
import org.twinloop.sim.carshare.Citizens;
import org.twinloop.sim.carshare.Crew;
import org.twinloop.sim.partner.Manners;
import org.twinloop.sim.partner.Outages;
import org.twinloop.sim.terminal.Uplinks;
import org.twinloop.sim.time.Timeline;
import org.twinloop.sim.world.Mishaps;
import org.twinloop.sim.world.World;

/**
 * All that lives in the city: cars, piles, bikes, people and partners, on one timeline. It knows no network and no
 * clock, so the same plan and the same calls give the same city, in the running program and in a test.
 */
final class CityLife {
    private static final String CAR_SHARE = "carshare";
    private static final String CAR_SERVICE = "carservice";

    private final World world;
    private final BikeCity bikes;
    private final Map<String, Manners> manners;
    private final CarSharer carSharer;
    private final Citizens citizens;
    private final CarService carService;
    private final Outages outages;

    /**
     * How people behave.
     *
     * @param citizensPerHour rentals an hour in the mean of a day
     * @param lateShare share of the calls that partners answer late, 0 to 1
     * @param declinedShare share of the calls that partners decline for no reason of the caller's, 0 to 1
     * @param mishapsPerHour lost networks, restarted terminals and broken piles an hour
     */
    record Habits(double citizensPerHour, double lateShare, double declinedShare, double mishapsPerHour) {}

    CityLife(World.Plan plan, Habits habits, Timeline timeline, Uplinks uplinks, Mishaps.Network network) {
        long seed = plan.seed();
        this.world = new World(plan, timeline, uplinks);
        this.outages = new Outages(timeline);
        this.bikes = new BikeCity(seed, timeline);
        this.manners = Map.of(
                CAR_SHARE, new Manners(seed, CAR_SHARE, habits.lateShare(), habits.declinedShare()),
                CAR_SERVICE, new Manners(seed, CAR_SERVICE, habits.lateShare(), habits.declinedShare()));
        this.carSharer = new CarSharer(world, manners.get(CAR_SHARE));
        this.citizens = new Citizens(world, carSharer, seed, habits.citizensPerHour());
        new Crew(world, carSharer);
        new Mishaps(world, seed, habits.mishapsPerHour(), network);
        this.carService = new CarService(timeline, world.routes(), seed, manners.get(CAR_SERVICE));
    }

    World world() {
        return world;
    }

    BikeCity bikes() {
        return bikes;
    }

    CarSharer carSharer() {
        return carSharer;
    }

    Citizens citizens() {
        return citizens;
    }

    CarService carService() {
        return carService;
    }

    /** By name: carshare, carservice. */
    Map<String, Manners> manners() {
        return manners;
    }

    Outages outages() {
        return outages;
    }
}
