package org.twinloop.identity.delegation;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.twinloop.identity.delegation.Delegation.Kind;

/** Who stands in for whom among the delegations of a unit; plain functions. */
public record Deputies(List<Delegation> known) {
    public Deputies {
        known = List.copyOf(known);
    }

    /**
     * Who decides in somebody's stead at a moment, along deputies of deputies; empty when they decide themselves, and
     * when the deputies lead back to them, which the service never lets happen.
     */
    public Optional<UUID> decidesFor(UUID personId, Instant at) {
        Set<UUID> seen = new HashSet<>();
        UUID holder = personId;
        while (seen.add(holder)) {
            Optional<UUID> next = next(holder, at);
            if (next.isEmpty()) {
                return holder.equals(personId) ? Optional.empty() : Optional.of(holder);
            }
            holder = next.get();
        }
        return Optional.empty();
    }

    /** Whether somebody's right to decide is with another person at a moment. */
    public boolean handedOn(UUID personId, Instant at) {
        return next(personId, at).isPresent();
    }

    /** Whether a person may book in another's name at a moment. */
    public boolean mayBookFor(UUID actorId, UUID travellerId, Instant at) {
        return known.stream()
                .anyMatch(one -> one.kind() == Kind.BOOK
                        && one.fromId().equals(travellerId)
                        && one.toId().equals(actorId)
                        && one.holdsAt(at));
    }

    /** Whether with this one added there would be a moment at which deputies lead back to where they began. */
    boolean closesCircle(Delegation added) {
        return added.kind() == Kind.APPROVE
                && leadsTo(added.fromId(), added.toId(), added.from(), added.until(), new HashSet<>());
    }

    /** Whether deputies lead from one person to another at some moment of a period. */
    private boolean leadsTo(UUID wanted, UUID at, Instant from, Instant until, Set<UUID> path) {
        if (at.equals(wanted)) {
            return true;
        }
        if (!path.add(at)) {
            return false;
        }
        boolean found = known.stream()
                .filter(one -> one.kind() == Kind.APPROVE && one.fromId().equals(at))
                .anyMatch(one -> {
                    Instant later = one.from().isAfter(from) ? one.from() : from;
                    Instant sooner = one.until().isBefore(until) ? one.until() : until;
                    return later.isBefore(sooner) && leadsTo(wanted, one.toId(), later, sooner, path);
                });
        path.remove(at);
        return found;
    }

    private Optional<UUID> next(UUID personId, Instant at) {
        return known.stream()
                .filter(one -> one.kind() == Kind.APPROVE && one.fromId().equals(personId) && one.holdsAt(at))
                .map(Delegation::toId)
                .findFirst();
    }
}
