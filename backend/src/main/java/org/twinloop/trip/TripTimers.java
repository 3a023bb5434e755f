package org.twinloop.trip;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Page;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;
import org.twinloop.trip.Dossier.Parked;
import org.twinloop.trip.Dossier.Timer;
import org.twinloop.trip.Dossier.TimerKind;
import org.twinloop.trip.TripDesk.Reader;
import org.twinloop.trip.TripJournal.Closing;
import org.twinloop.trip.TripRepository.Place;
import org.twinloop.trip.approval.Approval;
import org.twinloop.trip.approval.chain.ApprovalDesk;
import org.twinloop.trip.ride.Aftermath.Confirmation;
import org.twinloop.trip.ride.TripState;
import org.twinloop.trip.ride.Word;

/**
 * What happens by itself when nobody acts. Timers are rows, taken after the row of their trip with {@code SKIP LOCKED}:
 * they survive restarts, and of several instances one takes each. Taking a timer and what it does are one transaction,
 * so it is done once. One that fails is tried again later, and after its tries it is parked with its reason; it never
 * stands before the others.
 */
@ApplicationScoped
class TripTimers {
    private static final Logger LOG = Logger.getLogger(TripTimers.class);
    private static final int PROBLEM_LENGTH_MAX = 500;

    private final Database database;
    private final TripRepository repository;
    private final TripBooking booking;
    private final BikeRide bikes;
    private final TripApproval approval;
    private final ApprovalDesk chain;
    private final TripDesk desk;
    private final TripJournal journal;
    private final TripConfig config;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Trouble trouble = new Trouble(LOG, "timers of trips");

    TripTimers(
            Database database,
            TripRepository repository,
            TripBooking booking,
            BikeRide bikes,
            TripApproval approval,
            ApprovalDesk chain,
            TripDesk desk,
            TripJournal journal,
            TripConfig config,
            Clock clock,
            MeterRegistry meters) {
        this.database = database;
        this.repository = repository;
        this.booking = booking;
        this.bikes = bikes;
        this.approval = approval;
        this.chain = chain;
        this.desk = desk;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /** Timers whose tries are used up, the newest first. */
    Uni<Page<Parked>> parked(Reader reader, Place after, int limit) {
        return database.read(reader.scope(), () -> repository.parkedTimers(after, limit + 1))
                .map(read -> Page.of(read, limit, last -> new Place(last.parkedAt(), last.id()).text()));
    }

    /** Gives a parked timer all its tries again, at once; who did so is written down. One not parked stays as it is. */
    Uni<Void> retry(Reader reader, UUID id) {
        return database.act(
                reader.scope(),
                () -> repository
                        .lockTimer(id)
                        .chain(parked -> parked
                                ? repository
                                        .retryTimer(id, clock.instant())
                                        .chain(timer -> journal.timerRetried(timer, reader.personId()))
                                : Uni.createFrom().voidItem()));
    }

    @Scheduled(every = "${twinloop.trip.timer-interval:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return trouble.endure(pass(config.timersMax()).replaceWithVoid());
    }

    /** Takes what is due, at most so many; answers how many were due. */
    Uni<Integer> pass(int max) {
        if (max == 0) {
            return Uni.createFrom().item(0);
        }
        return next().chain(taken ->
                taken ? pass(max - 1).map(n -> n + 1) : Uni.createFrom().item(0));
    }

    /** One timer, one transaction; what it did is undone when it fails, and then the next has its turn. */
    private Uni<Boolean> next() {
        AtomicReference<Timer> taken = new AtomicReference<>();
        return database.apart(Scope.SYSTEM, () -> takeNext(taken))
                .onFailure()
                .recoverWithUni(failed -> missed(taken.get(), failed));
    }

    /** In the order of every act: the trip, then its timer. One that was set anew meanwhile has its turn later. */
    private Uni<Boolean> takeNext(AtomicReference<Timer> taken) {
        Instant now = clock.instant();
        return repository.dueTimer(now).chain(due -> {
            if (due.isEmpty()) {
                return Uni.createFrom().item(false);
            }
            taken.set(due.get());
            return repository
                    .lock(due.get().tripId())
                    .chain(dossier -> repository
                            .takeTimer(due.get().id(), now)
                            .chain(timer -> timer.isPresent()
                                    ? goOff(timer.get(), dossier)
                                    : Uni.createFrom().voidItem()))
                    .replaceWith(true);
        });
    }

    /** That the database is away is no fault of a timer; any other failure is one of its tries. */
    private Uni<Boolean> missed(Timer timer, Throwable failed) {
        if (timer == null || DatabaseFailure.isUnavailable(failed)) {
            return Uni.createFrom().failure(failed);
        }
        LOG.errorf(failed, "timer %s of trip %s failed, try %d", timer.kind(), timer.tripId(), timer.attempts());
        count("twinloop.trip.timers.failed", timer);
        String problem = problem(failed);
        return database.apart(Scope.SYSTEM, () -> putOff(timer, problem))
                .invoke(parked -> {
                    if (parked) {
                        count("twinloop.trip.timers.parked", timer);
                    }
                })
                .replaceWith(true);
    }

    private Uni<Boolean> putOff(Timer timer, String problem) {
        Instant now = clock.instant();
        Instant again = now.plus(config.timerRest().multipliedBy(timer.attempts()));
        return repository
                .missTimer(timer.id(), problem, again, config.timerTriesMax(), now)
                .call(parked -> parked
                        ? journal.timerParked(timer, problem)
                        : Uni.createFrom().voidItem());
    }

    private void count(String meter, Timer timer) {
        meters.counter(meter, "kind", timer.kind().name()).increment();
    }

    /** PostgreSQL text holds everything but U+0000. */
    private static String problem(Throwable failed) {
        String said = failed.toString().replace("\0", "");
        return said.length() <= PROBLEM_LENGTH_MAX ? said : said.substring(0, PROBLEM_LENGTH_MAX);
    }

    private Uni<Void> goOff(Timer timer, Dossier dossier) {
        return switch (timer.kind()) {
            case APPROVAL_EXPIRY -> undecided(dossier);
            case APPROVAL_REMINDER -> approval.remind(dossier);
            case APPROVAL_PASS_ON -> approval.passOn(dossier);
            case BACKFILL_DUE -> unexplained(dossier);
            case CONFIRMATION -> unconfirmed(dossier);
            case ARCHIVING -> archive(dossier);
            case PARTNER_DEADLINE -> booking.noAnswer(dossier);
            case NO_SHOW -> nobodyCame(dossier);
        };
    }

    private Uni<Void> undecided(Dossier dossier) {
        Trip trip = dossier.trip();
        Instant now = clock.instant();
        Optional<Approval> asked = dossier.approval().filter(Approval::isOpen);
        if (asked.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        asked.get().expire(now);
        String reason = "没有人在时限内审批 / nobody decided in time";
        return chain.close(trip.id()).chain(() -> {
            if (trip.state() == TripState.SUBMITTED) {
                return booking.close(dossier, TripState.EXPIRED, "expired", new Closing(null, reason, now));
            }
            return trip.state().isAhead()
                            || trip.state().hasBegun()
                            || asked.get().isAfterTrip()
                    ? journal.noticed("approval-missing", trip, null, "PR-07", reason)
                    : Uni.createFrom().voidItem();
        });
    }

    /** PR-07: an emergency trip was not explained in time; a supervisor looks at it. */
    private Uni<Void> unexplained(Dossier dossier) {
        Trip trip = dossier.trip();
        boolean neverRode = trip.startedAt().isEmpty() && trip.state() != TripState.BOOKED;
        return trip.aftermath().backfill().isPresent() || neverRode
                ? Uni.createFrom().voidItem()
                : journal.noticed("backfill-missing", trip, null, "PR-07", "应急用车未按时补录事由 / no reason on record in time");
    }

    /** Whoever says nothing for some days has nothing to say. */
    private Uni<Void> unconfirmed(Dossier dossier) {
        Trip trip = dossier.trip();
        boolean over = trip.state() == TripState.ENDED || trip.state() == TripState.SETTLED;
        return !over || trip.aftermath().confirmation().isPresent()
                ? Uni.createFrom().voidItem()
                : desk.confirm(trip, Word.of(Confirmation.AUTOMATIC, "到期自动确认 / confirmed by time"), null);
    }

    /** A trip that is disputed, or that somebody is still to decide about, stays open; then its time begins again. */
    private Uni<Void> archive(Dossier dossier) {
        Trip trip = dossier.trip();
        if (trip.state() != TripState.SETTLED) {
            return Uni.createFrom().voidItem();
        }
        boolean asked = dossier.approval().filter(Approval::isOpen).isPresent();
        if (asked || !trip.aftermath().isAgreed()) {
            return repository.setTimer(
                    trip, TimerKind.ARCHIVING, clock.instant().plus(config.archiveAfter()));
        }
        trip.close(TripState.ARCHIVED, null);
        return journal.told("archived", trip, null, "结算确认后归档 / settled and confirmed");
    }

    private Uni<Void> nobodyCame(Dossier dossier) {
        if (dossier.trip().state() != TripState.BOOKED) {
            return Uni.createFrom().voidItem();
        }
        String reason = "到时未用车 / nobody came for the car";
        Closing closing = new Closing(null, reason, clock.instant());
        return dossier.fedLeg().isPresent()
                ? bikes.endBeforeTheCar(dossier, closing)
                : booking.close(dossier, TripState.NO_SHOW, "no-show", closing);
    }
}
