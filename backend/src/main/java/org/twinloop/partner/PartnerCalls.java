package org.twinloop.partner;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.operator.Operator;
import org.twinloop.operator.Operators;

/**
 * JSON calls to a partner's own endpoint with its token, and the health of that endpoint kept by the way. Never called
 * inside an act.
 */
@ApplicationScoped
class PartnerCalls {

    private final PartnerHttp http;
    private final FeedHealth health;
    private final Operators operators;
    private final Database database;
    private final ObjectMapper json;
    private final PartnerConfig config;

    PartnerCalls(
            PartnerHttp http,
            FeedHealth health,
            Operators operators,
            Database database,
            ObjectMapper json,
            PartnerConfig config) {
        this.http = http;
        this.health = health;
        this.operators = operators;
        this.database = database;
        this.json = json;
        this.config = config;
    }

    /**
     * A question to a partner.
     *
     * @param feed name of the endpoint in the health table
     * @param path below the partner's endpoint, begins with a slash
     * @param body null for none
     */
    record Question(UUID operatorId, String feed, HttpMethod method, String path, Object body) {}

    /** A JSON answer; the body is an empty object where there was none. */
    record Reply(int status, JsonNode body) {}

    /** Asks. Server errors, odd statuses and bodies that are not JSON are failures, and mark the endpoint as down. */
    Uni<Reply> ask(Question question) {
        return database.apart(Scope.SYSTEM, () -> operators.get(question.operatorId()))
                .chain(operator -> ask(question, operator));
    }

    private Uni<Reply> ask(Question question, Operator operator) {
        if (operator.endpointUrl() == null) {
            return Uni.createFrom().failure(new PartnerFailure(operator.code() + " has no endpoint"));
        }
        return http.send(call(question, operator))
                .map(this::reply)
                .call(reply -> database.apart(
                        Scope.SYSTEM,
                        () -> health.ok(FeedHealth.Success.endpoint(
                                question.operatorId(), question.feed(), operator.endpointUrl()))))
                .onFailure(PartnerFailure.class)
                .call(failed -> database.apart(
                        Scope.SYSTEM,
                        () -> health.failed(
                                question.operatorId(), question.feed(), operator.endpointUrl(), failed.getMessage())));
    }

    private PartnerHttp.Call call(Question question, Operator operator) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", "application/json");
        token(operator.code(), headers);
        byte[] body = null;
        if (question.body() != null) {
            headers.put("Content-Type", "application/json");
            body = bytes(question.body());
        }
        return new PartnerHttp.Call(
                question.method(),
                URI.create(operator.endpointUrl() + question.path()),
                headers,
                body,
                config.answerBytesMax());
    }

    private void token(String operatorCode, Map<String, String> headers) {
        String token = config.tokens().getOrDefault(operatorCode, config.token().orElse(""));
        if (!token.isBlank()) {
            headers.put("Authorization", "Bearer " + token);
        }
    }

    private Reply reply(PartnerHttp.Answer answer) {
        int status = answer.status();
        boolean meant =
                status == 200 || status == 201 || status == 202 || status == 204 || status == 404 || status == 409;
        if (!meant) {
            throw new PartnerFailure("status " + status);
        }
        if (answer.body().length == 0 || status == 404 || status == 409) {
            return new Reply(status, json.createObjectNode());
        }
        try {
            return new Reply(status, json.readTree(answer.body()));
        } catch (JacksonException e) {
            throw new PartnerFailure("status " + status + " with a body that is not JSON");
        } catch (IOException e) {
            throw new PartnerFailure("status " + status + " with an unreadable body");
        }
    }

    private byte[] bytes(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JacksonException e) {
            throw new IllegalStateException("a request to a partner cannot be written", e);
        }
    }
}
