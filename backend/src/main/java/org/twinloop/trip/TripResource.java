package org.twinloop.trip;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.chauffeur.driver.DispatchForm;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Page;
import org.twinloop.common.ProblemException;
import org.twinloop.common.geo.Datum;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.Role;
import org.twinloop.trip.Dossier.Parked;
import org.twinloop.trip.TripApproval.Ruling;
import org.twinloop.trip.TripDesk.Reader;
import org.twinloop.trip.TripRepository.Place;
import org.twinloop.trip.approval.Approval;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.rule.PolicyQuestion.Exemption;
import org.twinloop.trip.approval.rule.PolicyQuestion.ExemptionKind;
import org.twinloop.trip.dispatch.Particulars;
import org.twinloop.trip.planning.BodyHash;
import org.twinloop.trip.ride.Aftermath.Confirmation;
import org.twinloop.trip.ride.Claim;
import org.twinloop.trip.ride.TripState;
import org.twinloop.trip.ride.Word;

/** Requests, their fate, and the list of trips. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
class TripResource {
    private final TripRequest requests;
    private final TripApproval approval;
    private final TripChange changes;
    private final TripDesk desk;
    private final TripTimers timers;
    private final CurrentUser user;
    private final BodyHash hash;

    TripResource(
            TripRequest requests,
            TripApproval approval,
            TripChange changes,
            TripDesk desk,
            TripTimers timers,
            CurrentUser user,
            BodyHash hash) {
        this.requests = requests;
        this.approval = approval;
        this.changes = changes;
        this.desk = desk;
        this.timers = timers;
        this.user = user;
        this.hash = hash;
    }

    record PurposeBody(
            @NotNull PurposeCategory category,
            @NotNull @Size(min = 1, max = 500) String text) {}

    /** A person with an account, or anybody by name. */
    record PassengerBody(@Size(min = 1, max = 100) String name, UUID personId) {}

    /** What takes an official car out of the allowance (PR-21). */
    record ExemptionBody(
            @NotNull ExemptionKind kind,
            @NotNull @Size(min = 4, max = 200) String evidence) {}

    record TripBody(
            @NotNull UUID planId,
            @NotNull UUID optionId,
            @NotNull @Valid PurposeBody purpose,
            @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid PassengerBody> passengers,
            @NotNull @Size(min = 1, max = 40) String costCentre,
            @NotNull Boolean emergency,
            @Size(max = 500) String note,
            @Valid ExemptionBody exemption,
            UUID travellerId,

            @Size(min = 1, max = 60) @Pattern(regexp = DOCUMENT_NO)
            String documentNo,

            @Valid ContactBody contact) {
        private static final String DOCUMENT_NO = "^\\S(.*\\S)?$";

        Particulars particulars() {
            return contact == null
                    ? new Particulars(documentNo, null, null)
                    : new Particulars(documentNo, contact.name(), contact.phone());
        }
    }

    /** Whom company and driver of a chauffeured car may call. */
    record ContactBody(
            @NotNull @Size(min = 1, max = 50) String name,

            @NotNull @Size(min = 5, max = 20) @Pattern(regexp = "^[0-9+-]{5,20}$")
            String phone) {}

    /** Another option, or another end of the time the car is kept. */
    record ChangeBody(
            UUID planId,
            UUID optionId,
            Instant until,
            @Valid PurposeBody purpose,
            @Size(max = 500) String note,
            @NotNull @Size(min = 1, max = 500) String reason) {}

    /** What is said about an ended trip; a dispute tells what is wrong. */
    record ConfirmationBody(
            @NotNull Verdict verdict,
            @Size(min = 1, max = 500) String statement,
            @Valid ClaimBody claim) {
        enum Verdict {
            CONFIRM,
            DISPUTE
        }
    }

    /** What of the ride is wrong, and what it costs in all by the traveller's reckoning. */
    record ClaimBody(
            @NotNull Claim.Item item,
            @Min(0) @Max(100_000_000) Long claimedFen) {}

    /** A claim belongs to a dispute, and a dispute says what is wrong: in words, by the item of its claim, or both. */
    private static Word word(boolean dispute, String said, String pointer, ClaimBody claim) {
        boolean named = claim != null && claim.item() != Claim.Item.OTHER;
        if (dispute && said == null && !named) {
            throw ProblemException.field(
                    CommonProblem.INVALID, pointer, "value missing; say what is wrong, or name it in /claim/item");
        }
        if (!dispute && claim != null) {
            throw ProblemException.field(
                    CommonProblem.INVALID, "/claim", "value met; only verdict DISPUTE has one, leave it out");
        }
        return dispute
                ? Word.disputing(said, claim == null ? null : new Claim(claim.item(), claim.claimedFen()))
                : Word.of(Confirmation.TRAVELLER, said);
    }

    record CancelBody(@NotNull @Size(min = 1, max = 500) String reason) {}

    record DecisionBody(
            @NotNull TripView.ApprovalView.PersonalDecision decision,
            @NotNull @Size(min = 1, max = 500) String reason) {}

    record TripPage(List<TripView> items, String next) {}

    /** Whose trips a list shows. */
    enum Whose {
        own,
        unit
    }

    @PUT
    @Path("/trips/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("TRAVELLER")
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "201")
    public Uni<RestResponse<TripView>> submit(@PathParam("id") UUID id, @NotNull @Valid TripBody body) {
        TripRequest.Submission submission = new TripRequest.Submission(
                id,
                user.personId(),
                body.travellerId() == null ? user.personId() : body.travellerId(),
                user.has(Role.VEHICLE_ADMINISTRATOR),
                unitOfUser(),
                hash.of(body),
                body.planId(),
                body.optionId(),
                body.purpose().category(),
                body.purpose().text(),
                passengers(body),
                body.costCentre(),
                body.note(),
                body.emergency(),
                Optional.ofNullable(body.exemption()).map(e -> new Exemption(e.kind(), e.evidence())),
                body.particulars());
        return requests.submit(submission, desk)
                .map(done -> RestResponse.status(
                        done.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, done.view()));
    }

    @GET
    @Path("/trips")
    @RolesAllowed({"TRAVELLER", "APPROVER", "VEHICLE_ADMINISTRATOR", "FLEET_MANAGER", "FINANCE", "SUPERVISOR", "AUDITOR"
    })
    public Uni<TripPage> list(
            @QueryParam("state") TripState state,
            @QueryParam("of") @DefaultValue("own") Whose of,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        return desk.list(reader(), state, of == Whose.unit, Page.cursor(cursor, Place.NEWEST, Place::read), limit)
                .map(page -> new TripPage(page.items(), page.next()));
    }

    @GET
    @Path("/trips/{id}")
    @RolesAllowed({"TRAVELLER", "APPROVER", "VEHICLE_ADMINISTRATOR", "FLEET_MANAGER", "FINANCE", "SUPERVISOR", "AUDITOR"
    })
    public Uni<TripView> get(@PathParam("id") UUID id, @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        return desk.get(reader(), id);
    }

    @POST
    @Path("/trips/{id}/cancel")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("TRAVELLER")
    public Uni<TripView> cancel(@PathParam("id") UUID id, @NotNull @Valid CancelBody body) {
        Reader reader = reader();
        return desk.cancel(reader, id, body.reason()).chain(() -> desk.get(reader, id));
    }

    @GET
    @Path("/trips/{id}/cancel-terms")
    @RolesAllowed("TRAVELLER")
    public Uni<TripDesk.CancelOffer> cancelTerms(@PathParam("id") UUID id) {
        return desk.cancelOffer(reader(), id);
    }

    @POST
    @Path("/trips/{id}/withdraw")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("TRAVELLER")
    public Uni<TripView> withdraw(@PathParam("id") UUID id, @NotNull @Valid CancelBody body) {
        Reader reader = reader();
        return desk.withdraw(reader, id, body.reason()).chain(() -> desk.get(reader, id));
    }

    @PUT
    @Path("/trips/{id}/changes/{changeId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("TRAVELLER")
    public Uni<TripView> change(
            @PathParam("id") UUID id, @PathParam("changeId") UUID changeId, @NotNull @Valid ChangeBody body) {
        Reader reader = reader();
        return changes.change(reader, id, wish(changeId, body)).chain(() -> desk.get(reader, id));
    }

    @POST
    @Path("/trips/{id}/confirmation")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("TRAVELLER")
    public Uni<TripView> confirm(@PathParam("id") UUID id, @NotNull @Valid ConfirmationBody body) {
        boolean dispute = body.verdict() == ConfirmationBody.Verdict.DISPUTE;
        Word word = word(dispute, body.statement(), "/statement", body.claim());
        Reader reader = reader();
        return desk.confirm(reader, id, word).chain(() -> desk.get(reader, id));
    }

    /** The traveller's word on a chauffeured ride; saying nothing for some days is a yes as well. */
    record SignOffBody(
            @NotNull Verdict verdict,
            @Size(min = 1, max = 500) String reason,
            @Valid RatingBody rating,
            @Valid ClaimBody claim) {
        enum Verdict {
            ACCEPT,
            DISPUTE
        }
    }

    record RatingBody(
            @NotNull @Min(1) @Max(5) Integer stars,
            @Size(min = 1, max = 500) String words) {
        DispatchForm.Rating given() {
            return new DispatchForm.Rating(stars, words);
        }
    }

    @POST
    @Path("/trips/{id}/sign-off")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("TRAVELLER")
    public Uni<TripView> signOff(@PathParam("id") UUID id, @NotNull @Valid SignOffBody body) {
        boolean dispute = body.verdict() == SignOffBody.Verdict.DISPUTE;
        Word word = word(dispute, body.reason(), "/reason", body.claim());
        Reader reader = reader();
        DispatchForm.Rating rating =
                body.rating() == null ? null : body.rating().given();
        return desk.signOff(reader, id, word, rating).chain(() -> desk.get(reader, id));
    }

    @GET
    @Path("/trips/{id}/dispatch-order")
    @RolesAllowed({"TRAVELLER", "APPROVER", "VEHICLE_ADMINISTRATOR", "FLEET_MANAGER", "FINANCE", "SUPERVISOR", "AUDITOR"
    })
    public Uni<DispatchForm> dispatchOrder(@PathParam("id") UUID id) {
        return desk.dispatchOrder(reader(), id);
    }

    @POST
    @Path("/trips/{id}/backfill")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("TRAVELLER")
    public Uni<TripView> backfill(@PathParam("id") UUID id, @NotNull @Valid CancelBody body) {
        Reader reader = reader();
        return desk.backfill(reader, id, body.reason()).chain(() -> desk.get(reader, id));
    }

    @GET
    @Path("/approvals")
    @RolesAllowed({"APPROVER", "TRAVELLER"})
    public Uni<TripPage> awaiting(
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        return desk.awaiting(reader(), Page.cursor(cursor, null, UUID::fromString), limit)
                .map(page -> new TripPage(page.items(), page.next()));
    }

    @POST
    @Path("/trips/{id}/decision")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"APPROVER", "TRAVELLER"})
    public Uni<TripView> decide(@PathParam("id") UUID id, @NotNull @Valid DecisionBody body) {
        Reader reader = reader();
        Ruling ruling = new Ruling(Approval.Decision.valueOf(body.decision().name()), body.reason());
        return approval.decide(reader, id, ruling).chain(() -> desk.decided(reader, id));
    }

    /** A timer that failed as often as it may; what it would have done is not done. */
    record ParkedTimerView(
            UUID id, UUID tripId, String kind, Instant dueAt, int attempts, String problem, Instant parkedAt) {
        static ParkedTimerView of(Parked timer) {
            return new ParkedTimerView(
                    timer.id(),
                    timer.tripId(),
                    timer.kind().name(),
                    timer.dueAt(),
                    timer.attempts(),
                    timer.problem(),
                    timer.parkedAt());
        }
    }

    record ParkedTimerPage(List<ParkedTimerView> items, String next) {}

    @GET
    @Path("/parked-timers")
    @RolesAllowed({"FLEET_MANAGER", "ADMINISTRATOR"})
    public Uni<ParkedTimerPage> parkedTimers(
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        return timers.parked(reader(), Page.cursor(cursor, Place.NEWEST, Place::read), limit)
                .map(page -> new ParkedTimerPage(
                        page.items().stream().map(ParkedTimerView::of).toList(), page.next()));
    }

    @POST
    @Path("/parked-timers/{id}/retry")
    @RolesAllowed({"FLEET_MANAGER", "ADMINISTRATOR"})
    public Uni<Void> retryTimer(@PathParam("id") UUID id) {
        return timers.retry(reader(), id);
    }

    private static List<Dossier.Passenger> passengers(TripBody body) {
        for (int i = 0; i < body.passengers().size(); i++) {
            PassengerBody passenger = body.passengers().get(i);
            if ((passenger.name() == null) == (passenger.personId() == null)) {
                throw ProblemException.field(
                        CommonProblem.INVALID,
                        "/passengers/" + i,
                        (passenger.name() == null ? "neither" : "both") + "; give either name or personId");
            }
        }
        return body.passengers().stream()
                .map(p -> new Dossier.Passenger(p.personId(), p.name()))
                .toList();
    }

    private TripChange.Wish wish(UUID changeId, ChangeBody body) {
        boolean option = body.planId() != null && body.optionId() != null;
        boolean half = (body.planId() == null) != (body.optionId() == null);
        if (half || option == (body.until() != null)) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/until",
                    "give either planId and optionId, or until; not both, not neither");
        }
        Optional<PurposeBody> purpose = Optional.ofNullable(body.purpose());
        return new TripChange.Wish(
                changeId,
                hash.of(body),
                option
                        ? Optional.of(new TripChange.Replan(
                                body.planId(),
                                body.optionId(),
                                purpose.map(PurposeBody::category),
                                purpose.map(PurposeBody::text),
                                body.note()))
                        : Optional.empty(),
                Optional.ofNullable(body.until()),
                body.reason());
    }

    private UUID unitOfUser() {
        if (user.unitId() == null) {
            throw new ProblemException(CommonProblem.NOT_ALLOWED, "only people of a unit make official trips");
        }
        return user.unitId();
    }

    private Reader reader() {
        return Reader.of(user);
    }
}
