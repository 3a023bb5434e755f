package org.twinloop.telematics.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.telematics.alert.AlertRepository.Ended;
import org.twinloop.telematics.alert.AlertRepository.Sighting;

/** Notes alerts: once while one goes on, as a row and as an event, and its end as another event. */
@ApplicationScoped
class Alerts {

    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    private final Database database;
    private final AlertRepository repository;
    private final AlertRules rules;
    private final Journal journal;
    private final ObjectMapper json;
    private final AlertConfig config;

    Alerts(
            Database database,
            AlertRepository repository,
            AlertRules rules,
            Journal journal,
            ObjectMapper json,
            AlertConfig config) {
        this.database = database;
        this.repository = repository;
        this.rules = rules;
        this.journal = journal;
        this.json = json;
        this.config = config;
    }

    /** One look at all cars; nothing while another instance looks. */
    Uni<Void> look(Instant now) {
        return database.apart(
                Scope.SYSTEM,
                () -> repository
                        .takeTurn()
                        .chain(mine -> mine
                                ? each(rules.at(now), this::ask)
                                        .chain(() -> repository.takeEnded(config.batchMax()))
                                        .chain(ended -> each(ended, this::tellEnd))
                                : Uni.createFrom().voidItem()));
    }

    /**
     * A sign that a terminal raised or took back.
     *
     * @param toldAt when it happened, as the terminal tells
     */
    record Sign(String rule, Instant toldAt, Instant receivedAt, boolean on) {

        /** Nothing happens after it was received: a clock that is ahead must not outlive the sign taken back. */
        private Instant at() {
            return toldAt.isBefore(receivedAt) ? toldAt : receivedAt;
        }

        /** The time it told, where it is not taken as it is: another copy of the message is known by it. */
        private Map<String, Object> facts() {
            return toldAt.equals(at()) ? Map.of() : Map.of("toldAt", toldAt.toString());
        }
    }

    /** Signs of a car may come twice and in any order; those of one car and rule are taken one after the other. */
    Uni<Void> signed(Sign sign, UUID vehicleId) {
        return database.apart(
                Scope.SYSTEM,
                () -> repository
                        .car(vehicleId, sign.at(), write(sign.facts()))
                        .chain(found -> found.map(car -> sign.on() ? raise(sign, car) : takeBack(sign.rule(), car))
                                .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    /** What is known to be over does not begin again; what was taken back before it was raised is over already. */
    private Uni<Void> raise(Sign sign, Sighting car) {
        String rule = sign.rule();
        return repository
                .takenBack(car.vehicleNo(), rule, null)
                .chain(over -> repository
                        .isKnown(car.vehicleNo(), rule, car.at(), sign.toldAt())
                        .chain(known -> known ? Uni.createFrom().voidItem() : note(rule, car, endOf(car, over))));
    }

    private static Instant endOf(Sighting car, Optional<Instant> over) {
        return over.filter(at -> !at.isBefore(car.at())).orElse(null);
    }

    private Uni<Void> takeBack(String rule, Sighting car) {
        return repository
                .takenBack(car.vehicleNo(), rule, car.at())
                .chain(() -> repository.end(car.vehicleNo(), rule, car.at()))
                .replaceWithVoid();
    }

    private Uni<Void> ask(AlertRule rule) {
        return repository
                .endAll(rule.name(), rule.ends())
                .chain(() -> repository.sightings(rule.begins()))
                .chain(seen -> each(seen, one -> note(rule.name(), one, null)));
    }

    /** @param endedAt null while it goes on */
    private Uni<Void> note(String rule, Sighting seen, Instant endedAt) {
        UUID id = Ids.next();
        return repository.open(id, rule, seen, endedAt).chain(fresh -> {
            if (!fresh) {
                return Uni.createFrom().voidItem();
            }
            Map<String, Object> payload = facts(seen.facts());
            payload.put("alertId", id);
            payload.put("vehicleId", seen.vehicleId());
            payload.put("beganAt", seen.at());
            return journal.append(
                    Event.of("telematics." + rule)
                            .subject("vehicle", seen.vehicleId())
                            .unit(seen.unitId())
                            .operator(seen.operatorId())
                            .payload(payload),
                    seen.at());
        });
    }

    private Uni<Void> tellEnd(Ended over) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("alertId", over.id());
        payload.put("rule", over.rule());
        payload.put("vehicleId", over.vehicleId());
        payload.put("beganAt", over.beganAt());
        payload.put("endedAt", over.endedAt());
        return journal.append(
                Event.of("telematics.alert-closed")
                        .subject("vehicle", over.vehicleId())
                        .unit(over.unitId())
                        .operator(over.operatorId())
                        .payload(payload),
                over.endedAt());
    }

    private String write(Map<String, Object> facts) {
        try {
            return json.writeValueAsString(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("facts of a sign cannot be written as JSON", e);
        }
    }

    private Map<String, Object> facts(String text) {
        try {
            return new LinkedHashMap<>(json.readValue(text, FACTS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database gave facts that are no JSON object", e);
        }
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
