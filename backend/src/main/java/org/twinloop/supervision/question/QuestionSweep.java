package org.twinloop.supervision.question;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;
import org.twinloop.network.Stops;
import org.twinloop.supervision.municipality.Municipality;
import org.twinloop.supervision.question.DuringRule.Mark;
import org.twinloop.supervision.question.DuringRule.Reading;
import org.twinloop.supervision.question.QuestionRepository.Asked;
import org.twinloop.supervision.question.UnderWayRepository.Marked;
import org.twinloop.supervision.question.UnderWayRepository.Page;

/**
 * Looks again and again at the trips that run: what a rule sees for long enough is asked once, what is over is ended,
 * and what nobody answered in time is passed on. Trips are read by the page; what is to be done about one is an act of
 * its own, on one instance at a time, so that one that fails is left for the next look and holds up none.
 */
@ApplicationScoped
class QuestionSweep {

    private static final Logger LOG = Logger.getLogger(QuestionSweep.class);

    private final Database database;
    private final UnderWayRepository trips;
    private final QuestionRepository questions;
    private final QuestionDesk desk;
    private final Stops stops;
    private final QuestionConfig config;
    private final Optional<String> municipality;
    private final Clock clock;
    private final List<DuringRule> rules;
    private final Trouble trouble = new Trouble(LOG, "looks at running trips");

    QuestionSweep(
            Database database,
            UnderWayRepository trips,
            QuestionRepository questions,
            QuestionDesk desk,
            Stops stops,
            QuestionConfig config,
            DuringLimits limits,
            Clock clock,
            @ConfigProperty(name = "twinloop.mode") String mode) {
        this.database = database;
        this.trips = trips;
        this.questions = questions;
        this.desk = desk;
        this.stops = stops;
        this.config = config;
        this.municipality = Municipality.of(limits.municipality(), mode);
        this.clock = clock;
        this.rules = DuringRule.all(limits);
    }

    /** A rule and a trip. */
    private record Key(UUID tripId, String rule) {}

    /** What is known from the looks before. */
    private record Known(Map<Key, Mark> marks, Map<Key, Asked> asked) {}

    /** Running trips, and what is known of them. */
    private record Read(List<UnderWay> trips, Known known) {}

    /**
     * What a rule says of a trip.
     *
     * @param since where and since when it holds, this look included; null unless it holds
     * @param ask whether the traveller is to be asked
     * @param goesOn whether it was asked and goes on
     */
    private record Step(
            DuringRule rule, Reading reading, Optional<Mark> mark, Mark since, boolean ask, boolean goesOn) {

        /** Whether anything is to be done about it. */
        boolean isAny() {
            return switch (reading.said()) {
                case HOLDS -> ask || mark.isEmpty();
                case OVER -> goesOn || mark.isPresent();
                case UNDECIDED -> false;
            };
        }
    }

    @Scheduled(
            every = "${twinloop.supervision.question.interval:10s}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return trouble.endure(pass());
    }

    /** Looks once at every trip. */
    Uni<Void> pass() {
        Instant now = clock.instant();
        return database.apart(Scope.SYSTEM, () -> questions.endWithTrips(now).chain(trips::forgetEnded))
                .chain(() -> pagesAfter(null, now))
                .chain(() -> database.apart(Scope.SYSTEM, () -> questions.unanswered(now, config.batchMax())))
                .chain(silent -> each(silent, id -> aside("question", id, () -> passOn(id, now))));
    }

    private Uni<Void> pagesAfter(UUID tripId, Instant now) {
        return database.apart(Scope.SYSTEM, () -> read(new Page(tripId, config.tripsMax()), now))
                .chain(read -> {
                    List<UnderWay> running = read.trips();
                    List<UnderWay> moved = running.stream()
                            .filter(trip -> !steps(trip, read.known()).isEmpty())
                            .toList();
                    Uni<Void> done = each(moved, trip -> aside("trip", trip.tripId(), () -> look(trip)));
                    return running.size() < config.tripsMax()
                            ? done
                            : done.chain(() ->
                                    pagesAfter(running.get(running.size() - 1).tripId(), now));
                });
    }

    private Uni<Read> read(Page page, Instant now) {
        return trips.some(stops.all(), municipality, now, page)
                .chain(running -> known(running).map(known -> new Read(running, known)));
    }

    /** An act of its own; what fails is told and left for the next look. */
    private Uni<Void> aside(String what, UUID id, Supplier<Uni<Void>> act) {
        return database.apart(Scope.SYSTEM, act)
                .onFailure(failed -> !DatabaseFailure.isUnavailable(failed))
                .recoverWithUni(failed -> {
                    LOG.errorf(failed, "%s %s is left for the next look", what, id);
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> passOn(UUID id, Instant now) {
        return questions
                .takeUnanswered(id, now)
                .chain(taken ->
                        taken.map(desk::passOn).orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Known> known(List<UnderWay> of) {
        UUID[] ids = of.stream().map(UnderWay::tripId).toArray(UUID[]::new);
        return trips.marks(ids)
                .chain(marks -> questions
                        .asked(ids)
                        .map(asked -> new Known(
                                marks.stream()
                                        .collect(Collectors.toMap(
                                                one -> new Key(one.tripId(), one.rule()), Marked::mark)),
                                asked.stream()
                                        .collect(Collectors.toMap(
                                                one -> new Key(one.tripId(), one.rule()), Function.identity())))));
    }

    /** What is known of the trip is read again, now that no other instance is at it. */
    private Uni<Void> look(UnderWay trip) {
        return trips.takeTurn(trip.tripId())
                .chain(mine -> mine
                        ? known(List.of(trip)).chain(known -> each(steps(trip, known), step -> take(trip, step)))
                        : Uni.createFrom().voidItem());
    }

    private List<Step> steps(UnderWay trip, Known known) {
        return rules.stream()
                .map(rule -> step(trip, rule, known))
                .filter(Step::isAny)
                .toList();
    }

    private Step step(UnderWay trip, DuringRule rule, Known known) {
        Key key = new Key(trip.tripId(), rule.id());
        Optional<Mark> mark = Optional.ofNullable(known.marks().get(key));
        Asked asked = known.asked().getOrDefault(key, new Asked(trip.tripId(), rule.id(), 0, false));
        Reading reading = rule.read(trip, mark);
        if (reading.said() != DuringRule.Said.HOLDS) {
            return new Step(rule, reading, mark, null, false, asked.goesOn());
        }
        Mark since = mark.orElseGet(() -> mark(trip, reading));
        boolean longEnough = Duration.between(since.since(), reading.at()).compareTo(rule.lasting()) >= 0;
        boolean ask = longEnough && !asked.goesOn() && asked.times() < config.perRuleMax();
        return new Step(rule, reading, mark, since, ask, asked.goesOn());
    }

    private Uni<Void> take(UnderWay trip, Step step) {
        return step.reading().said() == DuringRule.Said.HOLDS ? holds(trip, step) : over(trip, step);
    }

    private Uni<Void> holds(UnderWay trip, Step step) {
        Uni<Void> marked = step.mark().isPresent()
                ? Uni.createFrom().voidItem()
                : trips.mark(trip, step.rule().id(), step.since());
        return step.ask() ? marked.chain(() -> desk.ask(trip, step.rule(), step.since())) : marked;
    }

    private Uni<Void> over(UnderWay trip, Step step) {
        String rule = step.rule().id();
        Uni<Void> forgotten = step.mark().isPresent()
                ? trips.unmark(trip.tripId(), rule)
                : Uni.createFrom().voidItem();
        return step.goesOn()
                ? forgotten.chain(
                        () -> questions.end(trip.tripId(), rule, step.reading().at()))
                : forgotten;
    }

    private static Mark mark(UnderWay trip, Reading reading) {
        return new Mark(
                reading.since(),
                trip.seen().map(UnderWay.Fix::point).orElse(null),
                trip.seen().map(UnderWay.Fix::accuracyM).orElse(0.0));
    }

    private static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> deed) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(deed::apply)
                .collect()
                .last();
    }
}
