package org.twinloop.trip.planning.learning;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.common.Trouble;
import org.twinloop.telematics.day.DayDrives;
import org.twinloop.trip.planning.energy.DriveSample;
import org.twinloop.trip.planning.energy.EnergyFit;
import org.twinloop.trip.planning.energy.EnergyFits;
import org.twinloop.trip.planning.energy.FitConfig;
import org.twinloop.trip.planning.energy.Fitting;
import org.twinloop.trip.planning.learning.DriveRepository.CarDrive;
import org.twinloop.trip.planning.market.EnergyModels;
import org.twinloop.trip.planning.market.PlanningConfig;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.Vehicle;

/**
 * When a day of the city is over: gathers its drives car by car, each in a transaction of its own, then fits every
 * model to the drives of the last days. A day that an instance breaks off in is begun anew by any; what is there of it
 * already stays.
 */
@ApplicationScoped
class EnergyLearning {

    private static final Logger LOG = Logger.getLogger(EnergyLearning.class);
    private static final int CARS_AT_ONCE = 500;

    private final Database database;
    private final DriveRepository repository;
    private final DayDrives days;
    private final Fleet fleet;
    private final EnergyFits fits;
    private final EnergyModels models;
    private final FitConfig config;
    private final Clock clock;
    private final Trouble trouble = new Trouble(LOG, "drives that consumption is learnt from");

    EnergyLearning(
            Database database,
            DriveRepository repository,
            DayDrives days,
            Fleet fleet,
            EnergyFits fits,
            PlanningConfig planning,
            FitConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.days = days;
        this.fleet = fleet;
        this.fits = fits;
        this.models = new EnergyModels(planning, fits::find);
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${twinloop.trip.planning.fit.every:10m}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return config.on()
                ? trouble.endure(pass()).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    /** Gathers the newest day that is over and was not, and fits; answers the day, if there was one. */
    Uni<Optional<LocalDate>> pass() {
        LocalDate today = clock.instant().atZone(CityTime.ZONE).toLocalDate();
        Instant now = SystemTime.now();
        return database.apart(
                        Scope.SYSTEM,
                        () -> repository.take(
                                today.minusDays(config.days()), today.minusDays(1), now, now.minus(config.gatherMax())))
                .call(day -> day.isPresent()
                        ? learn(day.get(), today)
                        : Uni.createFrom().voidItem());
    }

    /** Gathers a day and fits each model to the drives of the days before today. */
    Uni<Void> learn(LocalDate day, LocalDate today) {
        Instant since =
                today.minusDays(config.days()).atStartOfDay(CityTime.ZONE).toInstant();
        Map<String, Vehicle> byModel = new LinkedHashMap<>();
        return gather(day, 0, byModel)
                .chain(drives -> each(byModel.values(), car -> fit(car, since)).replaceWith(drives))
                .chain(drives -> database.apart(Scope.SYSTEM, () -> repository.gathered(day, drives, clock.instant())))
                .chain(fits::refresh);
    }

    /** From the car after a number on; answers how many drives there were. */
    private Uni<Integer> gather(LocalDate day, int afterNo, Map<String, Vehicle> byModel) {
        return database.apart(Scope.SYSTEM, () -> fleet.after(afterNo, CARS_AT_ONCE))
                .chain(cars -> {
                    cars.forEach(car -> byModel.putIfAbsent(car.modelCode(), car));
                    Uni<Integer> these = each(cars, car -> gather(day, car));
                    return cars.size() < CARS_AT_ONCE
                            ? these
                            : these.chain(drives -> gather(
                                            day, cars.get(cars.size() - 1).number(), byModel)
                                    .map(more -> drives + more));
                });
    }

    private static Uni<Integer> each(Iterable<Vehicle> cars, Function<Vehicle, Uni<Integer>> work) {
        return Multi.createFrom()
                .iterable(cars)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private Uni<Integer> gather(LocalDate day, Vehicle car) {
        return days.of(car.number(), day).chain(driven -> {
            List<CarDrive> drives = driven.stream()
                    .filter(drive -> drive.metres() >= config.driveMinM()
                            && drive.lasted().toSeconds() > 0)
                    .map(drive -> drive(car, drive))
                    .toList();
            return drives.isEmpty()
                    ? Uni.createFrom().item(0)
                    : database.apart(Scope.SYSTEM, () -> repository.insert(drives));
        });
    }

    private CarDrive drive(Vehicle car, DayDrives.Driven drive) {
        double usedWh = (drive.fromPercent() - drive.toPercent()) / 100 * car.batteryWh();
        return new CarDrive(
                car.id(),
                car.modelCode(),
                drive.from(),
                new DriveSample(
                        drive.metres(), drive.lasted().toSeconds(), models.celsius(drive.from()), Math.round(usedWh)));
    }

    /** Answers how many fits were added: one, or none where there are too few drives. */
    private Uni<Integer> fit(Vehicle car, Instant since) {
        return database.apart(Scope.SYSTEM, () -> repository.drives(car.modelCode(), since, config.drivesMax()))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(drives -> Fitting.of(models.known(car), car.batteryWh(), drives, config))
                .chain(fit -> fit.map(found -> add(car.modelCode(), found))
                        .orElse(Uni.createFrom().item(0)));
    }

    private Uni<Integer> add(String modelCode, EnergyFit fit) {
        return database.apart(Scope.SYSTEM, () -> fits.add(modelCode, fit, clock.instant()))
                .invoke(() -> LOG.infof("%s fitted to %d drives: %s", modelCode, fit.drives(), fit))
                .replaceWith(1);
    }
}
