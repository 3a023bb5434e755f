package org.twinloop.partner.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.chauffeur.Chauffeurs;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.ProblemException.FieldError;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.operator.Operator;
import org.twinloop.operator.Operators;
import org.twinloop.partner.HoldDesk;
import org.twinloop.partner.PartnerAnswers;
import org.twinloop.partner.PartnerFailure;

/**
 * Lets webhooks of partners in: what a partner tells of its own accord means the same as its answer to a question of
 * ours. The id is noted in the transaction that writes what follows, so one counts once, and one that fails can be sent
 * again.
 */
@ApplicationScoped
class WebhookDesk {

    static final String HOLD = "hold.answered";
    static final String ORDER = "order.answered";

    private final WebhookKeys keys;
    private final WebhookRepository repository;
    private final WebhookConfig config;
    private final Operators operators;
    private final HoldDesk holds;
    private final Chauffeurs chauffeurs;
    private final Database database;
    private final ObjectMapper json;
    private final MeterRegistry meters;

    WebhookDesk(
            WebhookKeys keys,
            WebhookRepository repository,
            WebhookConfig config,
            Operators operators,
            HoldDesk holds,
            Chauffeurs chauffeurs,
            Database database,
            ObjectMapper json,
            MeterRegistry meters) {
        this.keys = keys;
        this.repository = repository;
        this.config = config;
        this.operators = operators;
        this.holds = holds;
        this.chauffeurs = chauffeurs;
        this.database = database;
        this.json = json;
        this.meters = meters;
    }

    /** What came of a webhook. */
    enum Outcome {
        /** It told something new. */
        TAKEN,
        /** It told nothing new. */
        KNOWN,
        /** What it is about is over: withdrawn, past its deadline, or somebody else's. */
        TOO_LATE
    }

    /** What a webhook says. */
    private record Told(String type, UUID id, JsonNode answer) {}

    /** Takes a webhook; refuses what is forged, altered, old, or came before. */
    Uni<Outcome> take(WebhookCall call) {
        Instant now = SystemTime.now();
        if (call.body() == null || call.body().length > config.bytesMax() || !keys.admit(call, now)) {
            count("REFUSED");
            throw new ProblemException(WebhookProblem.REFUSED, "signature, key, time or operator do not fit");
        }
        Told told = read(call.body());
        return database.apart(
                        Scope.SYSTEM,
                        () -> operators
                                .byCode(call.operatorCode())
                                .chain(found -> once(found.orElseThrow(WebhookDesk::unknown), call, told, now)))
                .invoke(outcome -> count(outcome.name()));
    }

    private Uni<Outcome> once(Operator operator, WebhookCall call, Told told, Instant now) {
        return repository.insert(operator.id(), call.id(), told.type(), now).chain(isNew -> {
            if (!isNew) {
                count("REPEATED");
                throw new ProblemException(WebhookProblem.REPEATED, "webhook " + call.id() + " was taken before");
            }
            return follow(operator.id(), told).call(outcome -> repository.outcome(operator.id(), call.id(), outcome));
        });
    }

    private Uni<Outcome> follow(UUID operatorId, Told told) {
        Uni<Boolean> isNews;
        try {
            isNews = told.type().equals(HOLD)
                    ? holds.told(operatorId, told.id(), PartnerAnswers.hold(told.answer()))
                    : chauffeurs.told(operatorId, told.id(), PartnerAnswers.order(told.answer()));
        } catch (PartnerFailure unusable) {
            throw wrong("/answer", "value " + unusable.getMessage() + "; an answer as to our question is accepted");
        }
        return isNews.map(news -> news == null ? Outcome.TOO_LATE : news ? Outcome.TAKEN : Outcome.KNOWN);
    }

    private Told read(byte[] body) {
        JsonNode node;
        try {
            node = json.readTree(body);
        } catch (JsonProcessingException notJson) {
            throw new ProblemException(
                    CommonProblem.UNREADABLE,
                    "the body is no JSON",
                    List.of(new FieldError("", "a body that is no JSON; a JSON object is accepted")));
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes that cannot be read", impossible);
        }
        String type = node.path("type").asText();
        if (!type.equals(HOLD) && !type.equals(ORDER)) {
            throw wrong("/type", "value '" + shown(type) + "'; " + HOLD + " and " + ORDER + " are accepted");
        }
        if (!node.path("answer").isObject()) {
            throw wrong("/answer", "no object; an answer as to our question is accepted");
        }
        return new Told(type, id(node.path("id").asText()), node.path("answer"));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw wrong("/id", "value '" + shown(text) + "'; the id of the hold or order, a UUID, is accepted");
        }
    }

    private static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private static ProblemException wrong(String pointer, String detail) {
        return ProblemException.field(CommonProblem.INVALID, pointer, detail);
    }

    /** Keys are configured for an operator that is not registered. */
    private static ProblemException unknown() {
        return new ProblemException(WebhookProblem.REFUSED, "signature, key, time or operator do not fit");
    }

    private void count(String outcome) {
        meters.counter("twinloop.partner.webhooks", "outcome", outcome).increment();
    }
}
