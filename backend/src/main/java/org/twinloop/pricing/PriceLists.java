package org.twinloop.pricing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/**
 * The price lists, from memory where nothing was published since. Must be called inside an act or read: every call asks
 * the database which edition is the newest, so an instance never prices by a list another instance has replaced.
 */
@ApplicationScoped
public class PriceLists {

    private final PriceListRepository repository;
    private final Journal journal;
    private final Clock clock;
    private final AtomicReference<PriceSnapshot> cached = new AtomicReference<>(new PriceSnapshot(null, List.of()));

    PriceLists(PriceListRepository repository, Journal journal, Clock clock) {
        this.repository = repository;
        this.journal = journal;
        this.clock = clock;
    }

    /** The list in force at an instant for a class, else for any class; refused as not found when there is none. */
    public Uni<PriceList> inForce(UUID operatorId, Product product, String vehicleClass, Instant at) {
        return findInForce(operatorId, product, vehicleClass, at)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("price list of operator " + operatorId
                        + " for " + product + " " + vehicleClass + " in force at " + at)));
    }

    public Uni<Optional<PriceList>> findInForce(UUID operatorId, Product product, String vehicleClass, Instant at) {
        return snapshot().map(lists -> lists.inForce(operatorId, product, vehicleClass, at));
    }

    /** Every list the running act may see, by partner, product, class and version. */
    public Uni<List<PriceList>> all() {
        return snapshot().map(PriceSnapshot::lists);
    }

    public Uni<List<PriceList>> ofOperator(UUID operatorId) {
        return all().map(lists -> lists.stream()
                .filter(list -> list.operatorId().equals(operatorId))
                .toList());
    }

    public Uni<Optional<PriceList>> find(UUID id) {
        return all().map(lists ->
                lists.stream().filter(list -> list.id().equals(id)).findFirst());
    }

    /**
     * Publishes a list: it begins at {@code validFrom}, not before now, and the list before it ends there. The same
     * list again changes nothing.
     */
    public Uni<PriceList> publish(NewPriceList wanted, UUID publishedBy) {
        Instant now = clock.instant();
        return repository.lockEdition().chain(repository::all).chain(lists -> {
            Optional<PriceList> there = sameId(lists, wanted);
            if (there.isPresent()) {
                return Uni.createFrom().item(there.get());
            }
            if (wanted.validFrom().isBefore(now)) {
                throw ProblemException.field(
                        CommonProblem.INVALID,
                        "/validFrom",
                        "value " + wanted.validFrom() + " has passed; a price list begins at " + now + " or later");
            }
            return add(lists, wanted, publishedBy, now);
        });
    }

    /** Adds lists that may begin in the past, in order of their begin per class; those there by id are left alone. */
    public Uni<Void> register(List<NewPriceList> wanted, Instant at) {
        List<NewPriceList> inOrder = wanted.stream()
                .sorted(Comparator.comparing(NewPriceList::validFrom))
                .toList();
        return repository.lockEdition().chain(repository::all).chain(there -> {
            List<PriceList> known = new java.util.ArrayList<>(there);
            List<PriceList> added = new java.util.ArrayList<>();
            for (NewPriceList list : inOrder) {
                if (sameId(known, list).isEmpty()) {
                    added.add(numbered(known, list));
                    known.add(added.get(added.size() - 1));
                }
            }
            return closePredecessors(added).chain(() -> repository.insert(closedByEachOther(added), at, null));
        });
    }

    private Uni<PriceList> add(List<PriceList> lists, NewPriceList wanted, UUID publishedBy, Instant now) {
        PriceList list = numbered(lists, wanted);
        return repository
                .close(list.operatorId(), list.product(), list.vehicleClass(), list.validFrom())
                .chain(() -> repository.insert(List.of(list), now, publishedBy))
                .chain(() -> journal.append(Event.of("pricing.published")
                        .subject("price-list", list.id())
                        .operator(list.operatorId())
                        .actor(publishedBy)
                        .payload(new Published(list.number(), list.validFrom()))))
                .replaceWith(list);
    }

    record Published(String number, Instant validFrom) {}

    /** Versions count up per partner, product and class; a list begins after every other of its kind. */
    private static PriceList numbered(List<PriceList> lists, NewPriceList wanted) {
        Optional<PriceList> last = lists.stream()
                .filter(list -> list.operatorId().equals(wanted.operatorId())
                        && list.product() == wanted.product()
                        && list.vehicleClass().equals(wanted.vehicleClass()))
                .max(Comparator.comparingInt(PriceList::version));
        if (last.isPresent() && !last.get().validFrom().isBefore(wanted.validFrom())) {
            throw new ProblemException(
                    PricingProblem.OVERLAP,
                    "price list " + last.get().number() + " begins at "
                            + last.get().validFrom() + ", not before " + wanted.validFrom());
        }
        int version = last.map(PriceList::version).orElse(0) + 1;
        String number = wanted.operatorCode() + "-" + wanted.product() + "-" + wanted.vehicleClass() + "-" + version;
        return new PriceList(
                wanted.id(),
                number,
                wanted.operatorId(),
                wanted.operatorCode(),
                wanted.product(),
                wanted.vehicleClass(),
                version,
                wanted.validFrom(),
                null,
                wanted.terms());
    }

    /** Ends lists already published where the first new one of their kind begins. */
    private Uni<Void> closePredecessors(List<PriceList> added) {
        Uni<Void> closed = Uni.createFrom().voidItem();
        for (PriceList list : added) {
            boolean first = added.stream()
                    .noneMatch(other -> other.version() == list.version() - 1
                            && other.number().startsWith(stem(list)));
            if (first && list.version() > 1) {
                closed = closed.chain(() -> repository
                        .close(list.operatorId(), list.product(), list.vehicleClass(), list.validFrom())
                        .replaceWithVoid());
            }
        }
        return closed;
    }

    /** Within one registration each list ends where the next of its kind begins. */
    private static List<PriceList> closedByEachOther(List<PriceList> lists) {
        return lists.stream()
                .map(list -> lists.stream()
                        .filter(next -> next.version() == list.version() + 1
                                && next.number().startsWith(stem(list)))
                        .findFirst()
                        .map(next -> until(list, next.validFrom()))
                        .orElse(list))
                .toList();
    }

    private static String stem(PriceList list) {
        return list.number().substring(0, list.number().lastIndexOf('-') + 1);
    }

    private static PriceList until(PriceList l, Instant end) {
        return new PriceList(
                l.id(),
                l.number(),
                l.operatorId(),
                l.operatorCode(),
                l.product(),
                l.vehicleClass(),
                l.version(),
                l.validFrom(),
                end,
                l.terms());
    }

    private static Optional<PriceList> sameId(List<PriceList> lists, NewPriceList wanted) {
        Optional<PriceList> there =
                lists.stream().filter(list -> list.id().equals(wanted.id())).findFirst();
        if (there.isPresent() && !wanted.isSameAs(there.get())) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "price list " + wanted.id() + " is there with another content");
        }
        return there;
    }

    /**
     * Partners read the database, where row-level security leaves them their own; all others share one snapshot. The
     * token of an edition is random, so what a failed publication had read can never pass for a later edition.
     */
    private Uni<PriceSnapshot> snapshot() {
        return repository.edition().chain(edition -> {
            PriceSnapshot known = cached.get();
            if (!edition.seesAll()) {
                return repository.all().map(lists -> new PriceSnapshot(edition.token(), lists));
            }
            if (edition.token().equals(known.edition())) {
                return Uni.createFrom().item(known);
            }
            return repository
                    .all()
                    .map(lists -> new PriceSnapshot(edition.token(), lists))
                    .invoke(cached::set);
        });
    }
}
