package org.twinloop.trip.planning;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.twinloop.identity.Person;
import org.twinloop.trip.approval.PolicyQuestion;
import org.twinloop.trip.approval.PolicyQuestion.Applicant;
import org.twinloop.trip.approval.PolicyQuestion.Journey;
import org.twinloop.trip.approval.PolicyQuestion.Purpose;
import org.twinloop.trip.approval.PolicyQuestion.Stage;
import org.twinloop.trip.approval.PolicyVersion;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlannedOption;

/** Puts an option to policy, at planning and again at the request. */
public final class OptionPolicy {
    private OptionPolicy() {}

    static PlannedOption judge(
            PlannedOption planned,
            PlanRequest request,
            Person person,
            Optional<Long> cheapestFen,
            PolicyVersion version,
            Instant now) {
        Purpose purpose =
                new Purpose(request.purpose(), Optional.empty(), Optional.empty(), request.passengers(), false);
        BookingTerms terms = planned.terms() == null ? null : planned.terms().comparedWith(cheapestFen.orElse(null));
        PlannedOption compared = new PlannedOption(planned.option(), terms);
        PolicyQuestion question = new PolicyQuestion(
                now,
                Stage.PLAN,
                journey(compared, request),
                purpose,
                applicant(person),
                cheapest(cheapestFen),
                OptionalLong.empty());
        return new PlannedOption(planned.option().judged(version.judge(question)), terms);
    }

    /** The question a request puts: with its purpose, and with what its cost centre has left. */
    public static PolicyQuestion atRequest(
            PlannedOption planned,
            PlanRequest request,
            Person traveller,
            Purpose purpose,
            long budgetAvailableFen,
            Instant now) {
        return new PolicyQuestion(
                now,
                Stage.SUBMIT,
                journey(planned, request),
                purpose,
                applicant(traveller),
                cheapest(Optional.ofNullable(planned.terms().cheapestAdequateFen())),
                OptionalLong.of(budgetAvailableFen));
    }

    /** What is on record about a person. */
    public static Applicant applicant(Person person) {
        Optional<Boolean> allowance = switch (person.allowanceStatus()) {
            case "RECEIVING" -> Optional.of(true);
            case "NOT_RECEIVING" -> Optional.of(false);
            default -> Optional.empty();
        };
        return new Applicant(
                allowance,
                person.allowanceArea() == null ? Set.of() : person.allowanceArea(),
                Optional.ofNullable(person.licenceClass()),
                Optional.ofNullable(person.licenceValidUntil()));
    }

    private static Journey journey(PlannedOption planned, PlanRequest request) {
        PlanOption option = planned.option();
        BookingTerms terms = planned.terms();
        return new Journey(
                option.mode(),
                option.departAt(),
                option.arriveAt(),
                Optional.ofNullable(request.from().district()),
                Optional.ofNullable(request.to().district()),
                option.distanceM(),
                terms == null ? 0 : terms.seats(),
                terms != null && terms.retained(),
                option.holdFen());
    }

    private static OptionalLong cheapest(Optional<Long> fen) {
        return fen.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }
}
