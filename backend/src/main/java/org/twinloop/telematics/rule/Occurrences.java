package org.twinloop.telematics.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.telematics.Car;

/** Notes what a rule has seen: once while it goes on, as a row and as an event. */
@ApplicationScoped
class Occurrences {

    private static final int SILENT_MAX = 500;

    private final Database database;
    private final OccurrenceRepository repository;
    private final Journal journal;
    private final ObjectMapper json;

    Occurrences(Database database, OccurrenceRepository repository, Journal journal, ObjectMapper json) {
        this.database = database;
        this.repository = repository;
        this.journal = journal;
        this.json = json;
    }

    /**
     * What a report changes about where a car stands.
     *
     * @param known what is written, as far as the caller knows; null for nothing
     * @param at event time of the report
     * @param facts told when it turns out that nobody has an order
     * @param next what is to be written, with an order at that time or without
     */
    record Move(Car.Stood known, Instant at, Map<String, Object> facts, Function<Boolean, Car.Stood> next) {}

    /** @param byAnother whether something else was written than the caller knew; then nothing was changed */
    record Agreed(Car.Stood stood, boolean byAnother) {}

    /** Writes where a car stands, opens what it begins and ends what is over: one act, against what is written. */
    Uni<Agreed> moved(String rule, Car car, Move move) {
        return database.apart(
                Scope.SYSTEM,
                () -> repository.stood(car).chain(written -> {
                    if (!Objects.equals(written.orElse(null), move.known())) {
                        return Uni.createFrom().item(new Agreed(written.orElse(null), true));
                    }
                    return repository
                            .isOrdered(car, move.at())
                            .map(move.next())
                            .chain(next -> change(rule, car, move, next).replaceWith(new Agreed(next, false)));
                }));
    }

    /** Whether nothing has changed, which is the usual answer of a question; holds nobody up. */
    Uni<Boolean> isAsBefore(Car car, Move move) {
        return database.apart(
                Scope.SYSTEM,
                () -> repository
                        .standsAndIsOrdered(car, move.at())
                        .map(found -> found.map(one -> one.stood().equals(move.known())
                                        && move.next().apply(one.ordered()).equals(move.known()))
                                .orElse(false)));
    }

    private Uni<Void> change(String rule, Car car, Move move, Car.Stood next) {
        if (next.equals(move.known())) {
            return Uni.createFrom().voidItem();
        }
        return repository
                .stand(car, next)
                .chain(() -> next.state() == Car.Stood.State.UNORDERED
                        ? note(rule, car, move.at(), move.facts())
                        : repository.end(car, rule, move.at()).replaceWithVoid());
    }

    /** Notes what goes on; nothing when it is noted already. What is known to have ended later is one of the past. */
    Uni<Void> openUnlessOver(String rule, Car car, Instant at, Duration apart, Map<String, Object> facts) {
        return database.apart(
                Scope.SYSTEM,
                () -> repository
                        .isOver(car, rule, at)
                        .chain(over -> over ? past(rule, car, at, apart, facts) : note(rule, car, at, facts)));
    }

    /** Notes what went on at a time in the past; nothing while it goes on, or when it is known from a time near it. */
    Uni<Void> notePast(String rule, Car car, Instant at, Duration apart, Map<String, Object> facts) {
        return database.apart(Scope.SYSTEM, () -> past(rule, car, at, apart, facts));
    }

    private Uni<Void> past(String rule, Car car, Instant at, Duration apart, Map<String, Object> facts) {
        UUID id = Ids.next();
        return repository
                .openPast(id, car, rule, at, apart, write(facts))
                .chain(fresh -> fresh
                        ? tell(id, rule, car, at, facts)
                        : Uni.createFrom().voidItem());
    }

    Uni<Void> end(String rule, Car car, Instant at) {
        return database.apart(Scope.SYSTEM, () -> repository.end(car, rule, at)).replaceWithVoid();
    }

    /** The numbers of the cars of which it goes on. */
    Uni<Set<Integer>> going(String rule) {
        return database.apart(Scope.SYSTEM, () -> repository.going(rule));
    }

    /** Notes the cars that have been silent since before a time, and ends that for those heard again. */
    Uni<Void> noteSilent(String rule, Instant since) {
        return database.apart(
                Scope.SYSTEM,
                () -> repository
                        .endHeard(rule)
                        .chain(ended -> repository.silent(rule, since, SILENT_MAX))
                        .chain(silent -> openAll(rule, silent)));
    }

    private Uni<Void> openAll(String rule, List<OccurrenceRepository.Silent> silent) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (OccurrenceRepository.Silent one : silent) {
            all = all.chain(() -> note(
                    rule,
                    one.car(),
                    one.heardAt(),
                    Map.of("heardAt", one.heardAt().toString())));
        }
        return all;
    }

    private Uni<Void> note(String rule, Car car, Instant at, Map<String, Object> facts) {
        UUID id = Ids.next();
        return repository
                .open(id, car, rule, at, write(facts))
                .chain(fresh -> fresh
                        ? tell(id, rule, car, at, facts)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> tell(UUID id, String rule, Car car, Instant at, Map<String, Object> facts) {
        Map<String, Object> payload = new LinkedHashMap<>(facts);
        payload.put("alertId", id);
        payload.put("vehicleId", car.id());
        payload.put("beganAt", at.toString());
        return journal.append(
                Event.of("telematics." + rule)
                        .subject("vehicle", car.id())
                        .unit(car.unitId())
                        .operator(car.operatorId())
                        .payload(payload),
                at);
    }

    private String write(Map<String, Object> facts) {
        try {
            return json.writeValueAsString(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("facts of an occurrence cannot be written as JSON", e);
        }
    }
}
