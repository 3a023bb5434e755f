package org.twinloop.trip.approval.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.PolicyQuestion.Applicant;
import org.twinloop.trip.approval.rule.PolicyQuestion.Car;
import org.twinloop.trip.approval.rule.PolicyQuestion.ElectricCar;
import org.twinloop.trip.approval.rule.PolicyQuestion.End;
import org.twinloop.trip.approval.rule.PolicyQuestion.Exemption;
import org.twinloop.trip.approval.rule.PolicyQuestion.Facts;
import org.twinloop.trip.approval.rule.PolicyQuestion.Journey;
import org.twinloop.trip.approval.rule.PolicyQuestion.Licence;
import org.twinloop.trip.approval.rule.PolicyQuestion.Purpose;
import org.twinloop.trip.approval.rule.PolicyQuestion.Stage;
import org.twinloop.trip.approval.rule.PolicyQuestion.TravelDay;

/** A trip of two by a rental car of the fleet, on a Monday, within every rule; each word changes one thing. */
final class Asked {
    static final String COST_CENTRE = "GOA-01-30239-2026";

    Instant departAt = Question.instant(LocalDateTime.parse("2026-11-23T10:00"));
    Duration takes = Duration.ofMinutes(40);
    Duration ahead = Duration.ofHours(1);
    Optional<Duration> submittedAhead = Optional.empty();
    Stage stage = Stage.SUBMIT;
    TravelMode mode = TravelMode.EV;
    Optional<End> from = Optional.of(new End("市府大厦", Optional.of("黄浦")));
    Optional<End> to = Optional.of(new End("静安政协", Optional.of("静安")));
    double distanceM = 12_000;
    int seats = 5;
    boolean retained;
    Optional<PurposeCategory> keptFor = Optional.empty();
    boolean fleet = true;
    Optional<Boolean> electric = Optional.of(true);
    boolean innerPile;
    long fen = 2_000;
    OptionalLong hold = OptionalLong.empty();
    Optional<String> costCentre = Optional.of(COST_CENTRE);
    List<End> via = List.of();
    Optional<PurposeCategory> category = Optional.of(PurposeCategory.MEETING);
    Optional<String> text = Optional.of("参加虹桥枢纽协调会");
    Optional<String> reason = Optional.empty();
    int people = 2;
    boolean emergency;
    Optional<Exemption> exemption = Optional.empty();
    Optional<String> unit = Optional.of("GOA-01");
    Optional<Boolean> allowance = Optional.of(true);
    Set<String> area = Set.of();
    Licence licence = new Licence(Optional.of("C1"), Optional.of(LocalDate.of(2027, 1, 1)), OptionalInt.of(3));
    Optional<List<TravelDay>> travelDays = Optional.of(List.of());
    OptionalLong cheapest = OptionalLong.empty();
    Map<String, Long> budgets = new HashMap<>(Map.of(COST_CENTRE, 5_000_000L));
    Optional<List<ElectricCar>> electricCars = Optional.empty();

    static Asked trip() {
        return new Asked();
    }

    /** The same trip with a driver, farther than a driver is worth. */
    static Asked chauffeured() {
        Asked asked = new Asked();
        asked.mode = TravelMode.CHAUFFEUR;
        asked.electric = Optional.empty();
        asked.distanceM = 18_000;
        asked.fen = 16_000;
        return asked;
    }

    Asked on(String local) {
        departAt = Question.instant(LocalDateTime.parse(local));
        return this;
    }

    /** The same with a stop on the way in a district. */
    Asked by(String district) {
        via = List.of(new End("途经点", Optional.of(district)));
        return this;
    }

    Asked but(java.util.function.Consumer<Asked> change) {
        change.accept(this);
        return this;
    }

    Asked emergency() {
        emergency = true;
        ahead = Duration.ofMinutes(10);
        return this;
    }

    PolicyQuestion put() {
        return new PolicyQuestion(
                departAt.minus(ahead),
                submittedAhead.map(departAt::minus),
                stage,
                new Journey(
                        mode,
                        departAt,
                        departAt.plus(takes),
                        from,
                        to,
                        distanceM,
                        Optional.of(new Car(seats, retained, keptFor, fleet, electric, innerPile)),
                        fen,
                        hold,
                        costCentre,
                        via),
                new Purpose(category, text, reason, people, emergency, exemption),
                new Applicant(unit, allowance, area, licence, travelDays),
                new Facts(cheapest, Optional.of(budgets), Optional.empty(), electricCars));
    }
}
