package org.twinloop.identity.registry;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.identity.registry.RegistryLine.Change;
import org.twinloop.identity.registry.RegistryLine.PersonLine;
import org.twinloop.identity.registry.RegistryLine.UnitLine;
import org.twinloop.identity.registry.RegistryLine.Verdict;
import org.twinloop.identity.registry.RegistryRepository.KnownUnit;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/**
 * Registers units and people from a file: the whole of it in one transaction, or nothing when a line is refused or the
 * file is only to be looked at. The same file again changes nothing.
 */
@ApplicationScoped
class RegistryImport {
    private final Database database;
    private final RegistryRepository repository;
    private final Journal journal;
    private final Clock clock;

    RegistryImport(Database database, RegistryRepository repository, Journal journal, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.journal = journal;
        this.clock = clock;
    }

    /** A file. {@code trial} looks only. */
    record File(RegistryKind kind, boolean trial, UUID sentBy, RegistryCsv.Read read) {}

    enum Outcome {
        TAKEN,
        WOULD_BE_TAKEN,
        REFUSED
    }

    /** What became of a file, or would. {@code id} is null when nothing was taken. */
    record Told(UUID id, RegistryKind kind, Outcome outcome, List<Verdict> verdicts) {
        int count(Change change) {
            return (int) verdicts.stream()
                    .filter(one -> one.change() == change)
                    .map(Verdict::line)
                    .distinct()
                    .count();
        }
    }

    Uni<Told> take(File file) {
        return database.act(
                Scope.SYSTEM,
                () -> repository
                        .takeTurn()
                        .chain(repository::units)
                        .chain(units -> file.kind() == RegistryKind.UNITS ? units(file, units) : people(file, units)));
    }

    private Uni<Told> units(File file, Map<String, KnownUnit> known) {
        List<UnitLine> lines = lines(file, UnitLine.class);
        List<Verdict> verdicts = new RegistryVerdicts(known).units(lines);
        Map<String, UUID> ids = ids(known);
        lines.forEach(line -> ids.computeIfAbsent(line.key(), code -> Ids.next()));
        return finish(file, verdicts, () -> repository.write(lines, ids));
    }

    private Uni<Told> people(File file, Map<String, KnownUnit> units) {
        List<PersonLine> lines = lines(file, PersonLine.class);
        return repository.people(lines).chain(known -> {
            List<Verdict> verdicts = new RegistryVerdicts(units).people(lines, known, file.sentBy());
            Map<String, UUID> ids = new HashMap<>();
            known.values().forEach(person -> ids.put(person.login(), person.id()));
            lines.forEach(line -> ids.computeIfAbsent(line.key(), login -> Ids.next()));
            return finish(file, verdicts, () -> repository.write(lines, ids, ids(units)));
        });
    }

    private Uni<Told> finish(File file, List<Verdict> judged, Supplier<Uni<Void>> write) {
        List<Verdict> verdicts = Stream.concat(
                        judged.stream(),
                        file.read().rejected().stream()
                                .map(bad -> new Verdict(bad.line(), "", Change.REFUSED, bad.field(), bad.detail())))
                .sorted(Comparator.comparingInt(Verdict::line))
                .toList();
        boolean refused = verdicts.stream().anyMatch(one -> one.change() == Change.REFUSED);
        if (refused || file.trial()) {
            return Uni.createFrom()
                    .item(new Told(null, file.kind(), refused ? Outcome.REFUSED : Outcome.WOULD_BE_TAKEN, verdicts));
        }
        Told told = new Told(Ids.next(), file.kind(), Outcome.TAKEN, verdicts);
        int changed = told.count(Change.ADDED) + told.count(Change.CHANGED);
        return write.get()
                .chain(() -> repository.addImport(
                        told.id(), file.kind(), file.sentBy(), clock.instant(), verdicts.size(), changed))
                .chain(() -> journal.append(Event.of("identity.registry-imported")
                        .subject("registry-import", told.id())
                        .actor(file.sentBy())
                        .payload(Map.of("kind", file.kind(), "lines", verdicts.size(), "changed", changed))))
                .replaceWith(told);
    }

    private static <L extends RegistryLine> List<L> lines(File file, Class<L> type) {
        return file.read().lines().stream().map(type::cast).toList();
    }

    private static Map<String, UUID> ids(Map<String, KnownUnit> units) {
        Map<String, UUID> ids = new HashMap<>();
        units.values().forEach(unit -> ids.put(unit.code(), unit.id()));
        return ids;
    }
}
