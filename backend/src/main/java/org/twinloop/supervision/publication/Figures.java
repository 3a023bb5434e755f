package org.twinloop.supervision.publication;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A publication table with small numbers suppressed. A pure function of counts: a number behind which fewer travellers
 * stand than the threshold is not shown; and since the total less what is shown would tell it, the smallest of the
 * other modes is not shown either.
 *
 * @param travellersMin the threshold
 * @param trips null when suppressed, so are {@code km} and {@code costFen}
 * @param costFen of the trips that are settled; null when none is
 * @param cost whether trips are not settled yet; null when suppressed, and in older tables
 * @param channels by mode
 * @param findings by outcome, of findings about trips of the month
 * @param sample of the draw of the month; empty when there was none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"travellersMin", "trips", "km", "costFen", "cost", "channels", "findings", "sample"})
record Figures(
        int travellersMin,
        Long trips,
        Double km,
        Long costFen,
        Cost cost,
        List<Channel> channels,
        List<Outcome> findings,
        List<Outcome> sample) {

    private static final double METRES_PER_KM = 1000;
    private static final double PERCENT = 100;

    Figures {
        channels = List.copyOf(channels);
        findings = List.copyOf(findings);
        sample = List.copyOf(sample);
    }

    /** How much of the money is known: a state and no number, so that it tells nothing of few people. */
    enum Cost {
        SETTLED,
        PARTLY_SETTLED,
        NOT_SETTLED;

        private static Cost of(long trips, long unsettled) {
            if (unsettled == 0) {
                return SETTLED;
            }
            return unsettled < trips ? PARTLY_SETTLED : NOT_SETTLED;
        }

        private Long shown(long fen) {
            return this == NOT_SETTLED ? null : fen;
        }
    }

    /**
     * What was counted of something.
     *
     * @param name of the mode or outcome
     * @param travellers different people behind it
     * @param unsettled of them trips whose money is not known yet
     */
    record Count(String name, long number, long travellers, long metres, long fen, long unsettled) {

        boolean isSmall(int travellersMin) {
            return number > 0 && travellers < travellersMin;
        }
    }

    /** Trips by a mode; the numbers are null when suppressed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Channel(
            String mode, boolean suppressed, Long trips, Double km, Long costFen, Cost cost, Double sharePercent) {}

    /** How many had an outcome; null when suppressed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Outcome(String outcome, boolean suppressed, Long count) {}

    /**
     * The table.
     *
     * @param travellers different people behind all trips
     */
    static Figures of(int travellersMin, long travellers, List<Count> modes, List<Count> findings, List<Count> sample) {
        Set<String> hidden = hidden(modes, travellersMin);
        long trips = modes.stream().mapToLong(Count::number).sum();
        long metres = modes.stream().mapToLong(Count::metres).sum();
        long fen = modes.stream().mapToLong(Count::fen).sum();
        Cost cost = Cost.of(trips, modes.stream().mapToLong(Count::unsettled).sum());
        boolean total = trips == 0 || travellers >= travellersMin;
        return new Figures(
                travellersMin,
                total ? trips : null,
                total ? metres / METRES_PER_KM : null,
                total ? cost.shown(fen) : null,
                total ? cost : null,
                modes.stream()
                        .map(mode -> channel(mode, hidden.contains(mode.name()), total ? trips : 0))
                        .toList(),
                outcomes(findings, travellersMin),
                outcomes(sample, travellersMin));
    }

    private static Channel channel(Count mode, boolean hidden, long all) {
        Cost cost = Cost.of(mode.number(), mode.unsettled());
        return hidden
                ? new Channel(mode.name(), true, null, null, null, null, null)
                : new Channel(
                        mode.name(),
                        false,
                        mode.number(),
                        mode.metres() / METRES_PER_KM,
                        cost.shown(mode.fen()),
                        cost,
                        all == 0 ? null : Math.round(mode.number() * PERCENT * 10 / all) / 10.0);
    }

    /** Their sum is not shown, so that nothing follows from what is. */
    private static List<Outcome> outcomes(List<Count> counts, int travellersMin) {
        return counts.stream()
                .map(count -> count.isSmall(travellersMin)
                        ? new Outcome(count.name(), true, null)
                        : new Outcome(count.name(), false, count.number()))
                .toList();
    }

    /**
     * Which numbers are not shown: the small ones, and one more that is not small, so that what follows from the total
     * is a sum behind which enough people stand.
     */
    private static Set<String> hidden(List<Count> counts, int travellersMin) {
        Set<String> hidden = new TreeSet<>();
        counts.stream().filter(count -> count.isSmall(travellersMin)).forEach(count -> hidden.add(count.name()));
        if (!hidden.isEmpty()) {
            counts.stream()
                    .filter(count -> count.number() > 0 && !hidden.contains(count.name()))
                    .min(Comparator.comparingLong(Count::travellers).thenComparing(Count::name))
                    .ifPresent(count -> hidden.add(count.name()));
        }
        return hidden;
    }
}
