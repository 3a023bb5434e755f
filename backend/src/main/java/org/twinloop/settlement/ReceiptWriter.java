package org.twinloop.settlement;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.CityTime;
import org.twinloop.common.Money;
import org.twinloop.pricing.PriceLine;

/** Writes a receipt so that a person can check it with pencil and paper: the list, its version and each line. */
final class ReceiptWriter {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(CityTime.ZONE);

    private ReceiptWriter() {}

    /**
     * A priced receipt that has moved no money yet.
     *
     * @param override why the fleet desk ended the ride; null when the traveller did
     */
    static Receipt priced(
            UUID tripId,
            UUID unitId,
            UUID travellerId,
            List<PricedLeg> legs,
            List<Charge> charges,
            Instant at,
            String override) {
        Money total = charges.stream().map(Charge::amount).reduce(Money.ZERO, Money::plus);
        Money held = charges.stream().map(Charge::held).reduce(Money.ZERO, Money::plus);
        PricedLeg first = legs.isEmpty() ? null : legs.get(0);
        return new Receipt(
                tripId,
                unitId,
                travellerId,
                Receipt.State.AWAITING_DECISION,
                legs.stream().flatMap(leg -> leg.lines().stream()).toList(),
                total,
                held,
                Money.ZERO,
                Money.ZERO,
                first == null ? null : first.priceList().id(),
                first == null ? null : first.priceList().version(),
                at,
                null,
                null,
                (override == null ? "" : "由车队管理员结束（" + override + "），按已知用量计价。")
                        + (legs.isEmpty() ? "本次出行不产生费用" : zh(legs) + "合计 " + total + "；冻结 " + held),
                (override == null ? "" : "Ended by the fleet desk (" + override + "), priced from what is known. ")
                        + (legs.isEmpty()
                                ? "This trip costs nothing"
                                : en(legs) + "Total " + total + "; held " + held));
    }

    private static String zh(List<PricedLeg> legs) {
        return legs.stream()
                .map(leg -> "按 " + MINUTE.format(leg.leg().startedAt()) + " 开始时生效的价目 "
                        + leg.priceList().number() + "（第 " + leg.priceList().version() + " 版）："
                        + lines(leg, "；", PriceLine::descriptionZh) + "。"
                        + via(leg, "途经 ", "、", "。"))
                .collect(Collectors.joining());
    }

    private static String en(List<PricedLeg> legs) {
        return legs.stream()
                .map(leg -> "By price list " + leg.priceList().number() + " (version "
                        + leg.priceList().version() + ") in force at the start "
                        + MINUTE.format(leg.leg().startedAt())
                        + ": " + lines(leg, "; ", PriceLine::descriptionEn) + ". "
                        + via(leg, "By ", ", ", ". "))
                .collect(Collectors.joining());
    }

    private static String via(PricedLeg leg, String before, String between, String after) {
        return leg.leg().via().isEmpty()
                ? ""
                : before + String.join(between, leg.leg().via()) + after;
    }

    private static String lines(
            PricedLeg leg, String between, java.util.function.Function<PriceLine, String> description) {
        return leg.lines().stream()
                .map(line -> description.apply(line) + " = " + line.amount())
                .collect(Collectors.joining(between));
    }
}
