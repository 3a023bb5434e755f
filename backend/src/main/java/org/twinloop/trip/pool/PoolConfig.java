package org.twinloop.trip.pool;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.pool.Proposal.ShareRule;

@ConfigMapping(prefix = "twinloop.trip.pool")
interface PoolConfig {

    /** How often an instance does what is due, real time; {@code off} for no pooling. */
    @WithDefault("5s")
    String interval();

    /** Trips that leave within this time are looked at, city time. */
    @WithDefault("PT48H")
    Duration ahead();

    /** Both trips leave at least so long after they are merged, city time. */
    @WithDefault("PT45M")
    Duration lead();

    /** How long both travellers have to accept, city time; never beyond {@code lead} before the departure. */
    @WithDefault("PT30M")
    Duration answerWithin();

    /** A proposal that could be answered for less than this is not made, city time. */
    @WithDefault("PT5M")
    Duration answerMin();

    /** The two leave at most so far apart, city time. */
    @WithDefault("PT20M")
    Duration departApart();

    /** The guest arrives at most so much later than planned, city time. */
    @WithDefault("PT15M")
    Duration arriveLaterMax();

    /** The two start at most so far apart, metres, 0…5,000. */
    @WithDefault("400")
    double startApartM();

    /** The guest walks at most so far from where the car is returned, metres, 0…5,000; else the car passes there. */
    @WithDefault("500")
    double endApartM();

    /** The host's way may become so much longer when it passes where the guest gets out, percent, 0…50. */
    @WithDefault("15")
    int detourMaxPercent();

    /** Time it takes to let somebody out on the way, city time. */
    @WithDefault("PT1M")
    Duration dropOff();

    /** What the merger saves at least, fen. */
    @WithDefault("100")
    long saveMinFen();

    /** Proposals a trip may have open at a time, 1…10. */
    @WithDefault("2")
    int proposalsMax();

    /** Trips compared with one trip, 1…1,000; the nearest departures first. */
    @WithDefault("50")
    int pairsMax();

    /** Trips looked at in one round of an instance, 1…1,000. */
    @WithDefault("20")
    int looksMax();

    /** A look that broke off is done again after this time, city time. */
    @WithDefault("PT10M")
    Duration lookAgain();

    /**
     * Units whose trips may be merged with each other's, as codes joined by {@code +}, for example {@code
     * GOA-01+GOA-02}; within a unit they always may.
     */
    Optional<List<String>> units();

    /** Purposes that are never merged. */
    @WithDefault("EMERGENCY_DUTY,CONFIDENTIAL,FOREIGN_AFFAIRS")
    List<PurposeCategory> never();

    /** How what the operator was paid is shared between the budgets of the two. */
    @WithDefault("EQUAL_PER_PERSON")
    ShareRule share();

    /** Guests without a place who are offered other ways in one round, 1…1,000. */
    @WithDefault("20")
    int offersMax();

    /** Proposals that were not merged are kept so long after their end, city time. */
    @WithDefault("P184D")
    Duration keep();
}
