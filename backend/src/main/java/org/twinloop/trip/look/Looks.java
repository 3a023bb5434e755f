package org.twinloop.trip.look;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Ids;
import org.twinloop.identity.People;
import org.twinloop.identity.Person;

/** Writes down who looks, and tells it. Must be called inside an act or read. */
@ApplicationScoped
public class Looks {

    private final LookRepository repository;
    private final People people;
    private final Clock clock;

    Looks(LookRepository repository, People people, Clock clock) {
        this.repository = repository;
        this.people = people;
        this.clock = clock;
    }

    /** The trip that is looked at; the look of its traveller is not written down. */
    public record Shown(UUID tripId, UUID unitId, UUID travellerId) {}

    /** Who looks, by which roles, at what and why; the reason null where none is asked. */
    public record By(UUID personId, List<String> roles, Looked.What what, String reason) {}

    /** To be called before anything is shown. */
    public Uni<Void> note(Shown trip, UUID personId, List<String> roles, Looked.What what) {
        return note(trip, new By(personId, roles, what, null));
    }

    /** The same with the reason, which desks have to say. */
    public Uni<Void> note(Shown trip, By by) {
        if (by.personId().equals(trip.travellerId())) {
            return Uni.createFrom().voidItem();
        }
        return people.find(by.personId())
                .map(person -> person.map(Person::nameZh).orElse("—"))
                .chain(name -> repository.insert(
                        trip,
                        new Looked(
                                Ids.next(), by.personId(), name, by.roles(), by.what(), clock.instant(), by.reason())));
    }

    /** Newest first, before an id. */
    public Uni<List<Looked>> of(UUID tripId, UUID before, int limit) {
        return repository.list(tripId, before, limit);
    }
}
