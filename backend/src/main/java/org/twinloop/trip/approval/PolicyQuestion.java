package org.twinloop.trip.approval;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.twinloop.common.CityTime;

/**
 * All that a policy rule may look at: one request for one option, with the facts known at that moment. What is not
 * known is empty, never guessed.
 *
 * @param askedAt when policy is asked
 * @param stage PLAN before the traveller has given a purpose, SUBMIT afterwards
 * @param cheapestAdequateFen price of the cheapest option that suits the distance, when there is another
 * @param budgetAvailableFen what the cost centre has left, when one is named
 */
public record PolicyQuestion(
        Instant askedAt,
        Stage stage,
        Journey journey,
        Purpose purpose,
        Applicant applicant,
        OptionalLong cheapestAdequateFen,
        OptionalLong budgetAvailableFen) {

    /** When in the life of a request policy is asked. */
    public enum Stage {
        PLAN,
        SUBMIT
    }

    /**
     * The option.
     *
     * @param seats seats of the vehicle, 0 where there is none
     * @param retained an official car kept by a unit rather than rented
     * @param estimateFen what the budget would hold
     */
    public record Journey(
            TravelMode mode,
            Instant departAt,
            Instant arriveAt,
            Optional<String> fromDistrict,
            Optional<String> toDistrict,
            double distanceM,
            int seats,
            boolean retained,
            long estimateFen) {

        Journey departing(Instant at) {
            Instant arrival = at.plus(Duration.between(departAt, arriveAt).abs());
            return new Journey(mode, at, arrival, fromDistrict, toDistrict, distanceM, seats, retained, estimateFen);
        }

        Journey arriving(Instant at) {
            return new Journey(mode, departAt, at, fromDistrict, toDistrict, distanceM, seats, retained, estimateFen);
        }

        Journey by(TravelMode other) {
            return new Journey(
                    other, departAt, arriveAt, fromDistrict, toDistrict, distanceM, seats, false, estimateFen);
        }

        Journey costing(long fen) {
            return new Journey(mode, departAt, arriveAt, fromDistrict, toDistrict, distanceM, seats, retained, fen);
        }
    }

    /** Why, and for how many. */
    public record Purpose(
            Optional<PurposeCategory> category,
            Optional<String> text,
            Optional<String> reason,
            int passengers,
            boolean emergency) {

        Purpose saying(PurposeCategory stated, String words) {
            return new Purpose(Optional.of(stated), Optional.of(words), reason, passengers, emergency);
        }

        Purpose carrying(int people) {
            return new Purpose(category, text, reason, people, emergency);
        }

        Purpose because(String words) {
            return new Purpose(category, text, Optional.of(words), passengers, emergency);
        }
    }

    /**
     * What is on record about the traveller; an empty field is not on record.
     *
     * @param allowanceArea districts the allowance covers; empty means those of the policy
     */
    public record Applicant(
            Optional<Boolean> drawsAllowance,
            Set<String> allowanceArea,
            Optional<String> licenceClass,
            Optional<LocalDate> licenceValidUntil) {
        private static final Set<String> CAR_CLASSES = Set.of("C1", "C2", "C5");

        public Applicant {
            allowanceArea = Set.copyOf(allowanceArea);
        }

        /** Whether a licence for cars, valid on that day, is on record (PR-47). */
        public boolean mayDriveOn(LocalDate day) {
            boolean forCars = licenceClass
                    .filter(c -> c.startsWith("A") || c.startsWith("B") || CAR_CLASSES.contains(c))
                    .isPresent();
            return forCars
                    && licenceValidUntil.filter(until -> !until.isBefore(day)).isPresent();
        }
    }

    public PolicyQuestion with(Journey other) {
        return new PolicyQuestion(askedAt, stage, other, purpose, applicant, cheapestAdequateFen, budgetAvailableFen);
    }

    public PolicyQuestion with(Purpose other) {
        return new PolicyQuestion(askedAt, stage, journey, other, applicant, cheapestAdequateFen, budgetAvailableFen);
    }

    LocalDateTime departLocal() {
        return LocalDateTime.ofInstant(journey.departAt(), CityTime.ZONE);
    }
}
