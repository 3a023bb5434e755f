package org.twinloop.settlement.dispute;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.twinloop.identity.People;
import org.twinloop.identity.Person;
import org.twinloop.identity.Role;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** What the journal is told of a case, in the act that moves it; who is to decide is named with it. */
@ApplicationScoped
class DisputeEvents {

    private final Journal journal;
    private final People people;

    DisputeEvents(Journal journal, People people) {
        this.journal = journal;
        this.people = people;
    }

    /**
     * Tells {@code dispute.opened}, {@code dispute.answered}, {@code dispute.overdue} or {@code dispute.withdrawn}.
     *
     * @param said what was said with it
     */
    Uni<Void> told(String verb, Dispute one, UUID actor, String said) {
        return deciders(one).chain(deciders -> {
            Map<String, Object> payload = facts(one);
            payload.put("reviewerIds", deciders);
            payload.put("reason", said);
            return append("dispute." + verb, one, actor, payload);
        });
    }

    Uni<Void> decided(Dispute one, Dispute.Outcome outcome, Dispute.Decision decision, UUID by) {
        Map<String, Object> payload = facts(one);
        payload.put("outcome", outcome);
        payload.put("outcomeZh", word(outcome, "异议成立", "部分成立，已更正", "异议不成立"));
        payload.put("outcomeEn", word(outcome, "Upheld", "Corrected", "Refused"));
        payload.put("paidFen", decision.pays().fen());
        payload.put("reason", decision.reason());
        return append("dispute.decided", one, by, payload);
    }

    static String word(Dispute.Outcome outcome, String upheld, String corrected, String refused) {
        return switch (outcome) {
            case UPHELD -> upheld;
            case CORRECTED -> corrected;
            case REFUSED -> refused;
        };
    }

    /** Fleet managers and finance of the unit and of those above it, but for those whose case it is. */
    private Uni<List<UUID>> deciders(Dispute one) {
        return people.inUnitOrAboveWithRole(one.unitId(), Role.FINANCE)
                .chain(finance -> people.inUnitOrAboveWithRole(one.unitId(), Role.FLEET_MANAGER)
                        .map(fleet -> Stream.concat(finance.stream(), fleet.stream())
                                .map(Person::id)
                                .filter(id -> !id.equals(one.travellerId()) && !id.equals(one.openedBy()))
                                .distinct()
                                .toList()));
    }

    private static Map<String, Object> facts(Dispute one) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("disputeId", one.id());
        facts.put("tripId", one.tripId());
        facts.put("travellerId", one.travellerId());
        if (!one.openedBy().equals(one.travellerId())) {
            facts.put("bookedById", one.openedBy());
        }
        facts.put("item", one.claim().item());
        facts.put("expiresAt", one.dueAt());
        return facts;
    }

    private Uni<Void> append(String type, Dispute one, UUID actor, Map<String, Object> payload) {
        return journal.append(Event.of(type)
                .subject("dispute", one.id())
                .trip(one.tripId())
                .unit(one.unitId())
                .operator(one.operatorId())
                .actor(actor)
                .payload(payload));
    }
}
