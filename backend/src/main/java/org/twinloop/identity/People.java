package org.twinloop.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
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

    /** Those of them who exist, with the memberships in force now, by id; one statement for all. */
    public Uni<Map<UUID, Person>> findAll(Set<UUID> personIds) {
        return personIds.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : repository
                        .people(personIds, clock.instant())
                        .map(found -> found.stream().collect(Collectors.toMap(Person::id, Function.identity())));
    }

    /** Active people of a unit who hold a role, by login. */
    public Uni<List<Person>> inUnitWithRole(UUID unitId, Role role) {
        return repository.inUnitWithRole(unitId, role, clock.instant());
    }

    public Uni<List<Person>> approversOf(UUID unitId) {
        return inUnitWithRole(unitId, Role.APPROVER);
    }

    public Uni<Optional<Unit>> findUnit(UUID unitId) {
        return repository.unit(unitId);
    }

    /** Those of them that exist, by id; one statement for all. */
    public Uni<Map<UUID, Unit>> findUnits(Set<UUID> unitIds) {
        return unitIds.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : repository
                        .units(unitIds)
                        .map(found -> found.stream().collect(Collectors.toMap(Unit::id, Function.identity())));
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
