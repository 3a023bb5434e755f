package org.twinloop.supervision.night;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.twinloop.common.CityTime;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.supervision.Findings;
import org.twinloop.supervision.night.ChargeRepository.Drawn;
import org.twinloop.supervision.night.NightRepository.KeptCar;
import org.twinloop.supervision.night.NightRepository.Served;
import org.twinloop.supervision.night.NightRepository.Stood;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.approval.rule.Observation.Charge;
import org.twinloop.trip.approval.rule.Observation.Parking;
import org.twinloop.trip.approval.rule.Observation.Service;
import org.twinloop.trip.approval.rule.PolicyFinding;
import org.twinloop.trip.approval.rule.PolicyVersion;
import org.twinloop.trip.approval.rule.Question;

/** A day of the cars of a unit: where they stood (PR-13), whom they served (PR-25), what was charged (PR-50, PR-53). */
@ApplicationScoped
class NightCars {

    private static final String VERSION = "1";
    private static final double FULL_PERCENT = 100;

    private final NightRepository repository;
    private final ChargeRepository charges;
    private final Findings findings;
    private final Policy policy;
    private final Stops stops;
    private final NightConfig config;

    NightCars(
            NightRepository repository,
            ChargeRepository charges,
            Findings findings,
            Policy policy,
            Stops stops,
            NightConfig config) {
        this.repository = repository;
        this.charges = charges;
        this.findings = findings;
        this.policy = policy;
        this.stops = stops;
        this.config = config;
    }

    Uni<Void> ask(UUID unitId, LocalDate day) {
        Instant from = NightRound.startOf(day);
        Instant to = NightRound.startOf(day.plusDays(1));
        return policy.inForce(from)
                .chain(edition -> repository
                        .keptCars(unitId)
                        .chain(cars -> NightTrips.each(cars, car -> parking(unitId, car, day, edition)))
                        .chain(() -> service(unitId, day, edition))
                        .chain(() -> charges.drawn(unitId, from, to, config.fullPercent()))
                        .chain(drawn -> NightTrips.each(drawn, one -> charge(unitId, one, edition))));
    }

    /** Without a stop where it belongs, or a position, nothing can be said. */
    private Uni<Void> parking(UUID unitId, KeptCar car, LocalDate day, PolicyVersion edition) {
        Optional<Stop> home = Optional.ofNullable(car.homeStopId()).flatMap(stops::find);
        if (home.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return repository
                .stood(car, moments(day, edition))
                .chain(stood -> away(stood, home.get(), edition)
                        .map(found -> notice("vehicle:" + car.id() + ":" + day, unitId, null, found.plate(car.plate())))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** On a working day when it has to be home; on a day of rest each hour. */
    static List<Instant> moments(LocalDate day, PolicyVersion edition) {
        LocalTime homeBy = edition.settings().keptCars().homeBy();
        if (edition.calendar().isWorkday(day)) {
            return List.of(day.atTime(homeBy).atZone(CityTime.ZONE).toInstant());
        }
        return IntStream.range(0, 24)
                .mapToObj(hour -> day.atTime(hour, 0).atZone(CityTime.ZONE).toInstant())
                .toList();
    }

    /** The first moment at which a car was not where it belongs. */
    static Optional<Found> away(List<Stood> stood, Stop home, PolicyVersion edition) {
        return stood.stream()
                .flatMap(one -> {
                    double beyondM = Math.max(0, home.position().distanceM(one.position()) - home.radiusM());
                    Parking question = new Parking(one.at(), OptionalDouble.of(beyondM), one.ordered());
                    return found(question, edition, Map.of("at", one.at().toString(), "beyondFenceM", beyondM))
                            .stream();
                })
                .findFirst();
    }

    private Uni<Void> service(UUID unitId, LocalDate day, PolicyVersion edition) {
        YearMonth month = YearMonth.from(day);
        return repository
                .served(
                        unitId,
                        NightRound.startOf(month.atDay(1)),
                        NightRound.startOf(day.plusDays(1)),
                        CityTime.ZONE.getId())
                .chain(served -> NightTrips.each(
                        onePersons(served, NightRound.startOf(day), month, edition),
                        one -> notice(
                                "vehicle:" + one.who().vehicleId() + ":" + month + ":"
                                        + one.who().travellerId(),
                                unitId,
                                one.who().travellerId(),
                                one.found().plate(one.who().plate()))));
    }

    record OnePersons(Served who, Found found) {}

    /** Cars that served somebody on too many of the month's working days. */
    static List<OnePersons> onePersons(List<Served> served, Instant at, YearMonth month, PolicyVersion edition) {
        Map<List<UUID>, List<Served>> pairs = served.stream()
                .filter(one -> edition.calendar().isWorkday(one.day()))
                .collect(Collectors.groupingBy(
                        one -> List.of(one.vehicleId(), one.travellerId()), LinkedHashMap::new, Collectors.toList()));
        return pairs.values().stream()
                .flatMap(days -> {
                    int count = (int) days.stream().map(Served::day).distinct().count();
                    return found(
                            new Service(at, month, count),
                            edition,
                            Map.of("month", month.toString(), "daysServed", count))
                            .map(found -> new OnePersons(days.get(0), found))
                            .stream();
                })
                .toList();
    }

    private Uni<Void> charge(UUID unitId, Drawn drawn, PolicyVersion edition) {
        return NightTrips.each(
                charged(drawn, edition), found -> notice(drawn.about(), unitId, null, found.plate(drawn.plate())));
    }

    /** What policy says about a charge: of each rule once. */
    static List<Found> charged(Drawn drawn, PolicyVersion edition) {
        Charge question = new Charge(
                drawn.endedAt(),
                drawn.entitled(),
                drawn.energyWh(),
                drawn.batteryWh(),
                drawn.startSocPercent(),
                drawn.targetSocPercent().orElse(FULL_PERCENT),
                drawn.occupiedMinutes());
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("energyWh", drawn.energyWh());
        inputs.put("batteryWh", drawn.batteryWh().map(Object.class::cast).orElse("UNKNOWN"));
        inputs.put("startSocPercent", told(drawn.startSocPercent()));
        inputs.put("targetSocPercent", told(drawn.targetSocPercent()));
        inputs.put("occupiedAfterFullMinutes", told(drawn.occupiedMinutes()));
        inputs.put("entitled", drawn.entitled());
        inputs.put("startedAt", drawn.startedAt().toString());
        return all(question, edition, inputs);
    }

    private static Object told(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : "UNKNOWN";
    }

    /** What policy says about an observation, with the values it saw. */
    record Found(PolicyFinding said, Map<String, Object> inputs) {
        Seen plate(String plate) {
            Map<String, Object> all = new LinkedHashMap<>(inputs);
            all.put("plate", plate);
            return new Seen(
                    said.rule(),
                    VERSION,
                    all,
                    plate + "：" + said.textZh() + "，请说明。",
                    plate + ": " + said.textEn() + "; please explain.");
        }
    }

    private static Optional<Found> found(Question question, PolicyVersion edition, Map<String, Object> inputs) {
        return all(question, edition, inputs).stream().findFirst();
    }

    private static List<Found> all(Question question, PolicyVersion edition, Map<String, Object> inputs) {
        Map<String, Object> all = new LinkedHashMap<>(inputs);
        all.put("policyVersion", edition.version());
        return edition.judge(question).findings().stream()
                .map(said -> new Found(said, all))
                .toList();
    }

    private Uni<Void> notice(String about, UUID unitId, UUID travellerId, Seen seen) {
        return findings.noticeAbout(
                        about,
                        new Findings.Noticed(
                                null,
                                unitId,
                                travellerId,
                                null,
                                seen.rule(),
                                seen.version(),
                                seen.inputs(),
                                seen.textZh(),
                                seen.textEn(),
                                null))
                .replaceWithVoid();
    }
}
