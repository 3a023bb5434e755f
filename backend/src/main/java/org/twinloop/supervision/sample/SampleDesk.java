package org.twinloop.supervision.sample;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.twinloop.common.CityTime;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.People;
import org.twinloop.identity.Person;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.journal.JournalReader;
import org.twinloop.supervision.Findings;
import org.twinloop.supervision.sample.Draw.Candidate;
import org.twinloop.supervision.sample.Sample.Item;
import org.twinloop.supervision.sample.Sample.Outcome;
import org.twinloop.supervision.sample.Sample.Review;
import org.twinloop.supervision.sample.Sample.Stratum;
import org.twinloop.supervision.sample.Sample.Whole;
import org.twinloop.supervision.sample.SampleRepository.Closed;

/** Draws samples and takes the reviews; each is one act. */
@ApplicationScoped
class SampleDesk {

    /** Rule of a finding that a reviewer of a sample makes. */
    static final String RULE = "SAMPLE";

    private static final String RULE_VERSION = "1";
    private static final int SEED_BYTES = 16;

    private final Database database;
    private final SampleRepository repository;
    private final Findings findings;
    private final People people;
    private final Journal journal;
    private final JournalReader reader;
    private final SampleConfig config;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SampleDesk(
            Database database,
            SampleRepository repository,
            Findings findings,
            People people,
            Journal journal,
            JournalReader reader,
            SampleConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.findings = findings;
        this.people = people;
        this.journal = journal;
        this.reader = reader;
        this.config = config;
        this.clock = clock;
    }

    /** Newest first, before an id; without their trips. */
    Uni<List<Whole>> list(Scope scope, UUID before, int limit) {
        return database.read(
                scope,
                () -> repository
                        .list(scope.unitId(), before, limit)
                        .chain(samples -> people.names(
                                        Set.of(),
                                        samples.stream().map(Sample::unitId).collect(Collectors.toSet()))
                                .map(names -> samples.stream()
                                        .map(sample -> new Whole(sample, unitZh(names, sample), List.of(), List.of()))
                                        .toList())));
    }

    private static String unitZh(People.Names names, Sample sample) {
        People.UnitName unit = names.units().get(sample.unitId());
        return unit == null ? null : unit.nameZh();
    }

    Uni<Whole> get(Scope scope, UUID id) {
        return database.read(scope, () -> repository.get(id).chain(this::whole));
    }

    /** A supervisor draws a month that is over; the seed is never theirs to choose. */
    Uni<Whole> draw(Scope scope, UUID personId, UUID unitId, YearMonth period) {
        if (!endOf(period).isBefore(clock.instant())) {
            throw ProblemException.field(
                    CommonProblem.INVALID, "/period", "value " + period + "; a month that is over in the city");
        }
        return database.act(
                scope,
                () -> people.findUnit(unitId)
                        .invoke(unit -> {
                            boolean theirs =
                                    scope.unitId() == null || scope.unitId().equals(unitId);
                            if (unit.isEmpty() || !theirs) {
                                throw ProblemException.notFound("unit " + unitId);
                            }
                        })
                        .chain(() -> drawn(unitId, period, personId))
                        .chain(sample -> repository.get(sample.id()))
                        .chain(this::whole));
    }

    /** In the running act. */
    Uni<Sample> drawn(UUID unitId, YearMonth period, UUID personId) {
        return repository
                .closed(unitId, startOf(period), endOf(period), config.populationMax() + 1)
                .chain(closed -> {
                    if (closed.size() > config.populationMax()) {
                        throw new ProblemException(
                                CommonProblem.INVALID,
                                "more than " + config.populationMax()
                                        + " closed trips; raise twinloop.supervision.sample.population-max");
                    }
                    return write(unitId, period, personId, closed);
                });
    }

    private Uni<Sample> write(UUID unitId, YearMonth period, UUID personId, List<Closed> closed) {
        Map<UUID, Closed> trips = closed.stream()
                .filter(trip -> !trip.noticed())
                .collect(Collectors.toMap(Closed::tripId, Function.identity()));
        List<Candidate> population = trips.values().stream()
                .map(trip -> new Candidate(trip.tripId(), stratum(trip)))
                .toList();
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        Draw draw = new Draw(HexFormat.of().formatHex(seed), config.sharePercent(), config.minimum(), config.maximum());
        Map<String, List<UUID>> chosen = draw.of(population);
        Sample sample = new Sample(
                Ids.next(),
                unitId,
                period,
                draw,
                population.size(),
                closed.size() - population.size(),
                Draw.digest(population),
                clock.instant(),
                personId,
                chosen.values().stream().mapToInt(List::size).sum(),
                0,
                0);
        List<Stratum> strata = Draw.strata(population).entrySet().stream()
                .map(one -> new Stratum(
                        one.getKey(),
                        one.getValue().size(),
                        chosen.get(one.getKey()).size()))
                .toList();
        List<Item> items = new ArrayList<>();
        chosen.forEach((stratum, ids) -> ids.forEach(id -> items.add(item(sample, stratum, trips.get(id)))));
        return repository
                .insert(sample)
                .invoke(first -> {
                    if (!first) {
                        throw new ProblemException(
                                SampleProblem.SAMPLE_DRAWN, period + " was drawn for unit " + unitId);
                    }
                })
                .chain(() -> each(strata, stratum -> repository.insert(sample, stratum)))
                .chain(() -> each(items, item -> withParties(item).chain(repository::insert)))
                .chain(() -> tell(sample, strata))
                .replaceWith(sample);
    }

    private String stratum(Closed trip) {
        return trip.quotedFen() >= config.dearFen() ? trip.mode() + "-DEAR" : trip.mode();
    }

    private static Item item(Sample sample, String stratum, Closed trip) {
        return new Item(
                Ids.next(),
                sample.id(),
                sample.unitId(),
                trip.tripId(),
                stratum,
                trip.travellerId(),
                trip.bookedById(),
                Set.of(trip.travellerId()),
                null,
                null);
    }

    /** Everybody who rode or decided, and who else acted on the trip, as its journal says. */
    private Uni<Item> withParties(Item item) {
        return repository.parties(item.tripId()).chain(rode -> withActors(item, rode));
    }

    private Uni<Item> withActors(Item item, Set<UUID> rode) {
        return reader.ofTrip(item.tripId()).map(events -> {
            Set<UUID> parties = new HashSet<>(item.parties());
            parties.addAll(rode);
            if (item.bookedById() != null) {
                parties.add(item.bookedById());
            }
            events.stream()
                    .filter(event -> event.actorId() != null && event.type().startsWith("trip."))
                    .forEach(event -> parties.add(event.actorId()));
            return new Item(
                    item.id(),
                    item.sampleId(),
                    item.unitId(),
                    item.tripId(),
                    item.stratum(),
                    item.travellerId(),
                    item.bookedById(),
                    parties,
                    null,
                    null);
        });
    }

    private static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> step.apply(one))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> tell(Sample sample, List<Stratum> strata) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("sampleId", sample.id());
        payload.put("period", sample.period().toString());
        payload.put("seed", sample.draw().seed());
        payload.put("sharePercent", sample.draw().sharePercent());
        payload.put("minimum", sample.draw().minimum());
        payload.put("maximum", sample.draw().maximum());
        payload.put("population", sample.population());
        payload.put("withFindings", sample.withFindings());
        payload.put("populationSha256", sample.populationSha256());
        payload.put("strata", strata);
        return journal.append(Event.of("supervision.sample-drawn")
                .subject("sample", sample.id())
                .unit(sample.unitId())
                .actor(sample.drawnBy())
                .payload(payload));
    }

    /** A reviewer looked at a trip; what they object to becomes a finding, about which the traveller is heard. */
    Uni<Item> review(Scope scope, UUID personId, UUID itemId, Outcome outcome, String said) {
        return database.act(
                scope,
                () -> repository
                        .lock(itemId)
                        .invoke(item -> item.mayBeReviewedBy(personId))
                        .chain(item -> people.find(personId)
                                .map(person -> new Review(
                                        outcome,
                                        said,
                                        personId,
                                        person.map(Person::nameZh).orElse("—"),
                                        clock.instant()))
                                .call(review -> repository
                                        .hadPart(item.tripId(), personId, review.nameZh())
                                        .invoke(item::requireNoPart))
                                .chain(review -> finding(item, review)
                                        .chain(findingId -> repository
                                                .reviewed(itemId, review, findingId)
                                                .chain(() -> tell(item, review, findingId)))))
                        .chain(() -> repository.lock(itemId)));
    }

    private Uni<UUID> finding(Item item, Review review) {
        if (review.outcome() == Outcome.OK) {
            return Uni.createFrom().nullItem();
        }
        return findings.notice(new Findings.Noticed(
                item.tripId(),
                item.unitId(),
                item.travellerId(),
                item.bookedById(),
                RULE,
                RULE_VERSION,
                Map.of("sampleId", item.sampleId(), "stratum", item.stratum(), "said", review.said()),
                "抽查发现：" + review.said(),
                "Found in a sample: " + review.said(),
                null));
    }

    private Uni<Void> tell(Item item, Review review, UUID findingId) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("sampleId", item.sampleId());
        payload.put("outcome", review.outcome());
        payload.put("said", review.said());
        payload.put("findingId", findingId);
        return journal.append(Event.of("supervision.sample-reviewed")
                .subject("sample-item", item.id())
                .trip(item.tripId())
                .unit(item.unitId())
                .actor(review.by())
                .payload(payload));
    }

    private Uni<Whole> whole(Sample sample) {
        return repository
                .strata(sample.id())
                .chain(strata -> repository
                        .items(sample.id())
                        .chain(items -> people.names(Set.of(), Set.of(sample.unitId()))
                                .map(names -> new Whole(sample, unitZh(names, sample), strata, items))));
    }

    static Instant startOf(YearMonth period) {
        return period.atDay(1).atStartOfDay(CityTime.ZONE).toInstant();
    }

    static Instant endOf(YearMonth period) {
        return startOf(period.plusMonths(1));
    }
}
