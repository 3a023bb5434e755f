package org.twinloop.supervision.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.CityTime;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.People;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.supervision.publication.Publication.State;

/** Makes publication tables, takes their review, publishes and withdraws them; each is one act. */
@ApplicationScoped
class PublicationDesk {

    private final Database database;
    private final PublicationRepository repository;
    private final FigureRepository figures;
    private final People people;
    private final Journal journal;
    private final ObjectMapper json;
    private final PublicationConfig config;
    private final Clock clock;

    PublicationDesk(
            Database database,
            PublicationRepository repository,
            FigureRepository figures,
            People people,
            Journal journal,
            ObjectMapper json,
            PublicationConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.figures = figures;
        this.people = people;
        this.journal = journal;
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    Uni<List<Publication>> published(Scope scope, String period, UUID before, int limit) {
        return database.read(scope, () -> repository.published(period, before, limit));
    }

    Uni<List<Publication>> ofDesk(Scope scope, UUID before, int limit) {
        return database.read(scope, () -> repository.ofDesk(scope.unitId(), before, limit));
    }

    /** Of any unit once it is published; before and after only by a desk that may see the unit's rows. */
    Uni<Publication> get(Scope scope, boolean desk, UUID id) {
        return database.read(scope, () -> repository.get(id)).invoke(found -> {
            if (found.state() != State.PUBLISHED && !desk) {
                throw ProblemException.notFound("publication " + id);
            }
        });
    }

    /** A month that is over, of a unit that may be published. */
    Uni<Publication> make(Scope scope, UUID personId, UUID unitId, YearMonth period) {
        Instant from = period.atDay(1).atStartOfDay(CityTime.ZONE).toInstant();
        Instant to = period.plusMonths(1).atDay(1).atStartOfDay(CityTime.ZONE).toInstant();
        if (!to.isBefore(clock.instant())) {
            throw ProblemException.field(
                    CommonProblem.INVALID, "/period", "value " + period + "; a month that is over in the city");
        }
        return database.act(
                scope,
                () -> people.names(Set.of(), Set.of(unitId))
                        .map(names -> unit(scope, unitId, names))
                        .chain(unit -> table(unitId, period, from, to)
                                .map(content -> made(unit, period, content, personId))
                                .call(this::insert))
                        .call(made -> tell("publication-made", made, personId, null)));
    }

    private People.UnitName unit(Scope scope, UUID unitId, People.Names names) {
        People.UnitName unit = names.units().get(unitId);
        if (unit == null || scope.unitId() != null && !scope.unitId().equals(unitId)) {
            throw ProblemException.notFound("unit " + unitId);
        }
        if (config.secretUnits().orElse(Set.of()).contains(unit.code())) {
            throw new ProblemException(
                    PublicationProblem.UNIT_NOT_PUBLISHED,
                    "value " + unit.code() + "; a unit that is not in twinloop.supervision.publication.secret-units");
        }
        return unit;
    }

    private Uni<Figures> table(UUID unitId, YearMonth period, Instant from, Instant to) {
        return figures.travellers(unitId, from, to)
                .chain(travellers -> figures.modes(unitId, from, to)
                        .chain(modes -> figures.findings(unitId, from, to)
                                .chain(findings -> figures.sample(unitId, period.toString())
                                        .map(sample -> Figures.of(
                                                config.travellersMin(), travellers, modes, findings, sample)))));
    }

    private Publication made(People.UnitName unit, YearMonth period, Figures table, UUID personId) {
        String content = written(table);
        return new Publication(
                Ids.next(),
                unit.id(),
                unit.nameZh(),
                unit.nameEn(),
                period,
                State.DRAFT,
                content,
                sha256(content),
                personId,
                clock.instant(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private Uni<Void> insert(Publication made) {
        return repository
                .insert(made)
                .invoke(first -> {
                    if (!first) {
                        throw new ProblemException(
                                PublicationProblem.PUBLICATION_THERE,
                                "value " + made.period() + "; withdraw the table that is there first");
                    }
                })
                .replaceWithVoid();
    }

    /** Somebody else than the maker finds it right. */
    Uni<Publication> review(Scope scope, UUID personId, UUID id, String said) {
        return database.act(
                scope,
                () -> mine(scope, id)
                        .invoke(found -> found.mayBeReviewedBy(personId))
                        .chain(() -> repository.reviewed(id, personId, said, clock.instant()))
                        .chain(() -> repository.get(id))
                        .call(done -> tell("publication-reviewed", done, personId, said)));
    }

    /** Open to everybody from now on, and sealed. */
    Uni<Publication> publish(Scope scope, UUID personId, UUID id) {
        return database.act(
                scope,
                () -> mine(scope, id)
                        .invoke(Publication::mayBePublished)
                        .chain(() -> repository.published(id, personId, clock.instant()))
                        .chain(() -> repository.get(id))
                        .call(done -> tell("published", done, personId, null)));
    }

    /** Whatever its state; the reason stays. */
    Uni<Publication> withdraw(Scope scope, UUID personId, UUID id, String because) {
        return database.act(
                scope,
                () -> mine(scope, id)
                        .invoke(Publication::mayBeWithdrawn)
                        .chain(() -> repository.withdrawn(id, personId, because, clock.instant()))
                        .chain(() -> repository.get(id))
                        .call(done -> tell("publication-withdrawn", done, personId, because)));
    }

    /** One that the desk answers for; what is published of other units it only reads. */
    private Uni<Publication> mine(Scope scope, UUID id) {
        return repository.lock(id).invoke(found -> {
            if (scope.unitId() != null && !scope.unitId().equals(found.unitId())) {
                throw ProblemException.notFound("publication " + id);
            }
        });
    }

    private Uni<Void> tell(String what, Publication table, UUID personId, String said) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("publicationId", table.id());
        payload.put("period", table.period().toString());
        payload.put("state", table.state());
        payload.put("sha256", table.sha256());
        payload.put("content", table.content());
        payload.put("reason", said);
        return journal.append(Event.of("supervision." + what)
                .subject("publication", table.id())
                .unit(table.unitId())
                .actor(personId)
                .payload(payload));
    }

    private String written(Figures table) {
        try {
            return json.writeValueAsString(table);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a table cannot be written as JSON", e);
        }
    }

    /** The table of a publication, read back from what is kept. */
    Figures read(Publication publication) {
        try {
            return json.readValue(publication.content(), Figures.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("publication " + publication.id() + " does not hold a table", e);
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
