package org.twinloop.trip.approval.chain;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.People;
import org.twinloop.identity.Person;
import org.twinloop.identity.Unit;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** The chains of a unit: what its administrator publishes from a day on, and everybody of the unit may read. */
@Path("/api/v1/approval-chains")
@Produces(MediaType.APPLICATION_JSON)
class ChainResource {
    private static final int SHOWN_MAX = 50;

    private final ChainRepository repository;
    private final People people;
    private final Journal journal;
    private final Database database;
    private final ChainConfig config;
    private final CurrentUser user;
    private final Clock clock;

    ChainResource(
            ChainRepository repository,
            People people,
            Journal journal,
            Database database,
            ChainConfig config,
            CurrentUser user,
            Clock clock) {
        this.repository = repository;
        this.people = people;
        this.journal = journal;
        this.database = database;
        this.config = config;
        this.user = user;
        this.clock = clock;
    }

    record ChainBody(
            @Size(min = 2, max = 20) String unitCode,
            @NotNull Instant from,
            @NotNull @Size(min = 1, max = 5) List<@NotNull @Valid ApprovalLevel> levels,
            UUID headId) {}

    record ChainView(UUID id, Instant from, List<ApprovalLevel> levels, UUID headId) {
        static ChainView of(ApprovalChain chain) {
            return new ChainView(chain.id(), chain.validFrom(), chain.levels(), chain.headId());
        }
    }

    /** What a publication tells the journal. */
    record Published(UUID chainId, Instant from, List<ApprovalLevel> levels, UUID headId) {}

    record ChainList(List<ChainView> items) {}

    @GET
    @RolesAllowed({"TRAVELLER", "APPROVER", "VEHICLE_ADMINISTRATOR", "ADMINISTRATOR", "AUDITOR"})
    public Uni<ChainList> list() {
        UUID unit = unit();
        return database.read(Scope.unit(unit), () -> repository.of(unit, SHOWN_MAX))
                .map(all -> new ChainList(all.stream().map(ChainView::of).toList()));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("ADMINISTRATOR")
    public Uni<ChainView> publish(@PathParam("id") UUID id, @NotNull @Valid ChainBody body) {
        UUID by = user.personId();
        return target(body)
                .map(unit -> new ApprovalChain(id, unit, body.from(), body.levels(), body.headId()))
                .invoke(ChainResource::check)
                .chain(wanted -> database.act(
                        Scope.unit(wanted.unitId()),
                        () -> repository
                                .find(id)
                                .chain(there -> there.isPresent()
                                        ? Uni.createFrom().item(same(there.get(), wanted))
                                        : add(wanted, by))))
                .map(ChainView::of);
    }

    /** The own unit; the administration of the city may name another one. */
    private Uni<UUID> target(ChainBody body) {
        UUID own = unit();
        Scope scope = user.scope();
        if (body.unitCode() == null) {
            return Uni.createFrom().item(own);
        }
        return database.read(scope, people::listUnits)
                .map(units -> units.stream()
                        .filter(unit -> unit.code().equals(body.unitCode()))
                        .map(Unit::id)
                        .filter(id -> id.equals(own) || scope.equals(Scope.SYSTEM))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.field(
                                CommonProblem.INVALID,
                                "/unitCode",
                                "value " + body.unitCode() + " is no unit of yours; leave it out for your own")));
    }

    private Uni<ApprovalChain> add(ApprovalChain wanted, UUID by) {
        Instant now = clock.instant();
        if (wanted.validFrom().isBefore(now) || wanted.validFrom().isAfter(now.plus(config.publishAheadMax()))) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/from",
                    "value " + wanted.validFrom() + "; from " + now + " on, at most "
                            + config.publishAheadMax().toDays() + " days ahead");
        }
        return checkPeople(wanted)
                .chain(() -> repository.insert(wanted, by, now))
                .invoke(isNew -> {
                    if (!isNew) {
                        throw new ProblemException(
                                CommonProblem.CONFLICT, "another chain of the unit begins at " + wanted.validFrom());
                    }
                })
                .chain(() -> journal.append(Event.of("trip.approval-chain-published")
                        .subject("approval-chain", wanted.id())
                        .unit(wanted.unitId())
                        .actor(by)
                        .payload(new Published(wanted.id(), wanted.validFrom(), wanted.levels(), wanted.headId()))))
                .replaceWith(wanted);
    }

    private static ApprovalChain same(ApprovalChain there, ApprovalChain wanted) {
        if (!there.equals(wanted)) {
            throw new ProblemException(CommonProblem.CONFLICT, "chain " + wanted.id() + " is there with other levels");
        }
        return there;
    }

    private static void check(ApprovalChain wanted) {
        for (int i = 0; i < wanted.levels().size(); i++) {
            ApprovalLevel level = wanted.levels().get(i);
            if (!level.isHeld()) {
                throw ProblemException.field(
                        CommonProblem.INVALID,
                        "/levels/" + i,
                        "value names neither or both; give either role or people");
            }
            long sameName = wanted.levels().stream()
                    .filter(other -> other.nameZh().equals(level.nameZh()))
                    .count();
            if (sameName > 1) {
                throw ProblemException.field(
                        CommonProblem.INVALID,
                        "/levels/" + i + "/nameZh",
                        "value " + level.nameZh() + " names another level too; each has its own");
            }
        }
    }

    /** Named holders serve the unit today; whether they still do is asked again when they decide. */
    private Uni<Void> checkPeople(ApprovalChain wanted) {
        List<UUID> named = new ArrayList<>();
        wanted.levels().forEach(level -> named.addAll(level.people()));
        if (wanted.headId() != null) {
            named.add(wanted.headId());
        }
        Uni<Void> checked = Uni.createFrom().voidItem();
        for (UUID id : named) {
            checked = checked.chain(() -> people.find(id))
                    .invoke(found -> found.filter(Person::active)
                            .filter(person -> wanted.unitId().equals(person.unitId()))
                            .orElseThrow(() -> ProblemException.field(
                                    CommonProblem.INVALID,
                                    "/levels",
                                    "value " + id + " is nobody active in the unit; name people who serve there")))
                    .replaceWithVoid();
        }
        return checked;
    }

    private UUID unit() {
        if (user.unitId() == null) {
            throw new ProblemException(CommonProblem.NOT_ALLOWED, "only units have a chain");
        }
        return user.unitId();
    }
}
