package org.twinloop.supervision.night;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.twinloop.common.ProblemException;
import org.twinloop.identity.personnel.Personnel;
import org.twinloop.identity.personnel.PersonnelFile;
import org.twinloop.supervision.Findings;
import org.twinloop.supervision.TripRules;
import org.twinloop.supervision.ride.RideFacts.Told;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.approval.rule.PolicyFinding;
import org.twinloop.trip.approval.rule.PolicyInputs;
import org.twinloop.trip.approval.rule.PolicyQuestion;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.approval.rule.PolicyVersion;
import org.twinloop.trip.planning.OptionPolicy;

/** The trips of a unit that ended on a day: the rules over what happened again, the way taken, and what came late. */
@ApplicationScoped
class NightTrips {

    private static final Logger LOG = Logger.getLogger(NightTrips.class);
    private static final String VERSION = "1";
    /** What is paid twice when an allowance or a lump sum comes on record after the trip. */
    private static final Set<String> PAID_TWICE = Set.of("PR-20", "PR-23");

    private final NightRepository repository;
    private final TripRules again;
    private final Findings findings;
    private final Policy policy;
    private final Personnel personnel;
    private final NightConfig config;
    private final NightRides rides;

    NightTrips(
            NightRepository repository,
            TripRules again,
            Findings findings,
            Policy policy,
            Personnel personnel,
            NightConfig config,
            NightRides rides) {
        this.repository = repository;
        this.again = again;
        this.findings = findings;
        this.policy = policy;
        this.personnel = personnel;
        this.config = config;
        this.rides = rides;
    }

    Uni<Void> ask(UUID unitId, LocalDate day) {
        return repository
                .trips(unitId, NightRound.startOf(day), NightRound.startOf(day.plusDays(1)), config.tripsMax() + 1)
                .map(found -> cut(found, unitId, day))
                .chain(this::askAll);
    }

    /** One trip, however long ago it was. */
    Uni<Void> askOne(UUID tripId) {
        return askAll(List.of(tripId));
    }

    private Uni<Void> askAll(List<UUID> trips) {
        return each(trips, again::ask)
                .chain(() -> repository.ridden(trips))
                .chain(ridden -> each(ridden, this::askRidden));
    }

    private List<UUID> cut(List<UUID> found, UUID unitId, LocalDate day) {
        if (found.size() <= config.tripsMax()) {
            return found;
        }
        LOG.warnf("unit %s has more than %d trips on %s; the rest is not asked about", unitId, config.tripsMax(), day);
        return found.subList(0, config.tripsMax());
    }

    private Uni<Void> askRidden(Ridden trip) {
        return told(trip)
                .chain(told -> rides.ask(trip, told)
                        .chain(seen -> each(seen, one -> notice(trip, one)))
                        .chain(() -> each(track(trip, told), one -> notice(trip, one)))
                        .chain(() -> askRecords(trip)));
    }

    /** What its car told; nothing where no car told a way, or told more than is looked at. */
    private Uni<List<Told>> told(Ridden trip) {
        if (trip.vehicleNo() == null) {
            return Uni.createFrom().item(List.of());
        }
        return repository
                .told(trip.vehicleNo(), trip.startedAt(), trip.endedAt(), config.fixesMax() + 1)
                .map(told -> told.size() > config.fixesMax() ? List.of() : told);
    }

    /** The way its car took. */
    private List<Seen> track(Ridden trip, List<Told> told) {
        List<Track.Fix> fixes = told.stream()
                .map(one -> new Track.Fix(one.at(), one.position(), one.speedKmh()))
                .toList();
        Track track = new Track(fixes, trip.destinations(), trip.places());
        return Stream.of(track.elsewhere(config), track.tampered(config))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The request put again with what is on record by now about the day of the trip. */
    private Uni<Void> askRecords(Ridden trip) {
        if (!trip.policy().path("inputs").isObject()) {
            return Uni.createFrom().voidItem();
        }
        return personnel
                .get(trip.travellerId(), trip.departAt())
                .map(Optional::of)
                .onFailure(ProblemException.class)
                .recoverWithItem(Optional.empty())
                .chain(person -> person.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : policy.inForce(trip.departAt())
                                .chain(edition -> each(late(trip, person.get(), edition), one -> notice(trip, one))));
    }

    /** What blocks the request now and did not then; an exception that was granted stays one. */
    static List<Seen> late(Ridden trip, PersonnelFile person, PolicyVersion edition) {
        PolicyQuestion then = PolicyInputs.read(trip.policy().get("inputs"), PolicyQuestion.class);
        PolicyResult now = edition.judge(new PolicyQuestion(
                then.askedAt(),
                then.submittedAt(),
                then.stage(),
                then.journey(),
                then.purpose(),
                OptionPolicy.applicant(person),
                then.facts()));
        Set<String> known = blockedThen(trip);
        return now.findings().stream()
                .filter(one -> one.action() == PolicyFinding.Action.BLOCK)
                .filter(one -> PAID_TWICE.contains(one.rule()) && !known.contains(one.rule()))
                .map(one -> new Seen(
                        one.rule(),
                        VERSION,
                        Map.of(
                                "policyVersion", edition.version(),
                                "onRecord", "AFTER_THE_TRIP",
                                "departAt", trip.departAt().toString()),
                        "事后登记：" + one.textZh() + "。请说明。",
                        "On record since: " + one.textEn() + "; please explain."))
                .toList();
    }

    private static Set<String> blockedThen(Ridden trip) {
        return Stream.of(trip.policy().path("rules"))
                .flatMap(rules -> java.util.stream.StreamSupport.stream(rules.spliterator(), false))
                .filter(rule -> rule.path("said").asText().equals("BLOCK"))
                .map(rule -> rule.path("rule").asText())
                .collect(Collectors.toSet());
    }

    private Uni<Void> notice(Ridden trip, Seen seen) {
        return findings.notice(new Findings.Noticed(
                        trip.tripId(),
                        trip.unitId(),
                        trip.travellerId(),
                        trip.bookedById(),
                        seen.rule(),
                        seen.version(),
                        seen.inputs(),
                        seen.textZh(),
                        seen.textEn(),
                        null))
                .replaceWithVoid();
    }

    /** One after the other, since they share a transaction. */
    static <T> Uni<Void> each(List<T> all, java.util.function.Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> work.apply(one).replaceWith(true))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
