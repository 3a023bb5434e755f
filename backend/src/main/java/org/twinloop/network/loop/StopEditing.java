package org.twinloop.network.loop;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.network.LoopId;
import org.twinloop.network.NetworkProblem;
import org.twinloop.network.Place;
import org.twinloop.network.Places;

/**
 * Opens, changes and closes stops. Editors take turns: the row of the network's version is locked first. Must be called
 * inside an act; every instance reads the stops anew afterwards.
 */
@ApplicationScoped
class StopEditing {

    private final StopRepository repository;
    private final Places places;
    private final StopClaims claims;
    private final Journal journal;
    private final LoopConfig config;
    private final Clock clock;

    StopEditing(
            StopRepository repository,
            Places places,
            StopClaims claims,
            Journal journal,
            LoopConfig config,
            Clock clock) {
        this.repository = repository;
        this.places = places;
        this.claims = claims;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /** The stop as wanted; the same wish again changes nothing. */
    Uni<StopSheet> put(UUID id, StopChange wanted, UUID by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Place place = places.find(wanted.placeId())
                .orElseThrow(() -> ProblemException.field(
                        CommonProblem.INVALID,
                        "/placeId",
                        "value " + wanted.placeId() + " is no place; search with GET /places"));
        wanted.check(place, config.stopFromPlaceMaxM(), now);
        return repository
                .lock()
                .chain(() -> repository.find(id, now))
                .chain(found ->
                        found.map(before -> change(before, wanted, by, now)).orElseGet(() -> add(id, wanted, by, now)));
    }

    private Uni<StopSheet> add(UUID id, StopChange wanted, UUID by, Instant now) {
        List<Membership> memberships = new ArrayList<>();
        for (Membership one : wanted.memberships()) {
            notBefore(one, now, wanted);
            memberships.add(new Membership(one.loop(), one.from() == null ? now : one.from(), one.to()));
        }
        return repository
                .add(id, wanted, by, now)
                .map(added -> {
                    if (!added) {
                        throw new ProblemException(
                                CommonProblem.CONFLICT, "another stop has the code " + wanted.code());
                    }
                    return null;
                })
                .chain(() -> repository.join(id, memberships))
                .chain(() -> told("network.stop-added", id, by, now));
    }

    private Uni<StopSheet> change(StopSheet before, StopChange wanted, UUID by, Instant now) {
        wanted.checkSame(before);
        List<Membership> next = timeline(before, wanted, now);
        if (before.looksLike(wanted) && next.equals(before.memberships())) {
            return Uni.createFrom().item(before);
        }
        if (!wanted.seen(before)) {
            throw new ProblemException(
                    CommonProblem.CONFLICT,
                    "the stop is at version " + before.version() + ", not " + wanted.version() + "; read it again");
        }
        return afterBookings(before, next, wanted, now)
                .call(kept -> before.looksLike(wanted)
                        ? Uni.createFrom().voidItem()
                        : repository.renew(before, wanted, by, now))
                .call(kept -> repository.rejoin(before, kept, now))
                .call(kept -> claims.openUntil(before.id(), closing(kept, now)))
                .chain(kept -> told("network.stop-changed", before.id(), by, now));
    }

    /** Memberships from now on, by loop: one that lasts goes on as it began. */
    private List<Membership> timeline(StopSheet before, StopChange wanted, Instant now) {
        List<Membership> next = new ArrayList<>();
        for (LoopId loop : LoopId.values()) {
            Optional<Membership> lasting = before.lasting(loop, now);
            wanted.memberships().stream()
                    .filter(one -> one.loop() == loop)
                    .findFirst()
                    .ifPresent(one -> {
                        boolean goesOn = lasting.isPresent()
                                && (one.from() == null
                                        || Objects.equals(
                                                one.from(), lasting.get().from()));
                        if (!goesOn) {
                            notBefore(one, now, wanted);
                        }
                        Instant from = goesOn ? lasting.get().from() : Objects.requireNonNullElse(one.from(), now);
                        next.add(new Membership(loop, from, one.to()));
                    });
        }
        return next;
    }

    private static void notBefore(Membership one, Instant now, StopChange wanted) {
        if (one.from() != null && one.from().isBefore(now)) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/memberships/" + wanted.memberships().indexOf(one) + "/from",
                    "value " + one.from() + " has passed; the past is not changed, leave it out for now, " + now);
        }
    }

    /** Where a loop is left while cars are still to end here: later, or refused. */
    private Uni<List<Membership>> afterBookings(
            StopSheet before, List<Membership> next, StopChange wanted, Instant now) {
        return Multi.createFrom()
                .items(LoopId.values())
                .onItem()
                .transformToUniAndConcatenate(loop -> left(before, next, loop, now)
                        .map(at -> claims.lastBeyond(before.id(), loop, at)
                                .map(last -> kept(before, next, loop, last, wanted, now)))
                        .orElseGet(() -> Uni.createFrom().item(only(next, loop))))
                .collect()
                .asList()
                .map(parts -> parts.stream().flatMap(List::stream).toList());
    }

    /** When a loop to which the stop belongs now is left sooner than was known. */
    private static Optional<Instant> left(StopSheet before, List<Membership> next, LoopId loop, Instant now) {
        Optional<Membership> lasting = before.lasting(loop, now);
        Optional<Membership> goesOn =
                only(next, loop).stream().filter(one -> one.covers(now)).findFirst();
        if (lasting.isEmpty()) {
            return Optional.empty();
        }
        return goesOn.isEmpty()
                ? Optional.of(now)
                : goesOn.filter(one -> one.endsBefore(lasting.get().to())).map(Membership::to);
    }

    private static List<Membership> kept(
            StopSheet before,
            List<Membership> next,
            LoopId loop,
            Optional<Instant> last,
            StopChange wanted,
            Instant now) {
        List<Membership> those = only(next, loop);
        if (last.isEmpty()) {
            return those;
        }
        Instant over = last.get();
        boolean again = those.stream().anyMatch(one -> !one.covers(now));
        if (!wanted.afterBookings() || again) {
            throw new ProblemException(
                    NetworkProblem.STOP_IN_USE,
                    "cars of loop " + loop + " are promised a bay at " + before.code() + " until " + over
                            + "; leave the loop then or later, or send whenInUse AFTER");
        }
        return List.of(before.lasting(loop, now).orElseThrow().until(over));
    }

    private static List<Membership> only(List<Membership> those, LoopId loop) {
        return those.stream().filter(one -> one.loop() == loop).toList();
    }

    /** When the stop closes for good; null when it does not. */
    private static Instant closing(List<Membership> kept, Instant now) {
        if (kept.stream().anyMatch(one -> one.to() == null)) {
            return null;
        }
        return kept.stream().map(Membership::to).max(Instant::compareTo).orElse(now);
    }

    private Uni<StopSheet> told(String event, UUID id, UUID by, Instant now) {
        return repository
                .newVersion(now)
                .chain(() -> repository.find(id, now))
                .map(Optional::orElseThrow)
                .call(sheet -> journal.append(
                        Event.of(event).subject("stop", id).actor(by).payload(sheet)));
    }
}
