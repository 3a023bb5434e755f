package org.twinloop.supervision;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.twinloop.identity.People;
import org.twinloop.identity.Person;
import org.twinloop.identity.Role;

/** Who supervises a unit: the supervisors of it and of the units above it. Must be called inside an act or read. */
@ApplicationScoped
public class Supervisors {

    private final People people;

    Supervisors(People people) {
        this.people = people;
    }

    /** Each once, those of the unit itself first. */
    public Uni<List<UUID>> of(UUID unitId) {
        return people.inUnitOrAboveWithRole(unitId, Role.SUPERVISOR)
                .map(found -> found.stream().map(Person::id).toList());
    }
}
