package org.twinloop.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of Chinese yuan (ISO 4217 CNY) in integer fen, 1/100 yuan; may be negative. Sums that leave the range of a
 * long fail instead of wrapping.
 */
public record Money(long fen) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);

    @JsonCreator
    public static Money fen(long fen) {
        return fen == 0 ? ZERO : new Money(fen);
    }

    /** Rounds half up to whole fen, once, at the line where it is called. */
    public static Money ofFen(BigDecimal fen) {
        return fen(fen.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    public Money plus(Money other) {
        return fen(Math.addExact(fen, other.fen));
    }

    public Money minus(Money other) {
        return fen(Math.subtractExact(fen, other.fen));
    }

    public Money negated() {
        return fen(Math.negateExact(fen));
    }

    public Money min(Money other) {
        return fen <= other.fen ? this : other;
    }

    public boolean isNegative() {
        return fen < 0;
    }

    @JsonValue
    long json() {
        return fen;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(fen, other.fen);
    }

    /** For people: {@code ¥12.30}. */
    @Override
    public String toString() {
        return (fen < 0 ? "-¥" : "¥") + BigDecimal.valueOf(Math.abs(fen), 2).toPlainString();
    }
}
