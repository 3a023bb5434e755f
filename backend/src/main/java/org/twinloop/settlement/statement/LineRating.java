package org.twinloop.settlement.statement;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.twinloop.common.Money;
import org.twinloop.pricing.PriceLine;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.PriceTerms.ChauffeurTerms;
import org.twinloop.pricing.Pricing;
import org.twinloop.pricing.Product;
import org.twinloop.pricing.Usage;
import org.twinloop.pricing.Usage.ChauffeurUsage;
import org.twinloop.settlement.statement.BilledOrder.Billed;
import org.twinloop.settlement.statement.BilledOrder.Driven;
import org.twinloop.settlement.statement.BilledOrder.Ours;

/** Prices a matched order again by the same function that quoted it, and says how the line differs and why. */
final class LineRating {

    /** Differences beyond these are told, see the taxonomy of discrepancies (D05, D06, D16). */
    private static final int MINUTES_BAND = 5;

    private static final BigDecimal KM_BAND = BigDecimal.valueOf(2);
    private static final BigDecimal KM_BAND_SHARE = new BigDecimal("0.10");
    private static final double ENERGY_BAND_SHARE = 0.12;
    private static final long TOLERANCE_RATED_BY_US_FEN = 1;
    private static final long TOLERANCE_FEN = 100;
    private static final Set<String> OTHER_CODES = Set.of("INSURANCE", "OCCUPANCY");

    private final Map<UUID, PriceList> lists;

    LineRating(List<PriceList> lists) {
        this.lists = lists.stream().collect(Collectors.toMap(PriceList::id, Function.identity()));
    }

    /** The outcome for one line. */
    record Rated(
            long position,
            Verdict verdict,
            List<String> codes,
            Money expected,
            String explanationZh,
            String explanationEn) {}

    Rated rate(BilledOrder order) {
        Money billed = Money.fen(order.billed().totalFen());
        if (order.billed().isAdjustment()) {
            return new Rated(
                    order.position(),
                    Verdict.DIFFERENT,
                    List.of("D18"),
                    Money.ZERO,
                    "调整行 " + billed + "，需与原订单核对后在调整栏确认",
                    "adjustment of " + billed + ": compare with the original line, confirm as an adjustment");
        }
        if (order.ours().cancelled()) {
            return cancelled(order, billed);
        }
        if (order.ours().contest() != null) {
            return contested(order, order.ours().contest(), billed);
        }
        PriceList list = lists.get(order.ours().priceListId());
        if (list == null) {
            throw new IllegalStateException("price list " + order.ours().priceListId() + " of a fact is not there");
        }
        List<PriceLine> lines = Pricing.price(list.terms(), order.ours().usage());
        return compare(order, list, lines, new Differences());
    }

    /** What is in dispute is not paid before it is decided, and then as it was decided. */
    private static Rated contested(BilledOrder order, BilledOrder.Contest contest, Money billed) {
        Money pays = Money.fen(contest.paysFen());
        if (contest.open()) {
            return new Rated(
                    order.position(),
                    Verdict.DIFFERENT,
                    List.of("D20"),
                    pays,
                    "用车人有异议，尚未裁定：无争议的 " + pays + " 可付，账单 " + billed + " 的其余部分暂缓",
                    "disputed and not decided yet: " + pays + " is not in dispute, the rest of " + billed + " waits");
        }
        return billed.equals(pays)
                ? new Rated(
                        order.position(),
                        Verdict.MATCHED,
                        List.of(),
                        pays,
                        "异议已裁定为 " + pays + "，与账单一致",
                        "dispute decided at " + pays + ", as billed")
                : new Rated(
                        order.position(),
                        Verdict.DIFFERENT,
                        List.of("D21"),
                        pays,
                        "异议已裁定为 " + pays + "，账单 " + billed,
                        "dispute decided at " + pays + ", billed " + billed);
    }

    /** A cancelled order costs the fee that was paid for it, mostly none. */
    private static Rated cancelled(BilledOrder order, Money billed) {
        Money fee = Money.fen(order.ours().feeFen());
        boolean free = fee.equals(Money.ZERO);
        String zh = free ? "该订单已免费取消" : "该订单已取消，取消费 " + fee;
        String en = free ? "cancelled without cost" : "cancelled for a fee of " + fee;
        long more = order.billed().totalFen() - fee.fen();
        if (more == 0) {
            return new Rated(order.position(), Verdict.MATCHED, List.of(), fee, zh + "，与账单一致", en + ", as billed");
        }
        return more > 0
                ? new Rated(
                        order.position(),
                        Verdict.CANCELLED_BILLED,
                        List.of("D10"),
                        fee,
                        zh + "，仍计费 " + billed + "，多出部分应删除",
                        en + ", yet billed " + billed + ": remove what is more")
                : new Rated(
                        order.position(),
                        Verdict.DIFFERENT,
                        List.of("D04"),
                        fee,
                        zh + "，账单 " + billed + "，少收 " + Money.fen(-more),
                        en + ", billed " + billed + ", " + Money.fen(-more) + " too little");
    }

    private Rated compare(BilledOrder order, PriceList list, List<PriceLine> lines, Differences found) {
        Billed billed = order.billed();
        Ours ours = order.ours();
        Money expected = PriceLine.total(lines);
        long difference = billed.totalFen() - expected.fen();
        if (Math.abs(difference) > tolerance(ours.product(), expected)) {
            amount(found, order, list, difference);
        }
        if (billed.partsFen() != billed.totalFen()) {
            Money parts = Money.fen(billed.partsFen());
            found.add("D14", "各项之和 " + parts + " 与总额不符", "the parts add up to " + parts + ", not to the total");
        }
        measures(found, billed, ours);
        vehicle(found, billed, ours);
        if (billed.isCancelled() && billed.totalFen() > 0) {
            found.add(
                    "D10",
                    "账单状态为已取消，我方订单已完成：请运营商更正状态或删除",
                    "billed as cancelled, and our order was driven: correct the state or remove the line");
        }
        money(found, billed, ours, lines);
        if (!ours.period().equals(order.period())) {
            found.add("D15", "行程结束于 " + ours.period() + "，不属本账期", "the trip ended in " + ours.period());
        }
        String zh = "按价目 " + list.number() + " 核价 " + expected + "（" + told(lines, PriceLine::descriptionZh) + "）";
        String en =
                "by price list " + list.number() + " " + expected + " (" + told(lines, PriceLine::descriptionEn) + ")";
        return found.codes.isEmpty()
                ? new Rated(order.position(), Verdict.MATCHED, List.of(), expected, zh + "，与账单一致", en + ", as billed")
                : new Rated(
                        order.position(),
                        Verdict.DIFFERENT,
                        List.copyOf(found.codes),
                        expected,
                        found.zh() + "。" + zh,
                        found.en() + ". " + en);
    }

    /** A wrong amount that another version or package explains is the wrong tariff, else just a wrong amount. */
    private void amount(Differences found, BilledOrder order, PriceList list, long difference) {
        Money billed = Money.fen(order.billed().totalFen());
        Money by = Money.fen(Math.abs(difference));
        String zh = "账单 " + billed + (difference > 0 ? "，多收 " : "，少收 ") + by;
        String en = "billed " + billed + ", " + by + (difference > 0 ? " too much" : " too little");
        String other = otherTariff(order, list, order.billed().totalFen());
        if (other == null) {
            found.add("D04", zh, en);
        } else {
            found.add("D07", zh + "：误用 " + other, en + ": priced by " + other);
        }
    }

    private String otherTariff(BilledOrder order, PriceList right, long billedFen) {
        Usage usage = order.ours().usage();
        for (PriceList other : lists.values()) {
            boolean sameKind = other.product() == right.product()
                    && other.vehicleClass().equals(right.vehicleClass())
                    && !other.id().equals(right.id());
            if (sameKind && PriceLine.total(Pricing.price(other.terms(), usage)).fen() == billedFen) {
                return other.number();
            }
        }
        if (right.terms() instanceof ChauffeurTerms terms && usage instanceof ChauffeurUsage ride) {
            long atCost = ride.tollFen() + ride.parkingFen();
            return terms.packages().stream()
                    .filter(offer ->
                            PriceLine.total(Pricing.by(offer, terms, ride)).fen() + atCost == billedFen)
                    .map(offer -> offer.code())
                    .findFirst()
                    .orElse(null);
        }
        return null;
    }

    private static void measures(Differences found, Billed billed, Ours ours) {
        long minutes = Pricing.minutes(Duration.between(ours.startedAt(), ours.endedAt()));
        if (Math.abs(billed.minutes() - minutes) > MINUTES_BAND) {
            found.add(
                    "D05",
                    "计费 " + billed.minutes() + " 分钟，实测 " + minutes + " 分钟",
                    "billed " + billed.minutes() + " min, measured " + minutes + " min");
        }
        kilometres(found, billed, ours);
        if (ours.product() == Product.CHARGING
                && Math.abs(billed.energyWh() - ours.energyWh()) > ours.energyWh() * ENERGY_BAND_SHARE) {
            found.add(
                    "D16",
                    "计费 " + billed.energyWh() + " Wh，实测 " + ours.energyWh() + " Wh",
                    "billed " + billed.energyWh() + " Wh, measured " + ours.energyWh() + " Wh");
        }
        if (billed.unitCode() != null && !billed.unitCode().equals(ours.unitCode())) {
            found.add(
                    "D08",
                    "单位 " + billed.unitCode() + " 应为 " + ours.unitCode(),
                    "unit " + billed.unitCode() + " should be " + ours.unitCode());
        }
    }

    /** Against the distance that is believed, with those beside it told. */
    private static void kilometres(Differences found, Billed billed, Ours ours) {
        BigDecimal believed = ours.believedKm();
        BigDecimal band = believed.multiply(KM_BAND_SHARE).max(KM_BAND);
        boolean driven = ours.product() == Product.CAR_SHARE || ours.product() == Product.CHAUFFEUR;
        if (driven && billed.km().subtract(believed).abs().compareTo(band) > 0) {
            String zh = "计费 " + plain(billed.km()) + " 公里，实测 " + plain(believed) + " 公里";
            String en = "billed " + plain(billed.km()) + " km, measured " + plain(believed) + " km";
            Driven told = ours.driven();
            found.add(
                    "D06",
                    told == null ? zh : zh + "（" + sources(told, "里程表", "道路匹配", "卫星定位") + "）",
                    told == null ? en : en + " (" + sources(told, "odometer", "roads", "positions") + ")");
        }
    }

    /** Each distance that is known; the believed one with a star. */
    private static String sources(Driven told, String odometer, String roads, String positions) {
        return Stream.of(
                        source(odometer, told.odometerKm(), told.chosen().equals("ODOMETER")),
                        source(roads, told.matchedKm(), told.chosen().equals("MATCHED")),
                        source(positions, told.gpsKm(), told.chosen().equals("GPS")))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private static String source(String name, BigDecimal km, boolean believed) {
        return km == null ? null : name + (believed ? "* " : " ") + plain(km) + " km";
    }

    private static String plain(BigDecimal km) {
        return km.stripTrailingZeros().toPlainString();
    }

    /** A plate counts by its letters and figures: 沪A·D12345 is 沪AD12345. */
    private static void vehicle(Differences found, Billed billed, Ours ours) {
        if (billed.plate() != null
                && ours.plate() != null
                && !bare(billed.plate()).equals(bare(ours.plate()))) {
            found.add(
                    "D19",
                    "车牌 " + billed.plate() + " 应为 " + ours.plate(),
                    "plate " + billed.plate() + " should be " + ours.plate());
        }
    }

    private static String bare(String plate) {
        return plate.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
    }

    private static void money(Differences found, Billed billed, Ours ours, List<PriceLine> lines) {
        long other = lines.stream()
                .filter(line -> OTHER_CODES.contains(line.code()))
                .mapToLong(line -> line.amount().fen())
                .sum();
        if (billed.otherFen() > other) {
            Money extra = Money.fen(billed.otherFen() - other);
            found.add("D11", "其他费用 " + extra + " 不可报销，应向个人追偿", "other charges of " + extra + " are the person's own");
        }
        if (ours.ceilingFen() != null && billed.totalFen() > ours.ceilingFen()) {
            Money ceiling = Money.fen(ours.ceilingFen());
            found.add("D12", "超出批准上限 " + ceiling, "above the approved ceiling of " + ceiling);
        }
        if (billed.tollFen() > ours.tollFen() || billed.parkingFen() > ours.parkingFen()) {
            found.add("D13", "路桥费或停车费缺少凭证", "toll or parking without a receipt");
        }
    }

    private static long tolerance(Product product, Money expected) {
        return product == Product.CAR_SHARE ? TOLERANCE_RATED_BY_US_FEN : Math.max(TOLERANCE_FEN, expected.fen() / 100);
    }

    private static String told(List<PriceLine> lines, Function<PriceLine, String> description) {
        return lines.stream()
                .map(line -> description.apply(line) + " = " + line.amount())
                .collect(Collectors.joining("; "));
    }

    /** What was found to differ, in words of both languages. */
    private static final class Differences {
        private final List<String> codes = new ArrayList<>();
        private final List<String> zh = new ArrayList<>();
        private final List<String> en = new ArrayList<>();

        void add(String code, String inZh, String inEn) {
            codes.add(code);
            zh.add(inZh);
            en.add(inEn);
        }

        String zh() {
            return String.join("；", zh);
        }

        String en() {
            return String.join("; ", en);
        }
    }
}
