package org.twinloop.settlement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.UUID;
import org.twinloop.common.CityTime;
import org.twinloop.common.Money;
import org.twinloop.identity.Unit;
import org.twinloop.operator.Operator;

/** What settlement remembers of a leg: all that a partner may bill for it. */
record TripFact(
        UUID tripId,
        TripLeg leg,
        State state,
        Operator operator,
        UUID unitId,
        String unitCode,
        UUID travellerId,
        UUID priceListId,
        Money total) {

    private static final int PSEUDONYM_DIGITS = 16;

    enum State {
        FINISHED,
        CANCELLED
    }

    static TripFact finished(UUID tripId, PricedLeg leg, Unit unit, UUID travellerId) {
        return new TripFact(
                tripId,
                leg.leg(),
                State.FINISHED,
                leg.operator(),
                unit.id(),
                unit.code(),
                travellerId,
                leg.priceList().id(),
                leg.total());
    }

    /** @param fee what the operator was paid for it, zero when it was given up in time */
    static TripFact cancelled(UUID tripId, PricedLeg leg, Unit unit, UUID travellerId, Money fee) {
        return new TripFact(
                tripId,
                leg.leg(),
                State.CANCELLED,
                leg.operator(),
                unit.id(),
                unit.code(),
                travellerId,
                leg.priceList().id(),
                fee);
    }

    /** Month of the end in Shanghai: the statement the leg belongs on. */
    String period() {
        return YearMonth.from(leg.endedAt().atZone(CityTime.ZONE)).toString();
    }

    /** The same for a person at one partner, another one at the next, so that partners cannot join their records. */
    String riderPseudonym() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((operator.id() + ":" + travellerId).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, PSEUDONYM_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
