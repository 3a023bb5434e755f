package org.twinloop.supervision.question;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.GeoPoint;

/** A rule over a trip that runs: whether something holds that the traveller is to be asked about. */
interface DuringRule {

    /** Every rule, in the order of its number. */
    static List<DuringRule> all(DuringLimits limits) {
        return List.of(
                new Overtime(limits),
                new OffCorridor(limits),
                new UnplannedStop(limits),
                new OutOfMunicipality(limits),
                new OutOfLoop(limits));
    }

    /** Number of the rule, as in the policy's source: {@code PR-40}; {@code LOOP} is one of our own. */
    String id();

    /** Grows when the rule's text or its sense changes; its limits stand in the inputs of what it asks. */
    String version();

    /** How long it has to hold before it is asked about, event time. */
    Duration lasting();

    /** @param mark where and since when it holds; empty when it has not held before */
    Reading read(UnderWay trip, Optional<Mark> mark);

    /** Only called when the newest reading holds. */
    Words ask(UnderWay trip, Mark mark);

    /** What a rule says. */
    enum Said {
        HOLDS,
        OVER,
        /** Between the two limits, or a fact is missing: everything stays as it is. */
        UNDECIDED
    }

    /**
     * The answer of a rule.
     *
     * @param since when it began to hold, as far as this reading can tell; null unless it holds
     * @param at event time of the reading; null when undecided
     */
    record Reading(Said said, Instant since, Instant at) {

        static final Reading UNDECIDED = new Reading(Said.UNDECIDED, null, null);

        static Reading holds(Instant since, Instant at) {
            return new Reading(Said.HOLDS, since, at);
        }

        static Reading over(Instant at) {
            return new Reading(Said.OVER, null, at);
        }

        /** Beyond a limit, back within a lower one, or neither; the accuracy of the fix counts for the traveller. */
        static Reading beyond(double metres, UnderWay.Fix fix, double limitM, double backM) {
            if (metres - fix.accuracyM() > limitM) {
                return holds(fix.at(), fix.at());
            }
            return metres + fix.accuracyM() <= backM ? over(fix.at()) : UNDECIDED;
        }
    }

    /**
     * Something holds.
     *
     * @param point where the car was then; null when it was not known
     */
    record Mark(Instant since, GeoPoint point, double accuracyM) {}

    /** The question, and the values that gave rise to it: no places, those stand apart. */
    record Words(Map<String, Object> inputs, String textZh, String textEn) {}
}
