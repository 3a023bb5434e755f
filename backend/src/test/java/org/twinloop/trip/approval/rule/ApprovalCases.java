package org.twinloop.trip.approval.rule;

import static org.twinloop.trip.approval.rule.Case.boundary;
import static org.twinloop.trip.approval.rule.Case.fails;
import static org.twinloop.trip.approval.rule.Case.passes;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Backfill;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Change;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Decision;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Decision.Candidate;
import org.twinloop.trip.approval.rule.PolicyResult.Said;

/** PR-05 to PR-07. */
final class ApprovalCases {
    private static final Instant NOW = at("2026-11-23T09:00");
    private static final UUID WANG = new UUID(2, 1);
    private static final UUID ZHOU = new UUID(2, 2);
    private static final UUID SUN = new UUID(2, 3);

    private ApprovalCases() {}

    static Stream<Case> all() {
        return Stream.of(deciders(), changes(), backfills()).flatMap(cases -> cases);
    }

    private static Instant at(String local) {
        return Question.instant(LocalDateTime.parse(local));
    }

    private static Candidate holder(UUID who) {
        return new Candidate(who, Optional.empty(), true, true, false);
    }

    private static Decision decides(UUID who, Set<UUID> before, Candidate... candidates) {
        return new Decision(
                NOW, new Decision.Request(who), new Decision.Facts(Set.of(WANG), List.of(candidates), before));
    }

    private static Stream<Case> deciders() {
        Candidate forZhou = new Candidate(SUN, Optional.of(ZHOU), true, true, false);
        return Stream.of(
                passes("PR-05", "a holder of the level", decides(ZHOU, Set.of(), holder(ZHOU))),
                passes("PR-05", "the delegate", decides(SUN, Set.of(), forZhou)),
                boundary("PR-05", Said.PASS, "somebody else decided before", decides(ZHOU, Set.of(SUN), holder(ZHOU))),
                boundary(
                        "PR-05",
                        Said.BLOCK,
                        "the same decided before",
                        decides(ZHOU, Set.of(ZHOU), holder(ZHOU), holder(SUN))),
                fails("PR-05", Said.BLOCK, "the traveller", decides(WANG, Set.of(), holder(WANG), holder(ZHOU))),
                fails(
                        "PR-05",
                        Said.BLOCK,
                        "the traveller's own delegate",
                        decides(SUN, Set.of(), new Candidate(SUN, Optional.of(WANG), true, true, false), holder(ZHOU))),
                fails("PR-05", Said.BLOCK, "nobody of the chain", decides(SUN, Set.of(), holder(ZHOU))),
                fails(
                        "PR-05",
                        Said.BLOCK,
                        "who left",
                        decides(SUN, Set.of(), new Candidate(SUN, Optional.empty(), false, true, false), holder(ZHOU))),
                fails(
                        "PR-05",
                        Said.BLOCK,
                        "who serves another unit now",
                        decides(SUN, Set.of(), new Candidate(SUN, Optional.empty(), true, false, false), holder(ZHOU))),
                fails(
                        "PR-05",
                        Said.BLOCK,
                        "who handed the right on",
                        decides(ZHOU, Set.of(), new Candidate(ZHOU, Optional.empty(), true, true, true), forZhou)));
    }

    private static Change changed(String destination, int fromMinutes, int toMinutes, TravelMode mode, long fen) {
        Instant from = at("2026-11-23T10:00");
        Instant to = at("2026-11-23T12:00");
        return new Change(
                NOW,
                new Change.Request(
                        Set.of(destination),
                        from.plus(Duration.ofMinutes(fromMinutes)),
                        to.plus(Duration.ofMinutes(toMinutes)),
                        mode,
                        fen),
                new Change.Facts(Set.of("PL-G03"), from, to, TravelMode.EV, 10_000));
    }

    private static Stream<Case> changes() {
        TravelMode ev = TravelMode.EV;
        return Stream.of(
                passes("PR-06", "as approved", changed("PL-G03", 0, 0, ev, 10_000)),
                passes("PR-06", "shorter and cheaper", changed("PL-G03", 30, -60, ev, 4_000)),
                boundary("PR-06", Said.PASS, "half an hour earlier", changed("PL-G03", -30, 0, ev, 10_000)),
                boundary("PR-06", Said.BLOCK, "31 minutes earlier", changed("PL-G03", -31, 0, ev, 10_000)),
                boundary("PR-06", Said.PASS, "half an hour later", changed("PL-G03", 0, 30, ev, 10_000)),
                boundary("PR-06", Said.BLOCK, "31 minutes later", changed("PL-G03", 0, 31, ev, 10_000)),
                boundary("PR-06", Said.PASS, "a fifth dearer", changed("PL-G03", 0, 0, ev, 12_000)),
                boundary("PR-06", Said.BLOCK, "a fen more", changed("PL-G03", 0, 0, ev, 12_001)),
                fails("PR-06", Said.BLOCK, "another destination", changed("PL-K02", 0, 0, ev, 10_000)),
                fails("PR-06", Said.BLOCK, "another mode", changed("PL-G03", 0, 0, TravelMode.CHAUFFEUR, 10_000)),
                fails("PR-06", Said.BLOCK, "another day", changed("PL-G03", 1_440, 1_440, ev, 10_000)));
    }

    private static Backfill asked(String wentAt, String now, String reasonAt) {
        return new Backfill(
                at(now),
                new Backfill.Request(Optional.ofNullable(reasonAt).map(ApprovalCases::at)),
                new Backfill.Facts(at(wentAt)));
    }

    /** The working day after Wednesday 30 September is Thursday 8 October; after Friday 9 October it is a Saturday. */
    private static Stream<Case> backfills() {
        return Stream.of(
                passes("PR-07", "told the same day", asked("2026-11-23T23:00", "2026-11-25T08:00", "2026-11-23T23:30")),
                boundary(
                        "PR-07",
                        Said.PASS,
                        "told at 18:00",
                        asked("2026-11-23T23:00", "2026-11-25T08:00", "2026-11-24T18:00")),
                boundary(
                        "PR-07",
                        Said.FINDING,
                        "told a minute late",
                        asked("2026-11-23T23:00", "2026-11-25T08:00", "2026-11-24T18:01")),
                boundary(
                        "PR-07",
                        Said.LATER,
                        "18:00, and not told",
                        asked("2026-11-23T23:00", "2026-11-24T18:00", null)),
                boundary(
                        "PR-07",
                        Said.FINDING,
                        "18:01, and not told",
                        asked("2026-11-23T23:00", "2026-11-24T18:01", null)),
                boundary("PR-07", Said.LATER, "over the holidays", asked("2026-09-30T23:00", "2026-10-08T17:59", null)),
                boundary(
                        "PR-07",
                        Said.FINDING,
                        "after the holidays",
                        asked("2026-09-30T23:00", "2026-10-08T18:01", null)),
                boundary(
                        "PR-07",
                        Said.FINDING,
                        "a make-up Saturday counts",
                        asked("2026-10-09T23:00", "2026-10-10T18:01", null)),
                fails("PR-07", Said.FINDING, "never told", asked("2026-11-23T23:00", "2026-12-01T09:00", null)));
    }
}
