package org.twinloop.vehicle;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.network.LoopId;
import org.twinloop.vehicle.FleetRepository.Listed;
import org.twinloop.vehicle.ReservationRepository.Kind;
import org.twinloop.vehicle.ReservationRepository.UsedBefore;

/**
 * The fleet: which cars there are, what they say, and who holds them when. Every method runs inside the caller's act
 * ({@link org.twinloop.common.Database}) and sees what that act's scope may see; what is taken is known across units.
 */
@ApplicationScoped
public class Fleet {

    /** Bays tried before giving up when others keep taking the chosen one. */
    private static final int BAY_ATTEMPTS = 5;

    private static final double SECONDS_PER_HOUR = 3600;

    private final FleetRepository cars;
    private final ReservationRepository reservations;
    private final VehicleConfig config;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Fleet(FleetRepository cars, ReservationRepository reservations, VehicleConfig config, Clock clock) {
        this.cars = cars;
        this.reservations = reservations;
        this.config = config;
        this.clock = clock;
    }

    /**
     * What a car that may be under way said last.
     *
     * @param at when, the car's own clock
     * @param headingDeg from north, clockwise
     */
    public record OnRoad(
            UUID vehicleId, Instant at, GeoPoint position, double accuracyM, double speedKmh, double headingDeg) {}

    /**
     * A car for a time.
     *
     * @param expiresAt when the hold ends by itself unless made firm; null when it is firm at once
     * @param routeM planned road distance in metres; null when it is not known
     */
    public record CarHold(
            UUID id, UUID vehicleId, UUID tripLegId, Instant from, Instant to, Instant expiresAt, Integer routeM) {}

    /** Registers many cars in one statement and gives each its asset number. */
    public Uni<Void> registerAll(List<NewVehicle> vehicles) {
        List<AssetNo> numbers =
                vehicles.stream().map(car -> AssetNo.random(random)).toList();
        return cars.insertVehicles(vehicles, numbers, clock.instant()).replaceWithVoid();
    }

    public Uni<Void> registerBays(List<Bay> bays) {
        return cars.insertBays(bays).replaceWithVoid();
    }

    /** How cars stood when they joined; a newer report replaces it, an older one does not. */
    public Uni<Void> registerStates(List<NewVehicle.FirstState> states) {
        return cars.applyStates(states).replaceWithVoid();
    }

    public Uni<Optional<Vehicle>> find(UUID vehicleId) {
        return cars.find(vehicleId);
    }

    /** The car, or a refusal that there is none this scope may see. */
    public Uni<Vehicle> get(UUID vehicleId) {
        return cars.find(vehicleId)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("vehicle " + vehicleId)));
    }

    /** The car of a scanned label; a label that cannot be read is no car. */
    public Uni<Optional<Vehicle>> byAssetNo(String scanned) {
        return AssetNo.parse(scanned)
                .map(cars::findByAssetNo)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** The car with a number plate; empty when there is none this scope may see. */
    public Uni<Optional<Vehicle>> byPlate(String plate) {
        return cars.findByPlate(plate);
    }

    /** Newest state with the status it means now; empty when the car never reported. */
    public Uni<Optional<VehicleState>> state(UUID vehicleId) {
        return cars.state(vehicleId, clock.instant(), config.stateAgeMax());
    }

    /** Shared cars that may be taken, nearest first. */
    public Uni<List<Candidate>> candidates(GeoPoint near, double radiusM, LoopId loop, Instant from, Instant to) {
        return candidates(new Candidate.Search(near, radiusM, loop, from, to, null, Set.of()));
    }

    /** Cars that may be taken, nearest first: parked, locked, fresh, charge known, held by nobody in the time. */
    public Uni<List<Candidate>> candidates(Candidate.Search search) {
        return cars.candidates(search, clock.instant(), config);
    }

    /** Most cars that stand somewhere now and are answered at once. */
    public int candidatesMax() {
        return config.candidatesMax();
    }

    /**
     * Cars as they will stand when a use begins, nearest first, taken or not: where they stand now or, when somebody
     * uses them before, at the bay where that use ends and with what it leaves of the charge.
     *
     * @param search cars near a point, {@link Candidate.Search#whenever}
     * @param stopIds stops near it, to which cars may come until then
     * @param but reservations that count as none, because they would be given up
     */
    public Uni<List<Candidate>> candidatesAt(
            Candidate.Search search, List<UUID> stopIds, Instant begin, List<UUID> but) {
        Instant now = clock.instant();
        Instant before = begin.isAfter(now) ? begin : now;
        return candidates(search).chain(here -> {
            UUID[] ids = here.stream().map(car -> car.vehicle().id()).toArray(UUID[]::new);
            return reservations
                    .usedBefore(ids, stopIds.toArray(UUID[]::new), now, before, but.toArray(UUID[]::new))
                    .chain(used -> cars.listed(
                                    used.keySet().toArray(UUID[]::new), now, config.stateAgeMax(), config.bayRadiusM())
                            .map(known -> standingLater(search, here, used, known)));
        });
    }

    private List<Candidate> standingLater(
            Candidate.Search search, List<Candidate> here, Map<UUID, UsedBefore> used, List<Listed> known) {
        Instant now = clock.instant();
        List<Candidate> all = new ArrayList<>();
        here.stream().filter(car -> !used.containsKey(car.vehicle().id())).forEach(all::add);
        for (Listed car : known) {
            Vehicle vehicle = car.vehicle();
            UsedBefore use = used.get(vehicle.id());
            boolean ours = search.asksFor(vehicle);
            if (ours && use.bay() != null && car.state() != null && car.state().socPercent() != null) {
                double away = search.near().distanceM(use.bay());
                double takes = use.seconds() / SECONDS_PER_HOUR * config.useWhPerHour() / vehicle.batteryWh() * 100;
                if (away <= search.radiusM()) {
                    all.add(new Candidate(
                            vehicle,
                            VehicleStatus.PARKED,
                            use.bay(),
                            use.stopId(),
                            away,
                            Math.max(0, car.state().socPercent() - takes),
                            car.state().ageSeconds(now)));
                }
            }
        }
        all.sort(Comparator.comparingDouble(Candidate::distanceM)
                .thenComparing(car -> car.vehicle().number()));
        return all;
    }

    /** When cars are taken within a time, but under some reservations; a car that is not is left out. */
    public Uni<Map<UUID, List<Candidate.Taken>>> taken(
            List<UUID> vehicleIds, Instant from, Instant to, List<UUID> but) {
        return reservations.taken(
                vehicleIds.toArray(UUID[]::new), from, to, config.turnaround(), but.toArray(UUID[]::new));
    }

    /**
     * The bays of stops within a time; a stop without bays is left out.
     *
     * @param leavingBy a car that is booked to leave by then does not count as standing there
     * @param but reservations of bays that count as none
     */
    public Uni<Map<UUID, Bay.Outlook>> bayOutlook(
            List<UUID> stopIds, Instant from, Instant to, Instant leavingBy, List<UUID> but) {
        UUID[] ids = stopIds.toArray(UUID[]::new);
        Instant until = standingUntil();
        return reservations
                .bayTimes(ids, from, to, config.turnaround(), but.toArray(UUID[]::new))
                .chain(times -> reservations
                        .standing(ids, leavingBy)
                        .map(standing -> times.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        stop -> new Bay.Outlook(
                                                stop.getValue(), standing.getOrDefault(stop.getKey(), 0), until)))));
    }

    /**
     * Holds a car for a time, with the turnaround after it. The same call again is fine; a car that somebody else has
     * is refused with {@link VehicleProblem#ALREADY_RESERVED} and leaves the act usable.
     *
     * @param expiresAt when the hold ends by itself unless made firm; null when it is firm at once
     */
    public Uni<Void> reserve(
            UUID reservationId, UUID vehicleId, Instant from, Instant to, UUID tripLegId, Instant expiresAt) {
        return reserve(new CarHold(reservationId, vehicleId, tripLegId, from, to, expiresAt, null));
    }

    /** The same, and how far the holder means to drive, so that a charge that will not do is seen in time. */
    public Uni<Void> reserve(CarHold hold) {
        return reservations.holdCar(hold, config.turnaround()).map(held -> {
            if (!held) {
                throw new ProblemException(
                        VehicleProblem.ALREADY_RESERVED,
                        "the car is held by another booking between " + hold.from() + " and " + hold.to());
            }
            return null;
        });
    }

    /** How far the charge has to do for the holder, in metres, so that one that will not is seen in time. */
    public Uni<Void> tellRoute(UUID reservationId, int routeM) {
        return reservations.route(reservationId, routeM).replaceWithVoid();
    }

    /** Makes a held car and its bay the booking's own; refused when the hold has run out. */
    public Uni<Void> firm(UUID reservationId) {
        return reservations.firm(Kind.CAR, reservationId).map(rows -> held(rows, reservationId));
    }

    /**
     * Lets a car be kept until another time, later or sooner; refuses with {@link VehicleProblem#ALREADY_RESERVED} when
     * the next hold of the car begins before, turnaround included, and then the act is lost.
     */
    public Uni<Void> extend(UUID reservationId, Instant until) {
        return reservations
                .extend(Kind.CAR, reservationId, until, config.turnaround())
                .onFailure(Fleet::isInTheWay)
                .transform(failed -> new ProblemException(
                        VehicleProblem.ALREADY_RESERVED, "the next booking of the car begins before " + until))
                .map(rows -> held(rows, reservationId));
    }

    /** The same for a bay, refused with {@link VehicleProblem#BAY_TAKEN}. */
    public Uni<Void> extendBay(UUID reservationId, Instant until) {
        return reservations
                .extend(Kind.BAY, reservationId, until, config.turnaround())
                .onFailure(Fleet::isInTheWay)
                .transform(failed ->
                        new ProblemException(VehicleProblem.BAY_TAKEN, "the bay is another booking's before " + until))
                .map(rows -> held(rows, reservationId));
    }

    /** The constraint said so; of two who wait for each other one gives way. */
    private static boolean isInTheWay(Throwable failed) {
        return DatabaseFailure.sqlState(failed)
                .filter(Set.of(DatabaseFailure.EXCLUSION_VIOLATION, DatabaseFailure.DEADLOCK)::contains)
                .isPresent();
    }

    /** Gives the rest of the time back; from then on the turnaround. Releasing twice changes nothing. */
    public Uni<Void> release(UUID reservationId, Instant at) {
        return reservations
                .release(Kind.CAR, reservationId, at, config.turnaround())
                .replaceWithVoid();
    }

    /** The operator has given the car to somebody else at that time, so it is not offered again for it. */
    public Uni<Void> lose(UUID reservationId, Instant at) {
        return reservations.lose(reservationId, at).replaceWithVoid();
    }

    /** The car has been opened under this reservation: it is out until it is released. */
    public Uni<Void> use(UUID reservationId, Instant at) {
        return reservations.used(reservationId, at).replaceWithVoid();
    }

    /** Refuses with {@link VehicleProblem#CAR_IN_USE} when the car is still out under another reservation. */
    public Uni<Void> requireBack(UUID vehicleId, UUID reservationId) {
        return reservations.inUse(vehicleId, reservationId).map(out -> {
            if (out) {
                throw new ProblemException(
                        VehicleProblem.CAR_IN_USE, "somebody else has the car out; plan anew for another one");
            }
            return null;
        });
    }

    /** Whether the car is out under another reservation. */
    public Uni<Boolean> isOut(UUID vehicleId, UUID butUnder) {
        return reservations.inUse(vehicleId, butUnder);
    }

    /** Whether the car is out under another reservation, or still was at some moment since. */
    public Uni<Boolean> wasOut(UUID vehicleId, UUID butUnder, Instant since) {
        return reservations.wasOut(vehicleId, butUnder, since);
    }

    /** Newest states of several cars with the status each means now; a car that never reported is left out. */
    public Uni<Map<UUID, VehicleState>> states(Collection<UUID> vehicleIds) {
        return cars.states(vehicleIds, clock.instant(), config.stateAgeMax());
    }

    /** Holds a free bay of a stop, or refuses with {@link VehicleProblem#BAY_TAKEN}. */
    public Uni<Bay> reserveBay(Bay.Wish wish) {
        return reserveBay(wish, BAY_ATTEMPTS);
    }

    public Uni<Void> firmBay(UUID reservationId) {
        return reservations.firm(Kind.BAY, reservationId).map(rows -> held(rows, reservationId));
    }

    public Uni<Void> releaseBay(UUID reservationId, Instant at) {
        return reservations
                .release(Kind.BAY, reservationId, at, config.turnaround())
                .replaceWithVoid();
    }

    /**
     * How many bays of each stop will be free throughout: neither held nor, in the near future, stood in. A stop
     * without bays is left out.
     */
    public Uni<Map<UUID, Integer>> freeBays(List<UUID> stopIds, Instant from, Instant to) {
        return reservations.freeBays(stopIds.toArray(UUID[]::new), from, to, standingUntil(), config.turnaround());
    }

    public Uni<List<Bay>> bays(UUID stopId) {
        return cars.bays(stopId);
    }

    /** The bay a car stands in by its newest position, within the configured distance. */
    public Uni<Optional<Bay.Near>> atBay(UUID vehicleId) {
        return cars.nearestBay(vehicleId, config.bayRadiusM());
    }

    /**
     * Cars that are unlocked, with doors closed and no plug in, and have reported position, speed and heading since:
     * those that may be under way, the oldest report first.
     *
     * @param accuracyMaxM a position less accurate, or of unknown accuracy, does not count, metres
     */
    public Uni<List<OnRoad>> onRoad(Instant since, double accuracyMaxM, int limit) {
        return cars.onRoad(since, accuracyMaxM, limit);
    }

    /** Cars of all models by their number in telemetry, after the given one. */
    public Uni<List<Vehicle>> after(int number, int limit) {
        return cars.after(number, limit);
    }

    /** Terminals by device id, for telemetry. */
    public Uni<Map<String, Vehicle.Terminal>> terminals() {
        return cars.terminals();
    }

    /** Two bookings may choose the same bay at once; the loser looks again and finds another. */
    private Uni<Bay> reserveBay(Bay.Wish wish, int attempts) {
        return reservations
                .holdBay(wish, standingUntil(), config.turnaround())
                .chain(bay -> bay.map(Uni.createFrom()::item).orElseGet(() -> sameOrOtherBay(wish, attempts)));
    }

    private Uni<Bay> sameOrOtherBay(Bay.Wish wish, int attempts) {
        return reservations.bayOf(wish.id()).chain(held -> {
            if (held.isPresent()) {
                return Uni.createFrom().item(held.get());
            }
            return freeBays(List.of(wish.stopId()), wish.from(), wish.to()).chain(free -> {
                if (free.getOrDefault(wish.stopId(), 0) > 0 && attempts > 1) {
                    return reserveBay(wish, attempts - 1);
                }
                throw new ProblemException(
                        VehicleProblem.BAY_TAKEN,
                        "no bay of the stop is free between " + wish.from() + " and " + wish.to());
            });
        });
    }

    private Instant standingUntil() {
        return clock.instant().plus(config.standingHorizon());
    }

    private static Void held(int rows, UUID reservationId) {
        if (rows == 0) {
            throw new ProblemException(
                    VehicleProblem.RESERVATION_GONE, "reservation " + reservationId + " ran out or was released");
        }
        return null;
    }
}
