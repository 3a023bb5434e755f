package org.twinloop.supervision.question;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.twinloop.common.Page;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.Role;
import org.twinloop.supervision.question.Question.Answer;
import org.twinloop.supervision.question.Question.Decision;
import org.twinloop.supervision.question.Question.Phase;
import org.twinloop.supervision.question.Question.Verdict;
import org.twinloop.supervision.question.QuestionDesk.Someone;

/** Questions on the way: read, answered, decided. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
class QuestionResource {

    private final QuestionDesk desk;
    private final CurrentUser user;

    QuestionResource(QuestionDesk desk, CurrentUser user) {
        this.desk = desk;
        this.user = user;
    }

    record QuestionAnswerView(Reason reason, String said, Instant at) {
        static QuestionAnswerView of(Answer answer) {
            return new QuestionAnswerView(answer.reason(), answer.said(), answer.at());
        }
    }

    record QuestionDecisionView(Verdict verdict, String by, String reason, Instant at) {
        static QuestionDecisionView of(Decision decision) {
            return new QuestionDecisionView(decision.verdict(), decision.nameZh(), decision.reason(), decision.at());
        }
    }

    /** Where the car was when it was asked, WGS-84. */
    record QuestionPlaceView(double lon, double lat, double accuracyM, Instant at) {
        static QuestionPlaceView of(Question.Place place) {
            return new QuestionPlaceView(place.point().lon(), place.point().lat(), place.accuracyM(), place.at());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QuestionView(
            UUID id,
            UUID tripId,
            String rule,
            String ruleVersion,
            Phase phase,
            Instant beganAt,
            Instant endedAt,
            Instant askedAt,
            Instant dueAt,
            JsonNode evidence,
            String textZh,
            String textEn,
            QuestionAnswerView answer,
            QuestionDecisionView decision,
            UUID findingId,
            QuestionPlaceView place) {
        /** Without its place. */
        static QuestionView of(Question q) {
            return of(q, null);
        }

        static QuestionView of(Question q, QuestionPlaceView place) {
            return new QuestionView(
                    q.id(),
                    q.about().tripId(),
                    q.rule(),
                    q.ruleVersion(),
                    q.phase(),
                    q.beganAt(),
                    q.endedAt(),
                    q.askedAt(),
                    q.dueAt(),
                    q.inputs(),
                    q.textZh(),
                    q.textEn(),
                    q.answer().map(QuestionAnswerView::of).orElse(null),
                    q.decision().map(QuestionDecisionView::of).orElse(null),
                    q.findingId(),
                    place);
        }
    }

    record QuestionAnswerRequest(
            @NotNull Reason reason, @Size(max = 500) String said) {}

    record QuestionDecisionRequest(
            @NotNull Verdict verdict,
            @NotNull @Size(min = 4, max = 500) String reason) {}

    /** About the caller's own trips. */
    @GET
    @Path("/me/questions")
    @RolesAllowed("TRAVELLER")
    public Uni<Page<QuestionView>> own(
            @QueryParam("open") @DefaultValue("false") boolean open,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        UUID before = Page.cursor(cursor, null, UUID::fromString);
        return desk.own(someone(), open, before, limit + 1).map(found -> page(found, limit));
    }

    @POST
    @Path("/questions/{id}/answer")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("TRAVELLER")
    public Uni<QuestionView> answer(@PathParam("id") UUID id, @NotNull @Valid QuestionAnswerRequest body) {
        return desk.answer(someone(), id, body.reason(), body.said()).map(QuestionView::of);
    }

    @GET
    @Path("/questions")
    @RolesAllowed("SUPERVISOR")
    public Uni<Page<QuestionView>> list(
            @QueryParam("phase") Phase phase,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        UUID before = Page.cursor(cursor, null, UUID::fromString);
        return desk.list(someone(), phase, before, limit + 1).map(found -> page(found, limit));
    }

    /** With its place; the look is written down. */
    @GET
    @Path("/questions/{id}")
    @RolesAllowed("SUPERVISOR")
    public Uni<QuestionView> show(@PathParam("id") UUID id) {
        return desk.show(someone(), id)
                .map(question -> QuestionView.of(
                        question, question.place().map(QuestionPlaceView::of).orElse(null)));
    }

    @POST
    @Path("/questions/{id}/decision")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("SUPERVISOR")
    public Uni<QuestionView> decide(@PathParam("id") UUID id, @NotNull @Valid QuestionDecisionRequest body) {
        return desk.decide(someone(), id, body.verdict(), body.reason()).map(QuestionView::of);
    }

    private Someone someone() {
        List<String> roles =
                Stream.of(Role.values()).filter(user::has).map(Role::name).toList();
        return new Someone(user.personId(), roles, user.scope());
    }

    private static Page<QuestionView> page(List<Question> found, int limit) {
        return Page.of(
                found.stream().map(QuestionView::of).toList(),
                limit,
                last -> last.id().toString());
    }
}
