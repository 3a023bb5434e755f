package org.twinloop.supervision;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.Ids;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** Writes findings down and tells of them, in the running act. */
@ApplicationScoped
public class Findings {

    private final FindingRepository repository;
    private final Journal journal;
    private final ObjectMapper json;
    private final Clock clock;

    Findings(FindingRepository repository, Journal journal, ObjectMapper json, Clock clock) {
        this.repository = repository;
        this.journal = journal;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What was noticed about a trip, or about something else ({@link #noticeAbout}).
     *
     * @param tripId null when it is about no trip
     * @param travellerId null when not on record, so {@code bookedById}
     * @param inputs the values that were seen, so that a person can check the explanation
     * @param causedBy event that gave rise to it; null for none
     */
    public record Noticed(
            UUID tripId,
            UUID unitId,
            UUID travellerId,
            UUID bookedById,
            String rule,
            String ruleVersion,
            Map<String, Object> inputs,
            String textZh,
            String textEn,
            UUID causedBy) {}

    /** Answers the finding: a new one, or the one in which the same rule found the same trip before. */
    public Uni<UUID> notice(Noticed noticed) {
        return add(null, noticed);
    }

    /**
     * The same about a car and nobody's trip.
     *
     * @param about what it is about, by which the same rule finds it once: {@code vehicle:<id>:<day>}
     */
    public Uni<UUID> noticeAbout(String about, Noticed noticed) {
        return add(about, noticed);
    }

    private Uni<UUID> add(String about, Noticed noticed) {
        Finding finding = new Finding(
                Ids.next(),
                noticed.tripId(),
                noticed.unitId(),
                noticed.travellerId(),
                noticed.bookedById(),
                noticed.rule(),
                noticed.ruleVersion(),
                Finding.Phase.OPEN,
                null,
                clock.instant(),
                json.valueToTree(noticed.inputs()),
                noticed.textZh(),
                noticed.textEn(),
                List.of());
        return repository
                .insert(finding, about)
                .chain(isNew -> isNew
                        ? tell(finding, noticed.causedBy()).replaceWith(finding.id())
                        : repository.idOf(noticed.tripId(), about, noticed.rule()));
    }

    private Uni<Void> tell(Finding finding, UUID causedBy) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("findingId", finding.id());
        payload.put("travellerId", finding.travellerId());
        payload.put("rule", finding.rule());
        payload.put("ruleVersion", finding.ruleVersion());
        payload.put("inputs", finding.inputs());
        payload.put("textZh", finding.textZh());
        payload.put("textEn", finding.textEn());
        return journal.append(Event.of("supervision.found")
                .subject("finding", finding.id())
                .trip(finding.tripId())
                .unit(finding.unitId())
                .causedBy(causedBy)
                .payload(payload));
    }
}
