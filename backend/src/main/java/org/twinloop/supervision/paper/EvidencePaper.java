package org.twinloop.supervision.paper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.twinloop.journal.Chain;
import org.twinloop.journal.evidence.ChainLine;
import org.twinloop.journal.evidence.EvidenceBundle;

/**
 * What a bundle tells, as a person reads it.
 *
 * @param moments events of the trip in sealed order
 */
record EvidencePaper(EvidenceBundle bundle, List<Moment> moments) {

    EvidencePaper {
        moments = List.copyOf(moments);
    }

    /** What a payload may say of people, and their part. */
    private static final Map<String, String> PARTS = parts();

    /** Sums a payload may name, in the order they come about. */
    private static final List<String> SUMS =
            List.of("quotedFen", "heldFen", "receiptFen", "postedFen", "releasedFen", "feeFen");

    private static final String DECIDED = "审批人 Approver";

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("travellerId", "用车人 Traveller");
        parts.put("bookedById", "申请人 Asked for it");
        return parts;
    }

    /** Types of events whose actor decided something, and as what. */
    private static final Map<String, String> DECIDERS = Map.ofEntries(
            Map.entry("trip.approved", DECIDED),
            Map.entry("trip.level-approved", DECIDED),
            Map.entry("trip.returned", DECIDED),
            Map.entry("trip.rejected", DECIDED),
            Map.entry("trip.approval-refused", DECIDED),
            Map.entry("trip.end-overridden", "调度 Fleet desk"),
            Map.entry("supervision.reviewed", "监管复核人 Reviewer"),
            Map.entry("supervision.appeal-decided", "申诉复核人 Reviewer of the appeal"),
            Map.entry("supervision.question-decided", "监管复核人 Reviewer"),
            Map.entry("supervision.sample-reviewed", "抽查人 Reviewer of a sample"));

    /**
     * An event.
     *
     * @param hash of the chain up to and with it, hex
     * @param payload empty once erased
     */
    record Moment(long seq, String hash, String type, Instant occurredAt, UUID actorId, Optional<JsonNode> payload) {

        Optional<String> text(String field) {
            return payload.map(body -> body.path(field))
                    .filter(value -> value.isValueNode() && !value.isNull())
                    .map(JsonNode::asText);
        }
    }

    /** Somebody's part in the trip. */
    record Part(String role, UUID personId) {}

    /** Reads a bundle whose hashes are reckoned again from its checkpoints; nothing else is believed. */
    static EvidencePaper of(EvidenceBundle bundle, ObjectMapper json) {
        List<Moment> moments = new ArrayList<>();
        for (EvidenceBundle.Stretch stretch : bundle.stretches()) {
            byte[] hash = stretch.from() == null
                    ? new byte[Chain.HASH_BYTES]
                    : HexFormat.of().parseHex(stretch.from().hash());
            for (ChainLine line : stretch.lines()) {
                hash = Chain.next(hash, line.seq(), HexFormat.of().parseHex(line.link()));
                if (line.event() != null) {
                    moments.add(moment(line, HexFormat.of().formatHex(hash), json));
                }
            }
        }
        return new EvidencePaper(bundle, moments);
    }

    private static Moment moment(ChainLine line, String hash, ObjectMapper json) {
        ChainLine.Entry event = line.event();
        try {
            Optional<JsonNode> payload =
                    event.body() == null ? Optional.empty() : Optional.of(json.readTree(event.body()));
            return new Moment(line.seq(), hash, event.type(), event.occurredAt(), event.actorId(), payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the payload of event " + event.id() + " is not JSON", e);
        }
    }

    /** Everybody who had a part, each part and person once. */
    Set<Part> people() {
        Set<Part> found = new LinkedHashSet<>();
        PARTS.forEach((field, role) -> moments.stream()
                .flatMap(moment -> moment.text(field).stream())
                .forEach(id -> found.add(new Part(role, UUID.fromString(id)))));
        moments.stream()
                .filter(moment -> moment.actorId() != null && DECIDERS.containsKey(moment.type()))
                .forEach(moment -> found.add(new Part(DECIDERS.get(moment.type()), moment.actorId())));
        return found;
    }

    /** All whose names are printed. */
    Set<UUID> personIds() {
        Set<UUID> ids = new LinkedHashSet<>();
        people().forEach(part -> ids.add(part.personId()));
        moments.stream().map(Moment::actorId).filter(id -> id != null).forEach(ids::add);
        return ids;
    }

    /** What was said last of a field by the trip's own events. */
    Optional<String> last(String field) {
        return moments.stream()
                .filter(moment -> moment.type().startsWith("trip."))
                .flatMap(moment -> moment.text(field).stream())
                .reduce((before, after) -> after);
    }

    /** Sums of money in fen by the field that names them, the newest of each. */
    Map<String, Long> money() {
        Map<String, Long> sums = new LinkedHashMap<>();
        SUMS.forEach(field -> last(field).ifPresent(fen -> sums.put(field, Long.valueOf(fen))));
        return sums;
    }

    /** Kilometres of all rides by the newest event that tells them. */
    Optional<Double> km() {
        return moments.stream()
                .flatMap(moment -> moment.payload().stream())
                .map(body -> body.path("legs"))
                .filter(legs -> legs.isArray() && !legs.isEmpty())
                .reduce((before, after) -> after)
                .map(EvidencePaper::sum);
    }

    private static double sum(JsonNode legs) {
        double km = 0;
        for (JsonNode leg : legs) {
            km += leg.path("km").asDouble();
        }
        return km;
    }

    /** What supervision noticed, asked and decided. */
    Stream<Moment> supervision() {
        return moments.stream()
                .filter(moment -> moment.type().startsWith("supervision.")
                        && !moment.type().equals("supervision.checked")
                        && !moment.type().equals("supervision.review-asked"));
    }
}
