package org.twinloop.trip.planning;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.twinloop.identity.personnel.PersonnelFile;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.PolicyQuestion;
import org.twinloop.trip.approval.rule.PolicyQuestion.Applicant;
import org.twinloop.trip.approval.rule.PolicyQuestion.Car;
import org.twinloop.trip.approval.rule.PolicyQuestion.End;
import org.twinloop.trip.approval.rule.PolicyQuestion.Facts;
import org.twinloop.trip.approval.rule.PolicyQuestion.Journey;
import org.twinloop.trip.approval.rule.PolicyQuestion.Licence;
import org.twinloop.trip.approval.rule.PolicyQuestion.Purpose;
import org.twinloop.trip.approval.rule.PolicyQuestion.Stage;
import org.twinloop.trip.approval.rule.PolicyQuestion.TravelDay;
import org.twinloop.trip.approval.rule.PolicyVersion;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlanRequest.Spot;
import org.twinloop.trip.planning.option.PlannedOption;

/** Puts an option to policy, at planning and again at the request. */
public final class OptionPolicy {
    private OptionPolicy() {}

    /** Which budget pays, and what the budgets of the unit have left, in fen. */
    public record Funds(String costCentre, Map<String, Long> availableFen) {
        public Funds {
            availableFen = Map.copyOf(availableFen);
        }
    }

    static PlannedOption judge(
            PlannedOption planned,
            PlanRequest request,
            PersonnelFile person,
            Optional<Long> cheapestFen,
            PolicyVersion version,
            Instant now) {
        Purpose purpose = new Purpose(
                request.purpose(), Optional.empty(), Optional.empty(), request.passengers(), false, Optional.empty());
        BookingTerms terms = planned.terms() == null ? null : planned.terms().comparedWith(cheapestFen.orElse(null));
        PlannedOption compared = new PlannedOption(planned.option(), terms);
        PolicyQuestion question = new PolicyQuestion(
                now,
                Optional.empty(),
                Stage.PLAN,
                journey(compared, request, Optional.empty()),
                purpose,
                applicant(person),
                facts(cheapestFen, Optional.empty()));
        return new PlannedOption(planned.option().judged(version.judge(question)), terms);
    }

    /**
     * The question a request puts: with its purpose, and with what the budgets have left.
     *
     * @param submittedAt when it was submitted; empty while it is
     */
    public static PolicyQuestion atRequest(
            PlannedOption planned,
            PlanRequest request,
            PersonnelFile traveller,
            Purpose purpose,
            Funds funds,
            Optional<Instant> submittedAt,
            Instant now) {
        return new PolicyQuestion(
                now,
                submittedAt,
                Stage.SUBMIT,
                journey(planned, request, Optional.of(funds.costCentre())),
                purpose,
                applicant(traveller),
                facts(Optional.ofNullable(planned.terms().cheapestAdequateFen()), Optional.of(funds.availableFen())));
    }

    /** What is on record about a person. */
    public static Applicant applicant(PersonnelFile person) {
        return new Applicant(
                person.unitCode(),
                person.drawsAllowance(),
                person.allowanceArea(),
                licence(person),
                person.travelDays()
                        .map(days -> days.stream()
                                .map(d -> new TravelDay(d.day(), d.city(), d.localTransportFen()))
                                .toList()));
    }

    /** The driving licence on record. */
    public static Licence licence(PersonnelFile person) {
        return new Licence(person.licenceClass(), person.licenceValidUntil(), person.licencePoints());
    }

    /** Until the vehicle is given back, when it is wanted for longer than the way there. */
    private static Journey journey(PlannedOption planned, PlanRequest request, Optional<String> costCentre) {
        PlanOption option = planned.option();
        Instant back =
                request.returnBy().filter(by -> by.isAfter(option.arriveAt())).orElse(option.arriveAt());
        return new Journey(
                option.mode(),
                option.departAt(),
                back,
                Optional.of(end(request.from())),
                Optional.of(end(request.to())),
                option.distanceM(),
                Optional.ofNullable(planned.terms())
                        .filter(terms -> option.mode() != TravelMode.BIKE)
                        .map(terms -> car(option, terms)),
                option.priceFen(),
                OptionalLong.of(option.holdFen()),
                costCentre,
                request.via().stream().map(via -> end(via.spot())).toList());
    }

    private static End end(Spot spot) {
        return new End(spot.name(), Optional.ofNullable(spot.district()));
    }

    /** Our own and the operators' loop cars are electric; what a car service sends is not known. */
    private static Car car(PlanOption option, BookingTerms terms) {
        boolean loopCar = option.mode() == TravelMode.EV;
        return new Car(
                terms.seats(),
                terms.retained(),
                Optional.empty(),
                terms.ours() && loopCar,
                loopCar ? Optional.of(true) : Optional.empty(),
                terms.innerPile());
    }

    private static Facts facts(Optional<Long> cheapestFen, Optional<Map<String, Long>> budgets) {
        OptionalLong cheapest = cheapestFen.map(OptionalLong::of).orElseGet(OptionalLong::empty);
        return new Facts(cheapest, budgets, Optional.empty(), Optional.empty());
    }
}
