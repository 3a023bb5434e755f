package org.twinloop.partner;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.partner.PartnerCalls.Question;
import org.twinloop.partner.PartnerCalls.Reply;
import org.twinloop.vehicle.CarShareOperator;

/** Holds at a car-share operator: {@code POST}, {@code GET} and {@code DELETE} below {@code /holds}. */
@ApplicationScoped
class CarShareClient implements CarShareOperator {

    private static final String FEED = "carshare/holds";

    private final PartnerCalls calls;

    CarShareClient(PartnerCalls calls) {
        this.calls = calls;
    }

    private record HoldRequest(UUID holdId, String vin, Instant from, Instant to) {}

    @Override
    public Uni<HoldAnswer> hold(HoldWish wish) {
        HoldRequest body = new HoldRequest(wish.holdId(), wish.vin(), wish.from(), wish.to());
        return calls.ask(new Question(wish.operatorId(), FEED, HttpMethod.POST, "/holds", body))
                .map(reply -> reply.status() == 409
                        ? new HoldAnswer(Outcome.DECLINED, "the operator knows another hold under this id")
                        : answer(reply));
    }

    /** A hold the operator does not know was never taken: asking is then for the caller to repeat. */
    @Override
    public Uni<HoldAnswer> answer(UUID operatorId, UUID holdId) {
        return calls.ask(new Question(operatorId, FEED, HttpMethod.GET, "/holds/" + holdId, null))
                .map(reply -> reply.status() == 404 ? new HoldAnswer(Outcome.UNKNOWN, null) : answer(reply));
    }

    @Override
    public Uni<Void> cancel(UUID operatorId, UUID holdId) {
        return calls.ask(new Question(operatorId, FEED, HttpMethod.DELETE, "/holds/" + holdId, null))
                .map(reply -> {
                    if (reply.status() == 409) {
                        throw new PartnerFailure("the operator refused to take the hold back");
                    }
                    return null;
                });
    }

    private static HoldAnswer answer(Reply reply) {
        return PartnerAnswers.hold(reply.body());
    }
}
