package org.twinloop.identity;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** People and units for the other features. Must be called inside an act or read. */
@ApplicationScoped
public class People {

    private final IdentityRepository repository;
    private final Clock clock;

    People(IdentityRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** The person with the membership in force now. */
    public Uni<Optional<Person>> find(UUID personId) {
        return repository.account(personId, clock.instant()).map(found -> found.map(account -> account.person()));
    }

    /** The people there are of these, by id, each with the membership in force now. */
    public Uni<Map<UUID, Person>> findAll(Set<UUID> personIds) {
        return personIds.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : repository
                        .people(personIds, clock.instant())
                        .map(found -> found.stream().collect(Collectors.toMap(Person::id, Function.identity())));
    }

    /** What people and units are called, by id; those that are not there are missing. */
    public record Names(Map<UUID, String> people, Map<UUID, UnitName> units) {}

    public record UnitName(UUID id, String code, String nameZh, String nameEn) {}

    /** Names to show; one statement for all. */
    public Uni<Names> names(Set<UUID> personIds, Set<UUID> unitIds) {
        return personIds.isEmpty() && unitIds.isEmpty()
                ? Uni.createFrom().item(new Names(Map.of(), Map.of()))
                : repository.names(personIds, unitIds);
    }

    /** Active people of a unit who hold a role, by login. */
    public Uni<List<Person>> inUnitWithRole(UUID unitId, Role role) {
        return repository.inUnitWithRole(unitId, role, clock.instant());
    }

    /** Active people of a unit and of those above it who hold a role: each once, those of the unit itself first. */
    public Uni<List<Person>> inUnitOrAboveWithRole(UUID unitId, Role role) {
        return listUnits()
                .map(all -> upwards(unitId, all))
                .onItem()
                .transformToMulti(units -> Multi.createFrom().iterable(units))
                .onItem()
                .transformToUniAndConcatenate(unit -> inUnitWithRole(unit, role))
                .collect()
                .asList()
                .map(found -> List.copyOf(found.stream()
                        .flatMap(List::stream)
                        .collect(Collectors.toMap(
                                Person::id, Function.identity(), (nearer, same) -> nearer, LinkedHashMap::new))
                        .values()));
    }

    /** The unit and those above it, up to the root. */
    private static List<UUID> upwards(UUID unitId, List<Unit> all) {
        Map<UUID, Unit> byId = all.stream().collect(Collectors.toMap(Unit::id, Function.identity()));
        List<UUID> way = new ArrayList<>();
        UUID next = unitId;
        while (next != null && byId.containsKey(next) && !way.contains(next)) {
            way.add(next);
            next = byId.get(next).parentId();
        }
        return way;
    }

    public Uni<List<Person>> approversOf(UUID unitId) {
        return inUnitWithRole(unitId, Role.APPROVER);
    }

    public Uni<Optional<Unit>> findUnit(UUID unitId) {
        return repository.unit(unitId);
    }

    public Uni<List<Unit>> listUnits() {
        return repository.units();
    }

    /** Registers units, parents before children. */
    public Uni<Void> addUnits(List<Unit> units) {
        return repository.insertUnits(units);
    }

    /** Registers people with a membership that begins at an instant. */
    public Uni<Void> addPeople(List<NewPerson> people, Instant from) {
        return repository.insertPeople(people, from);
    }
}
