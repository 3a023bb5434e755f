package org.twinloop.trip;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.twinloop.chauffeur.driver.DispatchForm;
import org.twinloop.chauffeur.driver.DispatchForms;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.Page;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.People;
import org.twinloop.identity.People.Names;
import org.twinloop.identity.Role;
import org.twinloop.trip.TripJournal.Closing;
import org.twinloop.trip.TripRepository.Place;
import org.twinloop.trip.TripRepository.Whose;
import org.twinloop.trip.TripView.Facts;
import org.twinloop.trip.approval.Approval;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.approval.chain.ApprovalDesk;
import org.twinloop.trip.approval.chain.ChainStep;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.dispatch.Papers;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.pool.PoolTrips;
import org.twinloop.trip.ride.PartnerAnswer;
import org.twinloop.trip.ride.TripState;
import org.twinloop.trip.ride.Word;

/** Shows trips to those who may see them, and lets a traveller give one up, or say afterwards how it was. */
@ApplicationScoped
class TripDesk implements TripRequest.Look, PoolTrips {
    /** Roles that answer for the trips of others, as far as their scope reaches. */
    private static final Set<Role> DESKS = Set.of(
            Role.APPROVER, Role.VEHICLE_ADMINISTRATOR, Role.FLEET_MANAGER, Role.FINANCE, Role.SUPERVISOR, Role.AUDITOR);

    private final Database database;
    private final TripRepository repository;
    private final TripBooking booking;
    private final BikeRide bikes;
    private final TripJournal journal;
    private final ApprovalDesk chain;
    private final People people;
    private final Policy policy;
    private final DispatchForms forms;
    private final Papers papers;
    private final TripConfig config;
    private final Clock clock;

    TripDesk(
            Database database,
            TripRepository repository,
            TripBooking booking,
            BikeRide bikes,
            TripJournal journal,
            ApprovalDesk chain,
            People people,
            Policy policy,
            DispatchForms forms,
            Papers papers,
            TripConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.booking = booking;
        this.bikes = bikes;
        this.journal = journal;
        this.chain = chain;
        this.people = people;
        this.policy = policy;
        this.forms = forms;
        this.papers = papers;
        this.config = config;
        this.clock = clock;
    }

    /** Who looks, and whether trips of others are shown. */
    record Reader(UUID personId, UUID unitId, Scope scope, boolean seesOthers) {
        static Reader of(CurrentUser user) {
            boolean others = DESKS.stream().anyMatch(user::has);
            return new Reader(user.personId(), user.unitId(), user.scope(), others);
        }

        boolean maySee(Trip trip) {
            return seesOthers || trip.isOf(personId);
        }

        /** The same for a trip that was read for several people at once, whatever their scopes. */
        boolean mayFollow(Trip trip) {
            return maySee(trip) && (scope.equals(Scope.SYSTEM) || trip.unitId().equals(scope.unitId()));
        }
    }

    Uni<TripView> get(Reader reader, UUID id) {
        return database.read(
                reader.scope(),
                () -> repository
                        .look(id)
                        .call(dossier ->
                                reader.maySee(dossier.trip()) ? Uni.createFrom().voidItem() : requireAsked(reader, id))
                        .chain(this::view));
    }

    /** Whoever is asked to decide about a trip, or did, reads it, also as a deputy. */
    private Uni<Void> requireAsked(Reader reader, UUID id) {
        return chain.isAsked(id, reader.personId(), clock.instant())
                .invoke(asked -> {
                    if (!asked) {
                        throw ProblemException.notFound("trip " + id);
                    }
                })
                .replaceWithVoid();
    }

    /** For somebody who has just decided, whatever else they may see. */
    Uni<TripView> decided(Reader reader, UUID id) {
        return database.read(reader.scope(), () -> repository.get(id).chain(this::view));
    }

    /** How a trip looks, with the way it takes. Must be called inside an act or read. */
    @Override
    public Uni<TripView> view(Dossier dossier) {
        return views(List.of(dossier), true).map(views -> views.get(0));
    }

    @Override
    public Uni<TripView> view(Dossier dossier, PlannedOption planned) {
        return looks(List.of(dossier), look -> view(planned, look, true)).map(views -> views.get(0));
    }

    /** The trip, when this reader may see it; otherwise there is none. Must be called inside an act or read. */
    Uni<Dossier> dossier(Reader reader, UUID id) {
        return repository.get(id).invoke(seen(reader, id));
    }

    private static Consumer<Dossier> seen(Reader reader, UUID id) {
        return dossier -> {
            if (!reader.maySee(dossier.trip())) {
                throw ProblemException.notFound("trip " + id);
            }
        };
    }

    Uni<Page<TripView>> list(Reader reader, TripState state, boolean ofUnit, Place after, int limit) {
        if (ofUnit && !reader.seesOthers()) {
            throw new ProblemException(CommonProblem.NOT_ALLOWED, "of=unit is for those who answer for others' trips");
        }
        Whose whose = ofUnit
                ? new Whose(null, reader.scope().unitId())
                : new Whose(reader.personId(), reader.scope().unitId());
        return database.read(
                reader.scope(),
                () -> repository
                        .list(whose, state, after, limit + 1)
                        .chain(this::page)
                        .map(views -> Page.of(views, limit, view -> new Place(view.createdAt(), view.id()).text())));
    }

    /** Requests of the unit that await this approver. */
    Uni<Page<TripView>> awaiting(Reader reader, UUID after, int limit) {
        return database.read(
                reader.scope(),
                () -> chain.awaiting(reader.unitId(), reader.personId(), after, limit + 1, clock.instant())
                        .chain(this::page)
                        .map(views -> page(views, limit)));
    }

    /** Gives a trip up before it starts; everything it held is free again. */
    Uni<Void> cancel(Reader reader, UUID id, String reason) {
        return database.act(
                Scope.unit(reader.unitId()),
                () -> repository.lock(id).chain(dossier -> {
                    Trip trip = dossier.trip();
                    trip.requireTraveller(reader.personId());
                    if (trip.state() == TripState.CANCELLED) {
                        return Uni.createFrom().voidItem();
                    }
                    Closing closing = new Closing(reader.personId(), reason, clock.instant());
                    return withdraw(dossier, closing).chain(() -> giveUp(dossier, closing));
                }));
    }

    private Uni<Void> giveUp(Dossier dossier, Closing closing) {
        return dossier.fedLeg().isPresent()
                ? bikes.endBeforeTheCar(dossier, closing)
                : booking.close(dossier, TripState.CANCELLED, "cancelled", closing);
    }

    @Override
    public Uni<Void> giveUp(UUID tripId, UUID actorId, String why) {
        return repository
                .lock(tripId)
                .chain(dossier -> booking.closeFree(
                        dossier, TripState.CANCELLED, "pooled", new Closing(actorId, why, clock.instant())));
    }

    @Override
    public Uni<Void> lengthen(UUID tripId, BookingTerms longer) {
        return repository.lock(tripId).chain(dossier -> booking.extend(dossier, longer));
    }

    /** What cancelling now would cost, and until when it is free; told before, and again for a no-show. */
    record CancelOffer(long feeFen, Instant freeUntil, long noShowFeeFen) {}

    Uni<CancelOffer> cancelOffer(Reader reader, UUID id) {
        return database.read(
                reader.scope(),
                () -> dossier(reader, id)
                        .chain(dossier -> booking.fee(dossier, TripState.CANCELLED, clock.instant())
                                .chain(now -> booking.fee(dossier, TripState.NO_SHOW, clock.instant())
                                        .chain(later -> booking.cancelTerms(dossier)
                                                .map(terms -> new CancelOffer(
                                                        now.fen(),
                                                        terms.freeUntil(
                                                                dossier.trip().departAt()),
                                                        later.fen()))))));
    }

    /** Takes a request back before anybody agreed, or after it was returned. */
    Uni<Void> withdraw(Reader reader, UUID id, String reason) {
        return database.act(
                Scope.unit(reader.unitId()),
                () -> repository.lock(id).chain(dossier -> {
                    Trip trip = dossier.trip();
                    trip.requireTraveller(reader.personId());
                    if (trip.state() == TripState.WITHDRAWN) {
                        return Uni.createFrom().voidItem();
                    }
                    Closing closing = new Closing(reader.personId(), reason, clock.instant());
                    boolean holds = trip.state() == TripState.SUBMITTED;
                    return withdraw(dossier, closing).chain(() -> {
                        if (holds) {
                            return booking.close(dossier, TripState.WITHDRAWN, "withdrawn", closing);
                        }
                        trip.close(TripState.WITHDRAWN, reason);
                        return journal.told("withdrawn", trip, reader.personId(), reason);
                    });
                }));
    }

    /** Nobody has to decide any more. */
    private Uni<Void> withdraw(Dossier dossier, Closing closing) {
        if (dossier.approval().filter(Approval::isOpen).isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        dossier.approval().get().withdraw(closing.actor(), closing.reason(), closing.at());
        return chain.close(dossier.trip().id());
    }

    /** The traveller says how the ride was, once; a dispute goes to those who settle. */
    Uni<Void> confirm(Reader reader, UUID id, Word word) {
        return database.act(
                Scope.unit(reader.unitId()),
                () -> repository.lock(id).chain(dossier -> {
                    Trip trip = dossier.trip();
                    trip.requireTraveller(reader.personId());
                    if (trip.aftermath()
                            .confirmation()
                            .filter(word.how()::equals)
                            .isPresent()) {
                        return Uni.createFrom().voidItem();
                    }
                    return confirm(trip, word, reader.personId());
                }));
    }

    /**
     * The traveller signs a chauffeured ride off, or disputes it, and may rate it; all of it or nothing.
     *
     * @param rating null for none
     */
    Uni<Void> signOff(Reader reader, UUID id, Word word, DispatchForm.Rating rating) {
        return database.act(
                Scope.unit(reader.unitId()),
                () -> confirm(reader, id, word).chain(() -> repository.lock(id)).chain(dossier -> {
                    UUID orderId = chauffeured(dossier);
                    return rating == null
                            ? Uni.createFrom().voidItem()
                            : forms.rate(orderId, rating, reader.personId());
                }));
    }

    /** The dispatch order of a chauffeured trip; where the driver is, is the traveller's to know alone. */
    Uni<DispatchForm> dispatchOrder(Reader reader, UUID id) {
        return database.read(
                reader.scope(),
                () -> dossier(reader, id)
                        .chain(dossier -> forms.find(chauffeured(dossier))
                                .map(found -> found.orElseThrow(() -> new ProblemException(
                                        TripProblem.WRONG_STATE,
                                        "the dispatch order of trip " + id + " is not made yet")))
                                .map(form ->
                                        dossier.trip().travellerId().equals(reader.personId()) ? form : form.forDesks())
                                .chain(form -> papers.complete(id, form))));
    }

    private static UUID chauffeured(Dossier dossier) {
        if (dossier.ride().kind() != Booking.Kind.CHAUFFEUR) {
            throw new ProblemException(TripProblem.WRONG_STATE, "the trip is no chauffeured one");
        }
        return dossier.ride().id();
    }

    /** Must be called inside an act that holds the trip's row; without a person it is the time that confirms. */
    Uni<Void> confirm(Trip trip, Word word, UUID by) {
        trip.confirm(word.how(), by, word.said(), clock.instant());
        return journal.acknowledged(trip, by, word);
    }

    /** The reason of an emergency trip, once; late is still written down, the finding stays (PR-07). */
    Uni<Void> backfill(Reader reader, UUID id, String reason) {
        return database.act(
                Scope.unit(reader.unitId()),
                () -> repository.lock(id).chain(dossier -> {
                    Trip trip = dossier.trip();
                    trip.requireTraveller(reader.personId());
                    if (!trip.emergency()) {
                        throw new ProblemException(TripProblem.WRONG_STATE, "trip " + id + " is no emergency");
                    }
                    if (trip.aftermath().backfill().isPresent()) {
                        return Uni.createFrom().voidItem();
                    }
                    return requireReason(trip, reason).chain(() -> {
                        trip.noted().backfill(reason, clock.instant());
                        return journal.told("backfilled", trip, reader.personId(), reason);
                    });
                }));
    }

    /** Afterwards as before it says what for (PR-01). */
    private Uni<Void> requireReason(Trip trip, String reason) {
        return policy.inForce(clock.instant())
                .invoke(version -> {
                    if (!version.isReason(reason, trip.purposeCategory())) {
                        throw ProblemException.field(
                                CommonProblem.INVALID,
                                "/reason",
                                "value " + reason + "; at least "
                                        + version.settings().requests().purposeCharacters()
                                        + " characters that say more than the category");
                    }
                })
                .replaceWithVoid();
    }

    private static Page<TripView> page(List<TripView> views, int limit) {
        return Page.of(views, limit, view -> view.id().toString());
    }

    private Uni<List<TripView>> page(List<UUID> ids) {
        return repository.dossiers(ids).chain(dossiers -> views(dossiers, false));
    }

    /** A list leaves out the ways: one can be as long as all the rest. */
    private Uni<List<TripView>> views(List<Dossier> dossiers, boolean withWays) {
        return looks(
                dossiers,
                look -> view(repository.read(look.dossier().trip().optionJson(), PlannedOption.class), look, withWays));
    }

    /** What of others a view of a trip tells. */
    private record Seen(Dossier dossier, List<ChainStep> steps, Names names) {}

    private Uni<List<TripView>> looks(List<Dossier> dossiers, Function<Seen, TripView> view) {
        List<UUID> asked = dossiers.stream()
                .filter(dossier -> dossier.approval().isPresent())
                .map(dossier -> dossier.trip().id())
                .toList();
        return chain.steps(asked)
                .chain(steps -> names(dossiers, steps)
                        .map(names -> dossiers.stream()
                                .map(dossier -> view.apply(new Seen(dossier, stepsOf(dossier, steps), names)))
                                .toList()));
    }

    private Uni<Names> names(List<Dossier> dossiers, List<ChainStep> steps) {
        Stream<UUID> deciders = steps.stream().flatMap(step -> Stream.of(step.decidedBy(), step.inSteadOf()));
        Set<UUID> named = Stream.concat(dossiers.stream().flatMap(TripDesk::peopleOf), deciders)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Set<UUID> served = dossiers.stream().map(d -> d.trip().unitId()).collect(Collectors.toSet());
        return people.names(named, served);
    }

    private static List<ChainStep> stepsOf(Dossier dossier, List<ChainStep> steps) {
        return steps.stream()
                .filter(step -> step.tripId().equals(dossier.trip().id()))
                .toList();
    }

    private TripView view(PlannedOption planned, Seen look, boolean withWays) {
        Dossier dossier = look.dossier();
        Facts facts = new Facts(
                planned,
                repository.read(dossier.trip().policyJson(), PolicyResult.class),
                answers(dossier),
                dossier.unlockFrom(config.unlockEarly()).orElse(null),
                look.steps());
        return TripView.of(dossier, facts, look.names(), withWays);
    }

    private Map<UUID, PartnerAnswer> answers(Dossier dossier) {
        Map<UUID, PartnerAnswer> answers = new HashMap<>();
        dossier.bookings()
                .forEach(booking -> booking.partnerAnswer()
                        .ifPresent(said -> answers.put(booking.id(), repository.read(said, PartnerAnswer.class))));
        return answers;
    }

    private static Stream<UUID> peopleOf(Dossier dossier) {
        Stream<UUID> owners =
                Stream.of(dossier.trip().travellerId(), dossier.trip().actorId());
        return Stream.concat(owners, dossier.approval().map(approval -> approval.decidedBy()).stream());
    }
}
