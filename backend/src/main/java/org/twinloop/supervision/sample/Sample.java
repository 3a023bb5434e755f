package org.twinloop.supervision.sample;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.ProblemException;

/**
 * A draw and how far its review has come.
 *
 * @param population trips that could be drawn, without those {@code withFindings}
 * @param drawnBy null for the timer
 * @param findings of those reviewed, what became a finding
 */
record Sample(
        UUID id,
        UUID unitId,
        YearMonth period,
        Draw draw,
        int population,
        int withFindings,
        String populationSha256,
        Instant drawnAt,
        UUID drawnBy,
        int chosen,
        int reviewed,
        int findings) {

    /** How many trips a stratum had and gave. */
    record Stratum(String name, int population, int chosen) {}

    /** What a reviewer says of a trip. */
    enum Outcome {
        OK,
        FINDING
    }

    /** What a person found. */
    record Review(Outcome outcome, String said, UUID by, String nameZh, Instant at) {}

    /**
     * A trip that was drawn.
     *
     * @param bookedById null when not on record
     * @param parties who had a part in it
     * @param review null before there is one, and so {@code findingId} unless it objects
     */
    record Item(
            UUID id,
            UUID sampleId,
            UUID unitId,
            UUID tripId,
            String stratum,
            UUID travellerId,
            UUID bookedById,
            Set<UUID> parties,
            Review review,
            UUID findingId) {

        Item {
            parties = Set.copyOf(parties);
        }

        void requireNoPart(boolean hadPart) {
            if (hadPart) {
                throw new ProblemException(
                        SampleProblem.OWN_SAMPLE_ITEM,
                        "you travelled on, rode along on, asked for or decided about trip " + tripId
                                + "; somebody else reviews it");
            }
        }

        /** Refuses whoever had a part in the trip, and a second review. */
        void mayBeReviewedBy(UUID personId) {
            requireNoPart(parties.contains(personId));
            if (review != null) {
                throw new ProblemException(
                        SampleProblem.SAMPLE_ITEM_REVIEWED, "trip " + tripId + " was reviewed at " + review.at());
            }
        }
    }

    /** With all of it; the name of the unit is null where the reader may not see it. */
    record Whole(Sample sample, String unitZh, List<Stratum> strata, List<Item> items) {
        Whole {
            strata = List.copyOf(strata);
            items = List.copyOf(items);
        }
    }
}
