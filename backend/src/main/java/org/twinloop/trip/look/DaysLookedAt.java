package org.twinloop.trip.look;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.telematics.day.DayLooks;

/** A look at a day of a car is one at every trip that rode it that day, of whatever unit. */
@ApplicationScoped
class DaysLookedAt implements DayLooks {

    private final Database database;
    private final LookRepository repository;
    private final Looks looks;

    DaysLookedAt(Database database, LookRepository repository, Looks looks) {
        this.database = database;
        this.repository = repository;
        this.looks = looks;
    }

    @Override
    public Uni<List<Shown>> note(UUID vehicleId, Instant from, Instant to, Look look) {
        Looks.By by = new Looks.By(look.personId(), look.roles(), Looked.What.TRACK, look.reason());
        return database.apart(
                Scope.SYSTEM,
                () -> repository
                        .rides(vehicleId, from, to)
                        .chain(rides -> Multi.createFrom()
                                .iterable(rides)
                                .onItem()
                                .transformToUniAndConcatenate(ride ->
                                        looks.note(ride.trip(), by).replaceWith(new Shown(ride.from(), ride.to())))
                                .collect()
                                .asList()));
    }
}
