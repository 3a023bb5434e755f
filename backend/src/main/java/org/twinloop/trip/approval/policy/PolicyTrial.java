package org.twinloop.trip.approval.policy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.CityTime;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.PolicyFinding;
import org.twinloop.trip.approval.rule.PolicyInputs;
import org.twinloop.trip.approval.rule.PolicyQuestion;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.approval.rule.PolicyResult.Asked;
import org.twinloop.trip.approval.rule.PolicyResult.Outcome;
import org.twinloop.trip.approval.rule.PolicyResult.Said;
import org.twinloop.trip.approval.rule.PolicyVersion;

/**
 * Puts the questions of a month to a candidate policy and says which it would have answered otherwise, and why. Writes
 * nothing. What was refused then is not on record as a trip, so a trial tells what a candidate would stop, not what it
 * would let through that never was. Must be called inside a read.
 */
@ApplicationScoped
class PolicyTrial {
    private final PolicyRepository repository;
    private final PolicyConfig config;

    PolicyTrial(PolicyRepository repository, PolicyConfig config) {
        this.repository = repository;
        this.config = config;
    }

    /** A trip with the decision that was taken about its request. */
    record Decided(UUID tripId, Instant departAt, TravelMode mode, PolicyResult result) {}

    /** One rule that says something else, with its reason under the candidate when it has one. */
    record Reason(String rule, Said before, Said after, String textZh, String textEn) {}

    /** A trip that would have been decided otherwise. */
    record Otherwise(
            UUID tripId,
            Instant departAt,
            TravelMode mode,
            Outcome before,
            Outcome after,
            int levelsBefore,
            int levelsAfter,
            List<Reason> because) {}

    /**
     * What came out.
     *
     * @param notJudged trips whose inputs were not kept
     * @param complete whether all trips of the month were looked at
     * @param outcomes how many trips the candidate sends where
     * @param byRule how many differing trips each rule has a part in
     */
    record Outcomes(
            YearMonth month,
            int trips,
            int notJudged,
            boolean complete,
            Map<Outcome, Integer> outcomes,
            int otherwise,
            Map<String, Integer> byRule,
            List<Otherwise> shown) {}

    /**
     * Puts the questions of a month.
     *
     * @param day the day on which a rule of the candidate has to hold to count, whenever a trip was asked for
     */
    Uni<Outcomes> run(PolicyVersion candidate, LocalDate day, YearMonth month) {
        return step(new Tally(candidate, day, month), new Cursor(start(month), new UUID(0, 0)));
    }

    /** Where the next step begins: after this departure and id. */
    record Cursor(Instant departAt, UUID tripId) {}

    private Uni<Outcomes> step(Tally tally, Cursor after) {
        int room = Math.min(config.trialBatch(), config.trialTripsMax() - tally.trips);
        if (room == 0) {
            return Uni.createFrom().item(tally.outcomes(false));
        }
        return repository.decided(after, start(tally.month.plusMonths(1)), room).chain(batch -> {
            batch.forEach(tally::add);
            if (batch.size() < room) {
                return Uni.createFrom().item(tally.outcomes(true));
            }
            Decided last = batch.get(batch.size() - 1);
            return step(tally, new Cursor(last.departAt(), last.tripId()));
        });
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(CityTime.ZONE).toInstant();
    }

    /** Counts what the candidate says. */
    private final class Tally {
        private final PolicyVersion candidate;
        private final LocalDate day;
        private final YearMonth month;
        private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        private final Map<String, Integer> byRule = new TreeMap<>();
        private final List<Otherwise> shown = new ArrayList<>();
        private int trips;
        private int notJudged;
        private int otherwise;

        Tally(PolicyVersion candidate, LocalDate day, YearMonth month) {
            this.candidate = candidate;
            this.day = day;
            this.month = month;
        }

        void add(Decided trip) {
            trips++;
            PolicyResult before = trip.result();
            if (before.inputs() == null) {
                notJudged++;
                return;
            }
            PolicyResult after = candidate.judge(PolicyInputs.read(before.inputs(), PolicyQuestion.class), day);
            outcomes.merge(after.outcome(), 1, Integer::sum);
            if (after.outcome() == before.outcome() && after.levels() == before.levels()) {
                return;
            }
            otherwise++;
            List<Reason> because = reasons(before, after);
            because.forEach(reason -> byRule.merge(reason.rule(), 1, Integer::sum));
            if (shown.size() < config.trialShownMax()) {
                shown.add(new Otherwise(
                        trip.tripId(),
                        trip.departAt(),
                        trip.mode(),
                        before.outcome(),
                        after.outcome(),
                        before.levels(),
                        after.levels(),
                        because));
            }
        }

        Outcomes outcomes(boolean complete) {
            return new Outcomes(month, trips, notJudged, complete, outcomes, otherwise, byRule, List.copyOf(shown));
        }
    }

    /** Rules that say something else now; when only levels differ, the rules that ask for them. */
    private static List<Reason> reasons(PolicyResult before, PolicyResult after) {
        Map<String, Said> said = said(before);
        List<Reason> differing = after.rules().stream()
                .filter(now -> now.said() != said.getOrDefault(now.rule(), Said.PASS))
                .map(now -> reason(now.rule(), said.getOrDefault(now.rule(), Said.PASS), now.said(), after))
                .collect(Collectors.toCollection(ArrayList::new));
        Map<String, Said> still = said(after);
        said.forEach((rule, then) -> {
            if (!still.containsKey(rule) && then != Said.PASS) {
                differing.add(reason(rule, then, Said.PASS, after));
            }
        });
        return differing.isEmpty()
                ? after.rules().stream()
                        .filter(now -> now.said() == Said.ESCALATE)
                        .map(now -> reason(now.rule(), Said.ESCALATE, Said.ESCALATE, after))
                        .toList()
                : differing;
    }

    private static Map<String, Said> said(PolicyResult result) {
        Map<String, Said> said = new HashMap<>();
        for (Asked asked : result.rules()) {
            said.put(asked.rule(), asked.said());
        }
        return said;
    }

    private static Reason reason(String rule, Said before, Said after, PolicyResult result) {
        Optional<PolicyFinding> finding =
                result.findings().stream().filter(f -> f.rule().equals(rule)).findFirst();
        return new Reason(
                rule,
                before,
                after,
                finding.map(PolicyFinding::textZh).orElse(null),
                finding.map(PolicyFinding::textEn).orElse(null));
    }
}
