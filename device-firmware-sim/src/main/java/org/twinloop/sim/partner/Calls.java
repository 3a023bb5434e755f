package org.twinloop.sim.partner;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What was asked under ids of the caller's making, and what came of it. */
public final class Calls<T> {
    private final String field;
    private final Map<UUID, Call<T>> known = new LinkedHashMap<>();

    private record Call<T>(Body asked, T outcome) {}

    /** @param field where the id stands in the body, for example {@code holdId} */
    public Calls(String field) {
        this.field = field;
    }

    /** The id in a body. */
    public UUID id(Body body) {
        return body.uuid(field);
    }

    /**
     * What came of the same call before; empty when its id is new.
     *
     * @throws Refusal 409 when the id is known with another body
     */
    public Optional<T> repeated(Body body) {
        Call<T> before = known.get(id(body));
        if (before != null && !before.asked().sameAs(body)) {
            throw new Refusal(409, "/" + field + " " + id(body) + " is known with another body; use a new id");
        }
        return Optional.ofNullable(before).map(Call::outcome);
    }

    public void keep(Body body, T outcome) {
        known.put(id(body), new Call<>(body, outcome));
    }

    public Optional<T> find(UUID id) {
        return Optional.ofNullable(known.get(id)).map(Call::outcome);
    }

    /**
     * What came of a call.
     *
     * @throws Refusal 404 when there was none under this id
     */
    public T get(UUID id) {
        return find(id).orElseThrow(() -> new Refusal(404, field + " " + id + " is not known"));
    }

    public Stream<T> outcomes() {
        return known.values().stream().map(Call::outcome);
    }

    public void forget(Predicate<T> old) {
        known.values().removeIf(call -> old.test(call.outcome()));
    }
}
