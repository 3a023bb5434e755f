package org.twinloop.trip.pool;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.twinloop.common.CityTime;
import org.twinloop.common.Money;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.trip.planning.Plan;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.pool.PairRepository.AsBooked;
import org.twinloop.trip.pool.Proposal.Share;
import org.twinloop.trip.pool.Proposal.ShareRule;
import org.twinloop.trip.pool.Proposal.Side;

/** The events of pooling, on both trips, with what their people are told; in the running act. */
@ApplicationScoped
class PoolJournal {
    private final Journal journal;

    PoolJournal(Journal journal) {
        this.journal = journal;
    }

    /** Both are asked. */
    Uni<Void> proposed(Proposal p) {
        String saved = "预计节省 %s、%.1f 公里，请在 %s 前答复 / saves %2$.1f km and %1$s; answer by %3$s"
                .formatted(Money.fen(p.saving().fen()), p.saving().metres() / 1000.0, CityTime.clock(p.expiresAt()));
        return told("trip.pool-proposed", p, p.host(), saved)
                .chain(() -> told("trip.pool-proposed", p, p.guest(), saved));
    }

    /** Who said yes or no for one side. */
    Uni<Void> said(String type, Proposal p, Side side, UUID personId) {
        return journal.append(event(type, p, side, facts(p, side, null)).actor(personId));
    }

    /** The host learns who rides along; the guest is told by the end of its own trip. */
    Uni<Void> joined(Proposal p, long heldFen) {
        Map<String, Object> payload = facts(
                p,
                p.host(),
                "同行 %d 人加入 / %1$d more ride along".formatted(p.guest().persons()));
        payload.put("heldFen", heldFen);
        payload.put("longerM", p.terms().longerM());
        payload.put("longerS", p.terms().longerS());
        return append("trip.pool-joined", p, p.host(), payload);
    }

    /** Whoever accepted in vain is told; the other decided or let the time pass. */
    Uni<Void> ended(Proposal p, String why) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Side side : List.of(p.host(), p.guest())) {
            if (side.acceptedAt() != null) {
                done = done.chain(() -> told("trip.pool-ended", p, side, why));
            }
        }
        return done;
    }

    /** The guest has no place any more; the host drives alone, or not at all. */
    Uni<Void> parted(Proposal p, String why) {
        return told("trip.pool-left", p, p.host(), why);
    }

    /** What a guest without a place may choose from. */
    Uni<Void> offered(Proposal p, Plan plan, List<PlanOption> choices) {
        Map<String, Object> payload = facts(p, p.guest(), p.endedWhy());
        payload.put("planId", plan.id());
        payload.put("offeredUntil", plan.validUntil());
        payload.put("options", choices.stream().map(PlanOption::id).toList());
        return append("trip.pool-parted", p, p.guest(), payload);
    }

    /** Nothing is to be had: the fleet desk is told too. */
    Uni<Void> stranded(Proposal p) {
        return told("trip.stranded", p, p.guest(), p.endedWhy());
    }

    /**
     * The guest's people have arrived: what supervision needs of a ride without a car of its own. Who got out on the
     * way did so when it was agreed, or with the host when that was sooner; the price is the share of what was quoted.
     */
    Uni<Void> rode(Proposal p, AsBooked guest, JsonNode ride) {
        Map<String, Object> payload = facts(p, p.guest(), null);
        payload.put("mode", guest.mode());
        payload.put("departAt", guest.departAt());
        payload.put("arriveAt", guest.arriveAt());
        payload.put("windowTo", guest.windowTo());
        payload.put("purposeCategory", guest.purpose());
        payload.put("emergency", false);
        payload.put(
                "quotedFen",
                PoolShares.share(p.shareRule(), Money.fen(ride.path("quotedFen").asLong()), p)
                        .fen());
        payload.put(
                "legs",
                StreamSupport.stream(ride.path("legs").spliterator(), false)
                        .filter(leg -> leg.hasNonNull("startedAt") && leg.hasNonNull("endedAt"))
                        .map(leg -> leg(p, leg))
                        .toList());
        return append("trip.pool-rode", p, p.guest(), payload);
    }

    private static Map<String, Object> leg(Proposal p, JsonNode leg) {
        Instant ended = Instant.parse(leg.get("endedAt").asText());
        Instant out = p.terms().arriveAt();
        return Map.of(
                "startedAt",
                leg.get("startedAt").asText(),
                "endedAt",
                p.terms().longer() != null && out.isBefore(ended) ? out : ended);
    }

    Uni<Void> shared(Proposal p, Share share) {
        return shared(p, p.host(), share).chain(() -> shared(p, p.guest(), share));
    }

    /** Each side's chain names its own people. */
    private Uni<Void> shared(Proposal p, Side side, Share share) {
        Map<String, Object> payload = facts(
                p,
                side,
                share.rule() == ShareRule.HOST_PAYS
                        ? "由车主行程支付 / paid by the host's trip"
                        : "按人均分摊 / shared per person");
        payload.put("shareRule", share.rule());
        payload.put("postedFen", share.postedFen());
        payload.put("hostCostCentre", p.host().costCentre());
        payload.put("hostFen", share.postedFen() - share.guestFen());
        payload.put("guestCostCentre", p.guest().costCentre());
        payload.put("guestFen", share.guestFen());
        return append("trip.pool-shared", p, side, payload);
    }

    private Uni<Void> told(String type, Proposal p, Side side, String why) {
        return append(type, p, side, facts(p, side, why));
    }

    private static Map<String, Object> facts(Proposal p, Side side, String why) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("tripId", side.tripId());
        facts.put("travellerId", side.travellerId());
        facts.put("bookedById", side.actorId());
        facts.put("departAt", p.departAt());
        facts.put("proposalId", p.id());
        facts.put("otherTripId", p.beside(side).tripId());
        facts.put("role", side == p.host() ? "HOST" : "GUEST");
        if (why != null) {
            facts.put("reason", why);
        }
        return facts;
    }

    private Uni<Void> append(String type, Proposal p, Side side, Map<String, Object> payload) {
        return journal.append(event(type, p, side, payload));
    }

    private static Event event(String type, Proposal p, Side side, Map<String, Object> payload) {
        return Event.of(type)
                .subject("pool-proposal", p.id())
                .unit(side.unitId())
                .trip(side.tripId())
                .payload(payload);
    }
}
