package org.twinloop.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twinloop.common.CityTime;
import org.twinloop.common.Money;
import org.twinloop.pricing.PriceTerms.Band;
import org.twinloop.pricing.PriceTerms.ChargingTerms;
import org.twinloop.pricing.Usage.ChargingUsage;
import org.twinloop.pricing.Usage.EnergyInterval;

/**
 * Charging: energy by band of the day, service by energy, occupancy by time. An interval that crosses a band's border
 * is split there in proportion to time and its lines say "estimated"; the parts always add up to the interval.
 */
final class ChargingPrice {

    private static final int KWH_DECIMALS = 4;

    private final ChargingTerms terms;
    private final Map<Band, BigDecimal> kwh = new LinkedHashMap<>();
    private final Map<Band, Boolean> estimated = new LinkedHashMap<>();

    private ChargingPrice(ChargingTerms terms) {
        this.terms = terms;
    }

    static List<PriceLine> of(ChargingTerms terms, ChargingUsage session) {
        ChargingPrice price = new ChargingPrice(terms);
        session.intervals().forEach(price::add);
        return price.lines(session.idle());
    }

    private void add(EnergyInterval interval) {
        long millis = Duration.between(interval.start(), interval.end()).toMillis();
        BigDecimal left = interval.kwh().setScale(KWH_DECIMALS, RoundingMode.HALF_UP);
        BigDecimal whole = left;
        Instant from = interval.start();
        while (true) {
            Band band = at(from);
            Instant border = endOf(band, from);
            boolean last = !border.isBefore(interval.end());
            boolean split = !(last && from.equals(interval.start()));
            BigDecimal part = last
                    ? left
                    : whole.multiply(BigDecimal.valueOf(
                                    Duration.between(from, border).toMillis()))
                            .divide(BigDecimal.valueOf(millis), KWH_DECIMALS, RoundingMode.HALF_UP)
                            .min(left);
            kwh.merge(band, part, BigDecimal::add);
            estimated.merge(band, split, Boolean::logicalOr);
            if (last) {
                return;
            }
            left = left.subtract(part);
            from = border;
        }
    }

    private List<PriceLine> lines(Duration idle) {
        List<PriceLine> lines = new ArrayList<>();
        BigDecimal total = BigDecimal.ZERO;
        for (Band band : terms.bands()) {
            BigDecimal energy = kwh.getOrDefault(band, BigDecimal.ZERO);
            if (energy.signum() > 0) {
                total = total.add(energy);
                lines.add(energy(band, energy));
            }
        }
        if (total.signum() > 0 && terms.serviceFenPerKwh() > 0) {
            Money each = Money.fen(terms.serviceFenPerKwh());
            lines.add(Pricing.line(
                    "SERVICE",
                    "服务费 " + Pricing.plain(total) + " 度 × " + each,
                    "service " + Pricing.plain(total) + " kWh × " + each,
                    total,
                    "kWh",
                    Pricing.times(total, terms.serviceFenPerKwh())));
        }
        long beyond = idle.isZero() ? 0 : Pricing.minutes(idle) - terms.occupancyGraceMinutes();
        if (beyond > 0 && terms.occupancyFenPerMinute() > 0) {
            Money amount = Money.fen(Math.multiplyExact(beyond, terms.occupancyFenPerMinute()))
                    .min(Money.fen(terms.occupancyCapFen()));
            lines.add(Pricing.line(
                    "OCCUPANCY",
                    "充电结束后占位 " + beyond + " 分钟（已减免 " + terms.occupancyGraceMinutes() + " 分钟）",
                    "bay occupied " + beyond + " min beyond a grace of " + terms.occupancyGraceMinutes() + " min",
                    BigDecimal.valueOf(beyond),
                    "min",
                    amount));
        }
        return List.copyOf(lines);
    }

    private PriceLine energy(Band band, BigDecimal energy) {
        boolean guess = estimated.get(band);
        Money each = Money.fen(band.fenPerKwh());
        String span = band.from() + "–" + band.to();
        return Pricing.line(
                band.code(),
                "电费 " + span + "：" + Pricing.plain(energy) + " 度 × " + each + (guess ? "（按时间折算，估计）" : ""),
                "energy " + span + ": " + Pricing.plain(energy) + " kWh × " + each
                        + (guess ? " (split by time, estimated)" : ""),
                energy,
                "kWh",
                Pricing.times(energy, band.fenPerKwh()));
    }

    private Band at(Instant instant) {
        LocalTime time = instant.atZone(CityTime.ZONE).toLocalTime();
        return terms.bands().stream()
                .filter(band -> band.covers(time))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no band covers " + time));
    }

    /** First instant after {@code from} at which the band ends. */
    private static Instant endOf(Band band, Instant from) {
        ZonedDateTime local = from.atZone(CityTime.ZONE);
        ZonedDateTime end = local.with(band.to());
        return (end.isAfter(local) ? end : end.plusDays(1)).toInstant();
    }
}
