package org.twinloop.telematics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** Notes what a rule has seen: once while it goes on, as a row and as an event. */
@ApplicationScoped
class Occurrences {

    private static final int SILENT_MAX = 500;

    private final Database database;
    private final CarRepository repository;
    private final Journal journal;
    private final ObjectMapper json;

    Occurrences(Database database, CarRepository repository, Journal journal, ObjectMapper json) {
        this.database = database;
        this.repository = repository;
        this.journal = journal;
        this.json = json;
    }

    /** Notes that a car is where no order brought it; nothing when there is an order for that time. */
    Uni<Void> openUnlessOrdered(String rule, Car car, Instant at, Map<String, Object> facts) {
        return database.apart(
                Scope.SYSTEM,
                () -> repository
                        .isOrdered(car, at)
                        .chain(ordered -> ordered ? Uni.createFrom().voidItem() : note(rule, car, at, facts)));
    }

    /** Notes what goes on; nothing when it is noted already. */
    Uni<Void> open(String rule, Car car, Instant at, Map<String, Object> facts) {
        return database.apart(Scope.SYSTEM, () -> note(rule, car, at, facts));
    }

    Uni<Void> end(String rule, Car car, Instant at) {
        return database.apart(Scope.SYSTEM, () -> repository.end(car, rule, at)).replaceWithVoid();
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

    private Uni<Void> openAll(String rule, List<CarRepository.Silent> silent) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (CarRepository.Silent one : silent) {
            all = all.chain(() -> note(
                    rule,
                    one.car(),
                    one.heardAt(),
                    Map.of("heardAt", one.heardAt().toString())));
        }
        return all;
    }

    private Uni<Void> note(String rule, Car car, Instant at, Map<String, Object> facts) {
        return repository.open(Ids.next(), car, rule, at, write(facts)).chain(fresh -> {
            if (!fresh) {
                return Uni.createFrom().voidItem();
            }
            Map<String, Object> payload = new LinkedHashMap<>(facts);
            payload.put("vehicleId", car.id());
            payload.put("beganAt", at.toString());
            return journal.append(
                    Event.of("telematics." + rule)
                            .subject("vehicle", car.id())
                            .unit(car.unitId())
                            .operator(car.operatorId())
                            .payload(payload),
                    at);
        });
    }

    private String write(Map<String, Object> facts) {
        try {
            return json.writeValueAsString(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("facts of an occurrence cannot be written as JSON", e);
        }
    }
}
