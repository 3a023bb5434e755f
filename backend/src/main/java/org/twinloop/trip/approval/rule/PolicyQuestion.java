package org.twinloop.trip.approval.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;

/**
 * The request for a trip with one option. {@code journey} and {@code purpose} are what is asked for; {@code applicant}
 * and {@code facts} are what is on record.
 *
 * @param submittedAt when the request was submitted, which notice counts from; empty while it is being submitted
 * @param stage PLAN before the traveller has given a purpose, SUBMIT afterwards
 */
public record PolicyQuestion(
        Instant askedAt,
        Optional<Instant> submittedAt,
        Stage stage,
        Journey journey,
        Purpose purpose,
        Applicant applicant,
        Facts facts)
        implements Question {

    /** When in the life of a request policy is asked. */
    public enum Stage {
        PLAN,
        SUBMIT
    }

    /**
     * The option; a journey without a mode cannot be put.
     *
     * @param car the vehicle, empty where there is none
     * @param estimateFen the planned price, at least 0
     * @param holdFen what the budget would hold, for the whole window; empty in inputs kept by a release whose
     *     estimate it was
     * @param via stops on the way, destinations as much as the last; empty in inputs kept by a release without them
     */
    public record Journey(
            TravelMode mode,
            Instant departAt,
            Instant arriveAt,
            Optional<End> from,
            Optional<End> to,
            double distanceM,
            Optional<Car> car,
            long estimateFen,
            OptionalLong holdFen,
            Optional<String> costCentre,
            List<End> via) {

        public Journey {
            via = via == null ? List.of() : List.copyOf(via);
        }

        /** Wherever one goes: the stops on the way and the last, as far as they are known. */
        List<Optional<String>> districts() {
            List<Optional<String>> all = new ArrayList<>();
            via.forEach(one -> all.add(one.district()));
            all.add(to.flatMap(End::district));
            return all;
        }

        /** What the budget has to have, in fen. */
        long toHoldFen() {
            return holdFen.orElse(estimateFen);
        }

        /** The vehicle, when the mode uses one. */
        Optional<Car> vehicle() {
            return car.filter(one -> isCar());
        }

        /** Whether the unit pays for it; a walk or the metro is nobody's bill here. */
        boolean isBilled() {
            return isCar() || mode == TravelMode.BIKE;
        }

        boolean isCar() {
            return mode == TravelMode.EV || mode == TravelMode.CHAUFFEUR;
        }

        /** An official car in the sense of the rules: with a driver, or kept by a unit. */
        boolean isOfficialCar() {
            return mode == TravelMode.CHAUFFEUR
                    || vehicle().filter(Car::retained).isPresent();
        }
    }

    /** An end of the journey; the district of a free point is not known. */
    public record End(String name, Optional<String> district) {}

    /**
     * A vehicle.
     *
     * @param retained kept by a unit rather than rented
     * @param keptFor the one purpose a kept car is registered for
     * @param fleet whether it is one of the administration's own loop, not a car citizens rent too
     * @param newEnergy whether it runs on electricity
     * @param innerPile whether a pile of the inner loop is held for it
     */
    public record Car(
            int seats,
            boolean retained,
            Optional<PurposeCategory> keptFor,
            boolean fleet,
            Optional<Boolean> newEnergy,
            boolean innerPile) {}

    /**
     * Why, and for how many.
     *
     * @param reason words on why this mode
     * @param exemption what takes the trip out of the allowance, claimed with evidence (PR-21)
     */
    public record Purpose(
            Optional<PurposeCategory> category,
            Optional<String> text,
            Optional<String> reason,
            int passengers,
            boolean emergency,
            Optional<Exemption> exemption) {}

    /** Claimed reasons for an official car in spite of an allowance. */
    public enum ExemptionKind {
        BULKY_LOAD,
        CLASSIFIED_LOAD,
        DISABILITY,
        RETIRED_OR_FOREIGN_GUEST
    }

    /**
     * A claimed exemption.
     *
     * @param evidence number of a document or notice, or words that can be checked
     */
    public record Exemption(ExemptionKind kind, String evidence) {}

    /**
     * What is on record about the traveller on the day of the trip.
     *
     * @param allowanceArea districts the allowance covers; empty means those of the policy
     * @param travelDays days of travel on duty (差旅) near the trip; empty when none were imported for them
     */
    public record Applicant(
            Optional<String> unitCode,
            Optional<Boolean> drawsAllowance,
            Set<String> allowanceArea,
            Licence licence,
            Optional<List<TravelDay>> travelDays) {
        public Applicant {
            allowanceArea = Set.copyOf(allowanceArea);
        }
    }

    /**
     * A driving licence as registered.
     *
     * @param points of 12 in the current period of 记分
     */
    public record Licence(Optional<String> licenceClass, Optional<LocalDate> validUntil, OptionalInt points) {
        public static final Licence NONE = new Licence(Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    /** A day of travel on duty, and what is paid for local transport on it. */
    public record TravelDay(LocalDate day, String city, long localTransportFen) {}

    /**
     * What the service knows about the offer.
     *
     * @param cheapestAdequateFen price of the cheapest option that can be booked
     * @param budgetsFen what each cost centre of the unit has left
     * @param seat where the unit sits
     * @param newEnergyCars electric cars in reach, when it was looked for them
     */
    public record Facts(
            OptionalLong cheapestAdequateFen,
            Optional<Map<String, Long>> budgetsFen,
            Optional<End> seat,
            Optional<List<ElectricCar>> newEnergyCars) {
        public static final Facts NONE =
                new Facts(OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** An electric car that could be had. */
    public record ElectricCar(double minutesAway, OptionalDouble rangeKm) {}

    /** From when on notice counts: a decision that takes its time takes none of it away. */
    Instant noticeFrom() {
        return submittedAt.orElse(askedAt);
    }

    /** Marked as one and so near that nobody could be asked before; a tick-box alone makes no emergency. */
    boolean isEmergency(PolicySettings s) {
        return purpose.emergency() && isNear(journey.departAt(), s);
    }

    /** Whether an emergency may start then. */
    boolean isNear(Instant departAt, PolicySettings s) {
        return !departAt.isAfter(
                noticeFrom().plus(Duration.ofMinutes(s.requests().emergencyMinutes())));
    }

    LocalDateTime departLocal() {
        return Question.local(journey.departAt());
    }
}
