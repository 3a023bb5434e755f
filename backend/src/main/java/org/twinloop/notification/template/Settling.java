package org.twinloop.notification.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which events make a message useless: the question was answered, the trip is over. Copies that were not sent by then
 * are dropped, and nobody is reminded any more.
 *
 * @param kinds kinds of the messages concerned
 * @param about what the two have in common
 */
public record Settling(Set<String> kinds, About about) {

    public enum About {
        /** Messages about the same trip. */
        TRIP,
        /** Messages about the same subject, for example one finding. */
        SUBJECT
    }

    private static final Set<String> ASKED_TO_DECIDE = Set.of(
            "trip.submitted",
            "trip.approval-asked",
            "trip.approval-reminder",
            "trip.approval-passed-on",
            "trip.after-trip-asked",
            "trip.after-trip-reminder",
            "trip.after-trip-passed-on");
    private static final Set<String> PASSED_ON = Set.of("trip.approval-passed-on", "trip.after-trip-passed-on");
    private static final Set<String> DECIDED =
            Set.of("trip.approved", "trip.rejected", "trip.returned", "trip.approval-missing", "trip.approval-refused");
    private static final Set<String> OVER = Set.of(
            "trip.cancelled",
            "trip.withdrawn",
            "trip.expired",
            "trip.no-show",
            "trip.pooled",
            "trip.finished",
            "trip.end-overridden");
    /** Over, and yet somebody may have to decide about it: an emergency, say. */
    private static final Set<String> RODE = Set.of("trip.finished", "trip.end-overridden");

    private static final Set<String> ON_THE_WAY = Set.of(
            "trip.approved",
            "trip.booked",
            "trip.changed",
            "trip.healed",
            "trip.heal-offered",
            "trip.place-changed",
            "trip.place-offered",
            "trip.stranded",
            "trip.stranded-desk",
            "trip.booking-declined",
            "trip.pool-proposed",
            "trip.pool-joined",
            "trip.pool-ended",
            "supervision.question-asked");
    private static final Set<String> CAR_WANTED =
            Set.of("trip.heal-offered", "trip.decline-offered", "trip.stranded", "trip.stranded-desk");

    public static List<Settling> by(String eventType) {
        List<Settling> all = new ArrayList<>();
        boolean rode = RODE.contains(eventType);
        if (DECIDED.contains(eventType) || PASSED_ON.contains(eventType) || OVER.contains(eventType) && !rode) {
            all.add(new Settling(ASKED_TO_DECIDE, About.TRIP));
        }
        if (OVER.contains(eventType)) {
            all.add(new Settling(ON_THE_WAY, About.TRIP));
        }
        switch (eventType) {
            case "trip.healed", "trip.changed", "trip.place-changed", "trip.place-offered" ->
                all.add(new Settling(CAR_WANTED, About.TRIP));
            case "trip.pool-joined", "trip.pool-ended" ->
                all.add(new Settling(Set.of("trip.pool-proposed"), About.SUBJECT));
            case "supervision.answered" -> all.add(new Settling(Set.of("supervision.found"), About.SUBJECT));
            case "supervision.reviewed", "supervision.appeal-decided" ->
                all.add(new Settling(Set.of("supervision.found", "supervision.review-asked"), About.SUBJECT));
            case "supervision.question-answered" ->
                all.add(new Settling(Set.of("supervision.question-asked"), About.SUBJECT));
            case "supervision.question-decided" ->
                all.add(new Settling(Set.of("supervision.question-asked", "supervision.question-open"), About.SUBJECT));
            case "dispute.decided", "dispute.withdrawn" ->
                all.add(new Settling(Set.of("dispute.opened", "dispute.answered", "dispute.overdue"), About.SUBJECT));
            default -> {
                // settles nothing more
            }
        }
        return List.copyOf(all);
    }
}
