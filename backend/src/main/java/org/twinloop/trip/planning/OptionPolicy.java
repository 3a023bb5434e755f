package org.twinloop.trip.planning;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.twinloop.common.CityTime;
import org.twinloop.identity.personnel.PersonnelFile;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.register.PolicyRegister;
import org.twinloop.trip.approval.rule.PolicyQuestion;
import org.twinloop.trip.approval.rule.PolicyQuestion.Applicant;
import org.twinloop.trip.approval.rule.PolicyQuestion.Car;
import org.twinloop.trip.approval.rule.PolicyQuestion.ElectricCar;
import org.twinloop.trip.approval.rule.PolicyQuestion.End;
import org.twinloop.trip.approval.rule.PolicyQuestion.Facts;
import org.twinloop.trip.approval.rule.PolicyQuestion.Journey;
import org.twinloop.trip.approval.rule.PolicyQuestion.Licence;
import org.twinloop.trip.approval.rule.PolicyQuestion.Purpose;
import org.twinloop.trip.approval.rule.PolicyQuestion.Stage;
import org.twinloop.trip.approval.rule.PolicyQuestion.TravelDay;
import org.twinloop.trip.approval.rule.PolicyVersion;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.BookingTerms.Electric;
import org.twinloop.trip.planning.option.BookingTerms.Known;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlanRequest.Spot;
import org.twinloop.trip.planning.option.PlannedOption;

/** Puts an option to policy, at planning and again at the request. */
public final class OptionPolicy {
    private static final double SECONDS_PER_MINUTE = 60;

    private OptionPolicy() {}

    /** Which budget pays, and what the budgets of the unit have left, in fen. */
    public record Funds(String costCentre, Map<String, Long> availableFen) {
        public Funds {
            availableFen = Map.copyOf(availableFen);
        }
    }

    /**
     * What is known besides of the offer.
     *
     * @param cheapestFen price of the cheapest option that can be booked
     * @param electric electric cars in reach
     */
    record Beside(Optional<Long> cheapestFen, PolicyRegister register, List<Electric> electric) {}

    static PlannedOption judge(
            PlannedOption planned,
            PlanRequest request,
            PersonnelFile person,
            Beside beside,
            PolicyVersion version,
            Instant now) {
        Purpose purpose = new Purpose(
                request.purpose(), Optional.empty(), Optional.empty(), request.passengers(), false, Optional.empty());
        Optional<Long> cheapestFen = beside.cheapestFen();
        BookingTerms terms = planned.terms() == null
                ? null
                : planned.terms().judgedBy(cheapestFen.orElse(null), known(planned, beside));
        PlannedOption compared = new PlannedOption(planned.option(), terms);
        PolicyQuestion question = new PolicyQuestion(
                now,
                Optional.empty(),
                Stage.PLAN,
                journey(compared, request, Optional.empty()),
                purpose,
                applicant(person),
                facts(cheapestFen, Optional.empty(), terms));
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
                facts(
                        Optional.ofNullable(planned.terms().cheapestAdequateFen()),
                        Optional.of(funds.availableFen()),
                        planned.terms()));
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

    /** Our own and the operators' loop cars are electric; what a car service sends, the register tells. */
    private static Known known(PlannedOption planned, Beside beside) {
        BookingTerms terms = planned.terms();
        LocalDate day = LocalDate.ofInstant(planned.option().departAt(), CityTime.ZONE);
        if (planned.option().mode() == TravelMode.EV) {
            PurposeCategory keptFor = terms.retained()
                    ? beside.register().keptFor(terms.vehicleId(), day).orElse(null)
                    : null;
            return new Known(
                    keptFor, true, terms.known() == null ? null : terms.known().rangeKm(), null);
        }
        if (planned.option().mode() != TravelMode.CHAUFFEUR) {
            return null;
        }
        Boolean newEnergy = beside.register()
                .newEnergy(terms.operatorId(), terms.vehicleClass(), day)
                .orElse(null);
        return new Known(null, newEnergy, null, beside.electric());
    }

    private static Car car(PlanOption option, BookingTerms terms) {
        boolean loopCar = option.mode() == TravelMode.EV;
        Optional<Known> known = Optional.ofNullable(terms.known());
        return new Car(
                terms.seats(),
                terms.retained(),
                known.map(Known::keptFor),
                terms.ours() && loopCar,
                loopCar ? Optional.of(true) : known.map(Known::newEnergy),
                terms.innerPile());
    }

    private static Facts facts(Optional<Long> cheapestFen, Optional<Map<String, Long>> budgets, BookingTerms terms) {
        OptionalLong cheapest = cheapestFen.map(OptionalLong::of).orElseGet(OptionalLong::empty);
        Optional<List<ElectricCar>> electric = Optional.ofNullable(terms)
                .map(BookingTerms::known)
                .map(Known::electricNear)
                .map(near -> near.stream().map(OptionPolicy::electric).toList());
        return new Facts(cheapest, budgets, Optional.empty(), electric);
    }

    private static ElectricCar electric(Electric near) {
        return new ElectricCar(
                near.minutesAway(),
                near.rangeKm() == null ? OptionalDouble.empty() : OptionalDouble.of(near.rangeKm()));
    }

    /** Electric cars of the options that can be booked: how far one walks to each, and how far its charge goes. */
    static List<Electric> electricIn(List<PlannedOption> options) {
        return options.stream()
                .filter(planned -> planned.option().mode() == TravelMode.EV
                        && planned.option().bookable())
                .map(OptionPolicy::electric)
                .toList();
    }

    private static Electric electric(PlannedOption planned) {
        double walkS = 0;
        for (PlanOption.Stage leg : planned.option().legs()) {
            if (leg.kind() == PlanOption.StageKind.DRIVE) {
                break;
            }
            walkS += leg.durationS();
        }
        Known known = planned.terms().known();
        return new Electric(walkS / SECONDS_PER_MINUTE, known == null ? null : known.rangeKm());
    }
}
