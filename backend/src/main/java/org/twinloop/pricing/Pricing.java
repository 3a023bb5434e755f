package org.twinloop.pricing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.common.Money;
import org.twinloop.pricing.PriceTerms.BikeTerms;
import org.twinloop.pricing.PriceTerms.CarShareTerms;
import org.twinloop.pricing.PriceTerms.ChargingTerms;
import org.twinloop.pricing.PriceTerms.ChauffeurTerms;
import org.twinloop.pricing.PriceTerms.ServicePackage;
import org.twinloop.pricing.Usage.BikeUsage;
import org.twinloop.pricing.Usage.CarShareUsage;
import org.twinloop.pricing.Usage.ChargingUsage;
import org.twinloop.pricing.Usage.ChauffeurUsage;

/**
 * The price functions: terms and usage in, lines out. Pure; quote, bill, reconciliation and audit all call these.
 * Durations round up to whole minutes, at least one; every line rounds half up to whole fen, once.
 */
public final class Pricing {

    private static final int DAY_MINUTES = 24 * 60;

    private Pricing() {}

    /** Lines of the price; their sum is what is owed. */
    public static List<PriceLine> price(PriceTerms terms, Usage usage) {
        if (terms instanceof CarShareTerms car && usage instanceof CarShareUsage drive) {
            return carShare(car, drive);
        }
        if (terms instanceof BikeTerms bike && usage instanceof BikeUsage ride) {
            return bike(bike, ride);
        }
        if (terms instanceof ChauffeurTerms service && usage instanceof ChauffeurUsage order) {
            return chauffeur(service, order);
        }
        if (terms instanceof ChargingTerms charging && usage instanceof ChargingUsage session) {
            return ChargingPrice.of(charging, session);
        }
        throw new IllegalArgumentException(
                usage.product() + " usage cannot be priced by " + terms.product() + " terms");
    }

    /** Whole minutes begun; less than a minute counts as one. */
    public static long minutes(Duration duration) {
        long seconds = duration.toSeconds() + (duration.getNano() > 0 ? 1 : 0);
        return Math.max(1, (seconds + 59) / 60);
    }

    private static List<PriceLine> carShare(CarShareTerms terms, CarShareUsage drive) {
        long minutes = minutes(Duration.between(drive.start(), drive.end()));
        long days = minutes / DAY_MINUTES;
        long rest = minutes % DAY_MINUTES;
        long firstDay = beyondFlat(terms, Math.min(minutes, DAY_MINUTES));
        long uncapped = firstDay + Math.max(0, minutes - DAY_MINUTES) * terms.perMinuteFen();
        long capped = Math.min(terms.capPer24hFen(), firstDay);
        if (days > 0) {
            capped += (days - 1) * Math.min(terms.capPer24hFen(), DAY_MINUTES * terms.perMinuteFen());
            capped += Math.min(terms.capPer24hFen(), rest * terms.perMinuteFen());
        }

        List<PriceLine> lines = new ArrayList<>();
        lines.add(carShareTime(terms, minutes, uncapped));
        if (capped < uncapped) {
            Money cap = Money.fen(terms.capPer24hFen());
            lines.add(line(
                    "DAY_CAP_ADJ",
                    "每24小时封顶 " + cap,
                    "capped at " + cap + " per 24 hours",
                    BigDecimal.valueOf(days + (rest > 0 ? 1 : 0)),
                    "day",
                    Money.fen(capped - uncapped)));
        }
        if (terms.perKmFen() > 0) {
            Money perKm = Money.fen(terms.perKmFen());
            lines.add(line(
                    "DISTANCE",
                    plain(drive.km()) + " 公里 × " + perKm,
                    plain(drive.km()) + " km × " + perKm,
                    drive.km(),
                    "km",
                    times(drive.km(), terms.perKmFen())));
        }
        if (terms.insuranceFen() > 0) {
            lines.add(line(
                    "INSURANCE", "不计免赔", "excess waiver", BigDecimal.ONE, "trip", Money.fen(terms.insuranceFen())));
        }
        return List.copyOf(lines);
    }

    private static long beyondFlat(CarShareTerms terms, long minutes) {
        return terms.flatFen() + Math.max(0, minutes - terms.flatMinutes()) * terms.perMinuteFen();
    }

    private static PriceLine carShareTime(CarShareTerms terms, long minutes, long uncappedFen) {
        Money flat = Money.fen(terms.flatFen());
        Money perMinute = Money.fen(terms.perMinuteFen());
        long beyond = Math.max(0, minutes - terms.flatMinutes());
        String zh = "用车 " + minutes + " 分钟：前 " + terms.flatMinutes() + " 分钟 " + flat;
        String en = minutes + " min: first " + terms.flatMinutes() + " min " + flat;
        if (beyond > 0) {
            zh += "，其后 " + beyond + " 分钟 × " + perMinute;
            en += ", then " + beyond + " min × " + perMinute;
        }
        return line("TIME", zh, en, BigDecimal.valueOf(minutes), "min", Money.fen(uncappedFen));
    }

    private static List<PriceLine> bike(BikeTerms terms, BikeUsage ride) {
        long minutes = minutes(Duration.between(ride.start(), ride.end()));
        List<PriceLine> lines = new ArrayList<>();
        lines.add(line(
                "TIME",
                "起步 " + terms.baseMinutes() + " 分钟内",
                "first " + terms.baseMinutes() + " min",
                BigDecimal.valueOf(Math.min(minutes, terms.baseMinutes())),
                "min",
                Money.fen(terms.baseFen())));
        if (minutes > terms.baseMinutes()) {
            long beyond = minutes - terms.baseMinutes();
            long steps = (beyond + terms.stepMinutes() - 1) / terms.stepMinutes();
            Money step = Money.fen(terms.stepFen());
            lines.add(line(
                    "TIME",
                    "其后 " + beyond + " 分钟，每 " + terms.stepMinutes() + " 分钟 " + step + " × " + steps,
                    "then " + beyond + " min, " + step + " per " + terms.stepMinutes() + " min × " + steps,
                    BigDecimal.valueOf(beyond),
                    "min",
                    Money.fen(Math.multiplyExact(steps, terms.stepFen()))));
        }
        return List.copyOf(lines);
    }

    private static List<PriceLine> chauffeur(ChauffeurTerms terms, ChauffeurUsage order) {
        List<PriceLine> best = null;
        for (ServicePackage chosen : terms.packages()) {
            List<PriceLine> lines = by(chosen, terms, order);
            if (best == null || PriceLine.total(lines).compareTo(PriceLine.total(best)) < 0) {
                best = lines;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("the terms name no package");
        }
        List<PriceLine> lines = new ArrayList<>(best);
        addAtCost(lines, "TOLL", "路桥费（实付）", "tolls at cost", order.tollFen());
        addAtCost(lines, "PARKING", "停车费（实付）", "parking at cost", order.parkingFen());
        return List.copyOf(lines);
    }

    /** Price by one package, whether it is the cheapest or not; reconciliation asks which one a partner chose. */
    public static List<PriceLine> by(ServicePackage chosen, ChauffeurTerms terms, ChauffeurUsage order) {
        long minutes = minutes(Duration.between(order.start(), order.end()));
        List<PriceLine> lines = new ArrayList<>();
        lines.add(line(
                "PACKAGE",
                chosen.nameZh() + "：含 " + chosen.minutes() + " 分钟、" + chosen.km() + " 公里",
                chosen.nameEn() + ": " + chosen.minutes() + " min and " + chosen.km() + " km included",
                BigDecimal.ONE,
                "package",
                Money.fen(chosen.fen())));
        BigDecimal overKm = order.km().subtract(BigDecimal.valueOf(chosen.km()));
        if (overKm.signum() > 0 && terms.overKmFen() > 0) {
            Money perKm = Money.fen(terms.overKmFen());
            lines.add(line(
                    "OVER_KM",
                    "超里程 " + plain(overKm) + " 公里 × " + perKm,
                    plain(overKm) + " km beyond × " + perKm,
                    overKm,
                    "km",
                    times(overKm, terms.overKmFen())));
        }
        long overMinutes = minutes - chosen.minutes();
        if (overMinutes > 0 && terms.overtimeStepFen() > 0) {
            long steps = (overMinutes + terms.overtimeStepMinutes() - 1) / terms.overtimeStepMinutes();
            Money step = Money.fen(terms.overtimeStepFen());
            lines.add(line(
                    "OVER_TIME",
                    "超时 " + overMinutes + " 分钟，每 " + terms.overtimeStepMinutes() + " 分钟 " + step + " × " + steps,
                    overMinutes + " min beyond, " + step + " per " + terms.overtimeStepMinutes() + " min × " + steps,
                    BigDecimal.valueOf(steps),
                    "step",
                    Money.fen(Math.multiplyExact(steps, terms.overtimeStepFen()))));
        }
        return List.copyOf(lines);
    }

    private static void addAtCost(List<PriceLine> lines, String code, String zh, String en, long fen) {
        if (fen > 0) {
            lines.add(line(code, zh, en, BigDecimal.ONE, "trip", Money.fen(fen)));
        }
    }

    static PriceLine line(String code, String zh, String en, BigDecimal quantity, String unit, Money amount) {
        return new PriceLine(code, zh, en, quantity, unit, amount);
    }

    static Money times(BigDecimal quantity, long fenEach) {
        return Money.ofFen(quantity.multiply(BigDecimal.valueOf(fenEach)));
    }

    static String plain(BigDecimal quantity) {
        return quantity.signum() == 0 ? "0" : quantity.stripTrailingZeros().toPlainString();
    }
}
