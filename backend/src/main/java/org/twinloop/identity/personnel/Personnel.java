package org.twinloop.identity.personnel;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.ProblemException;

/** Personnel facts for the other features. Must be called inside an act or read. */
@ApplicationScoped
public class Personnel {
    private final PersonnelRepository repository;

    Personnel(PersonnelRepository repository) {
        this.repository = repository;
    }

    /** What is on record about a person at an instant. */
    public Uni<PersonnelFile> get(UUID personId, Instant at) {
        return repository
                .find(personId, at)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("person " + personId)));
    }
}
