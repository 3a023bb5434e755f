package org.twinloop.trip.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.twinloop.network.Route;
import org.twinloop.pricing.PriceTerms;
import org.twinloop.trip.planning.market.RoadTravel;
import org.twinloop.trip.planning.option.Detour;
import org.twinloop.trip.planning.option.DriveEnergy;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlanOption.Stage;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.pool.Poolable.Pair;
import org.twinloop.trip.pool.Proposal.Saving;
import org.twinloop.trip.pool.Proposal.Terms;
import org.twinloop.vehicle.Vehicle;

/**
 * Whether the people of one trip could ride in the car of another, and what that saves. Plain functions over what was
 * read; ways, prices and energy are those of the planner.
 */
final class PoolFit {
    private static final int PERCENT = 100;
    private static final double M_PER_KM = 1000.0;

    private final PoolConfig config;
    private final RoadTravel travel;
    private final Figures figures;

    PoolFit(PoolConfig config, RoadTravel travel, Figures figures) {
        this.config = config;
        this.travel = travel;
        this.figures = figures;
    }

    /** What a way takes of a car. */
    interface Figures {
        DriveEnergy energy(Vehicle car, int metres, int seconds, Instant at);
    }

    /**
     * The car that would stay.
     *
     * @param luggage large pieces it takes
     * @param prices of its ride; empty where it costs nothing
     */
    record Car(Vehicle vehicle, int luggage, Optional<PriceTerms> prices) {}

    /** Who would ride in whose car, on which terms, and what that saves. */
    record Fit(Poolable host, Poolable guest, Terms terms, Saving saving) {}

    /** Where the guest gets out, and when it is at its own destination. */
    private record Exit(String at, Instant arriveAt, int walkM, Optional<Detour> detour) {}

    /** The better of the two ways round, in fen, then in grams; of two that are the same that of the earlier trip. */
    Optional<Fit> best(Pair pair, Car one, Car other) {
        return Stream.of(fit(pair.one(), pair.other(), one), fit(pair.other(), pair.one(), other))
                .flatMap(Optional::stream)
                .filter(fit -> fit.saving().fen() >= config.saveMinFen()
                        && fit.saving().metres() > 0
                        && fit.saving().co2G() >= 0)
                .max(Comparator.<Fit>comparingLong(fit -> fit.saving().fen())
                        .thenComparingLong(fit -> fit.saving().co2G())
                        .thenComparing(fit -> fit.guest().tripId()));
    }

    Optional<Fit> fit(Poolable host, Poolable guest, Car car) {
        if (!mayRide(host, guest) || !hasRoom(host, guest, car)) {
            return Optional.empty();
        }
        Stage drive = host.drive();
        return travel.findWalk(guest.request().from().point(), drive.from())
                .flatMap(in -> exit(host, guest, car)
                        .filter(out -> inTime(guest, out.arriveAt()))
                        .map(out -> fit(host, guest, car, in, out)));
    }

    /**
     * What somebody approved stays as it is: such a trip gives its car to nobody. Who needs a car later, or stops on
     * the way, keeps it and rides alone.
     */
    private boolean mayRide(Poolable host, Poolable guest) {
        Duration apart = Duration.between(host.departAt(), guest.departAt()).abs();
        return !host.sharesPeopleWith(guest)
                && !guest.approved()
                && guest.request().returnBy().isEmpty()
                && guest.request().via().isEmpty()
                && host.request().via().isEmpty()
                && apart.compareTo(config.departApart()) <= 0
                && host.request()
                                .from()
                                .point()
                                .distanceM(guest.request().from().point())
                        <= config.startApartM();
    }

    private static boolean hasRoom(Poolable host, Poolable guest, Car car) {
        return car.vehicle().seats() >= host.persons() + guest.persons()
                && car.luggage() >= host.request().luggage() + guest.request().luggage();
    }

    private boolean inTime(Poolable guest, Instant arriveAt) {
        return !arriveAt.isAfter(guest.arriveAt().plus(config.arriveLaterMax()))
                && guest.request().arriveBy().filter(arriveAt::isAfter).isEmpty();
    }

    /** On foot from where the car is returned, or on the way where it may pass. */
    private Optional<Exit> exit(Poolable host, Poolable guest, Car car) {
        Stage drive = host.drive();
        if (drive.to().distanceM(guest.request().to().point()) <= config.endApartM()) {
            return travel.findWalk(drive.to(), guest.request().to().point())
                    .map(out -> new Exit(
                            drive.toName(),
                            drive.arriveAt().plus(out.duration()),
                            (int) Math.round(out.distanceM()),
                            Optional.empty()));
        }
        return host.approved() || host.planned().terms().charge() != null
                ? Optional.empty()
                : Detour.of(travel, drive, guest.request().to(), config.dropOff())
                        .filter(detour -> isShort(detour) && isBearable(host, detour, car))
                        .map(detour -> new Exit(
                                guest.request().to().name(),
                                drive.departAt().plus(detour.untilThere()),
                                0,
                                Optional.of(detour)));
    }

    private boolean isShort(Detour detour) {
        return (long) detour.longerM() * PERCENT <= (long) detour.directM() * config.detourMaxPercent();
    }

    /** The host is still there in time, with the reserve. */
    private boolean isBearable(Poolable host, Detour detour, Car car) {
        PlanOption option = host.planned().option();
        Instant arrival = host.arriveAt().plusSeconds(detour.longerS());
        boolean inTime = detour.longerS() <= config.arriveLaterMax().toSeconds()
                && host.request().arriveBy().filter(arrival::isAfter).isEmpty();
        if (!inTime || option.arrivalSocLowPercent() == null || option.socReservePercent() == null) {
            return false;
        }
        double more = with(host, detour, car).percentMost() - without(host, car).percentMost();
        return option.arrivalSocLowPercent() - more >= option.socReservePercent();
    }

    private DriveEnergy without(Poolable host, Car car) {
        return figures.energy(car.vehicle(), metres(host), host.drive().durationS(), host.departAt());
    }

    private DriveEnergy with(Poolable host, Detour detour, Car car) {
        return figures.energy(
                car.vehicle(),
                metres(host) + detour.longerM(),
                host.drive().durationS() + detour.longerS(),
                host.departAt());
    }

    private static int metres(Poolable trip) {
        return (int) Math.round(trip.planned().terms().routeKm() * M_PER_KM);
    }

    private Fit fit(Poolable host, Poolable guest, Car car, Route in, Exit out) {
        PlannedOption longer = out.detour()
                .map(detour -> detour.driven(
                        host.planned(),
                        car.prices(),
                        host.keptUntil(),
                        host.windowTo(),
                        without(host, car),
                        with(host, detour, car)))
                .orElse(null);
        int longerM = out.detour().map(Detour::longerM).orElse(0);
        Terms terms = new Terms(
                car.vehicle().plate(),
                host.drive().fromName(),
                host.atCar().minus(in.duration()),
                host.atCar(),
                (int) Math.round(in.distanceM()),
                out.at(),
                out.arriveAt(),
                out.walkM(),
                longerM,
                out.detour().map(Detour::longerS).orElse(0),
                longer);
        PlanOption then = (longer == null ? host.planned() : longer).option();
        long price = longer == null ? host.quotedFen() : then.priceFen();
        Saving saving = new Saving(
                host.quotedFen() + guest.quotedFen() - price,
                (long) metres(guest) - longerM,
                host.planned().option().co2G() + guest.planned().option().co2G() - then.co2G());
        return new Fit(host, guest, terms, saving);
    }
}
