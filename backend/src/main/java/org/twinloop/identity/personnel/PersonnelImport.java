package org.twinloop.identity.personnel;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.identity.personnel.CsvLines.Rejected;
import org.twinloop.identity.personnel.PersonnelLine.Allowance;
import org.twinloop.identity.personnel.PersonnelLine.Staff;
import org.twinloop.identity.personnel.PersonnelLine.Travel;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/**
 * Takes personnel facts in, one transaction per file or batch. Good lines are taken, bad ones told; a repeated file
 * changes nothing. Days of travel come whole for a period: what was known of it before is replaced.
 */
@ApplicationScoped
class PersonnelImport {
    private final Database database;
    private final PersonnelRepository repository;
    private final Journal journal;
    private final Clock clock;

    PersonnelImport(Database database, PersonnelRepository repository, Journal journal, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * A file or batch.
     *
     * @param covers the days it tells all travel of; set for TRAVEL_DAYS only
     */
    record Batch(
            PersonnelKind kind,
            UUID sentBy,
            Optional<Period> covers,
            List<PersonnelLine> lines,
            List<Rejected> unreadable) {}

    /** Days from one to another, both included. */
    record Period(LocalDate from, LocalDate to) {
        boolean holds(Travel line) {
            return !line.from().isBefore(from)
                    && !line.to().isAfter(to)
                    && !line.from().isAfter(line.to());
        }
    }

    /** What became of a batch. */
    record Taken(
            UUID id,
            PersonnelKind kind,
            Instant at,
            Optional<Period> covers,
            int lines,
            int taken,
            int unchanged,
            List<Rejected> rejected) {}

    Uni<Taken> take(Batch batch) {
        return database.act(
                Scope.SYSTEM,
                () -> repository
                        .known(logins(batch))
                        .chain(people ->
                                repository.units().chain(units -> write(batch, new Verdicts(batch, people, units)))));
    }

    private static String[] logins(Batch batch) {
        return batch.lines().stream().map(PersonnelLine::login).distinct().toArray(String[]::new);
    }

    private Uni<Taken> write(Batch batch, Verdicts verdicts) {
        Uni<Integer> changed = switch (batch.kind()) {
            case ALLOWANCES -> repository.setAllowances(verdicts.good(Allowance.class), verdicts.people());
            case TRAVEL_DAYS ->
                repository.replaceTravel(batch.covers().orElseThrow(), verdicts.good(Travel.class), verdicts.people());
            case STAFF_CHANGES -> repository.setStaff(verdicts.good(Staff.class), verdicts.people(), verdicts.units());
        };
        Instant now = clock.instant();
        return changed.map(count -> verdicts.taken(batch, count, now))
                .call(taken -> repository.addImport(taken, batch.sentBy()))
                .call(taken -> journal.append(Event.of("identity.personnel-imported")
                        .subject("personnel-import", taken.id())
                        .actor(batch.sentBy())
                        .payload(Map.of(
                                "kind", taken.kind(),
                                "lines", taken.lines(),
                                "taken", taken.taken(),
                                "rejected", taken.lines() - taken.taken() - taken.unchanged()))));
    }

    static Instant startOf(LocalDate day) {
        return day.atStartOfDay(CityTime.ZONE).toInstant();
    }

    /** Which lines are good, now that people and units are known. */
    private static final class Verdicts {
        private final Map<String, UUID> people;
        private final Map<String, UUID> units;
        private final List<PersonnelLine> good = new ArrayList<>();
        private final List<Rejected> rejected;
        private final Map<String, Set<LocalDate>> told = new HashMap<>();

        Verdicts(Batch batch, Map<String, UUID> people, Map<String, UUID> units) {
            this.people = people;
            this.units = units;
            this.rejected = new ArrayList<>(batch.unreadable());
            batch.lines().forEach(line -> problem(line, batch).ifPresentOrElse(rejected::add, () -> good.add(line)));
        }

        private Optional<Rejected> problem(PersonnelLine line, Batch batch) {
            if (!people.containsKey(line.login())) {
                return reject(line, "login", "nobody is called " + line.login());
            }
            if (line instanceof Staff staff && staff.unitCode() != null && !units.containsKey(staff.unitCode())) {
                return reject(line, "unit", "no unit " + staff.unitCode());
            }
            if (line instanceof Travel travel) {
                Period period = batch.covers().orElseThrow();
                if (!period.holds(travel)) {
                    return reject(line, "from", "from and to lie within " + period.from() + " to " + period.to());
                }
                boolean fresh = travel.from()
                        .datesUntil(travel.to().plusDays(1))
                        .allMatch(day -> told.computeIfAbsent(travel.login(), who -> new HashSet<>())
                                .add(day));
                if (!fresh) {
                    return reject(line, "from", "a day of this person is told twice");
                }
            }
            return Optional.empty();
        }

        private static Optional<Rejected> reject(PersonnelLine line, String field, String detail) {
            return Optional.of(new Rejected(line.line(), field, detail));
        }

        <L extends PersonnelLine> List<L> good(Class<L> type) {
            return good.stream().map(type::cast).toList();
        }

        Map<String, UUID> people() {
            return people;
        }

        Map<String, UUID> units() {
            return units;
        }

        Taken taken(Batch batch, int changed, Instant at) {
            List<Rejected> inOrder = rejected.stream()
                    .sorted(Comparator.comparingInt(Rejected::line))
                    .toList();
            int bad = (int) inOrder.stream().mapToInt(Rejected::line).distinct().count();
            return new Taken(
                    Ids.next(),
                    batch.kind(),
                    at,
                    batch.covers(),
                    good.size() + bad,
                    changed,
                    good.size() - changed,
                    inOrder);
        }
    }
}
