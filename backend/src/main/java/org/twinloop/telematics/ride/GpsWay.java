package org.twinloop.telematics.ride;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.network.match.Fix;
import org.twinloop.network.match.Stretch;

/**
 * The way from position to position. A position that no car could have reached is left out; when several in a row say
 * the same, they are believed and the way begins anew there. Nothing is added across a gap.
 */
final class GpsWay {

    /** So many positions that fit each other and not those before are no outliers. */
    private static final int AGREEING = 3;

    private static final double SLACK_M = 50;

    /** A piece between two positions. */
    private record Piece(Instant from, Instant to, double metres) {
        Instant middle() {
            return from.plus(Duration.between(from, to).dividedBy(2));
        }
    }

    private final RideConfig config;
    private final List<Reading> ride;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<List<Fix>> parts = new ArrayList<>();
    private final List<Reading> doubted = new ArrayList<>();
    /** The newest believed position, and the one from which movement is measured. */
    private Reading newest;

    private Reading anchor;
    private boolean joined;
    private int believed;
    private int refused;

    private GpsWay(List<Reading> ride, RideConfig config) {
        this.ride = ride;
        this.config = config;
    }

    /** @param ride reports from begin to end in the order of time */
    static GpsWay of(List<Reading> ride, Instant from, Instant to, RideConfig config) {
        GpsWay way = new GpsWay(ride, config);
        for (Reading reading : ride) {
            if (reading.position() != null) {
                way.take(reading);
            }
        }
        way.ends(from, to);
        return way;
    }

    private void take(Reading next) {
        if (next.accuracy() > config.accuracyMaxM()) {
            refused++;
        } else if (newest == null || fits(newest, next)) {
            refused += doubted.size();
            doubted.clear();
            believe(next);
        } else {
            doubt(next);
        }
    }

    private void doubt(Reading next) {
        if (!doubted.isEmpty() && !fits(doubted.get(doubted.size() - 1), next)) {
            refused += doubted.size();
            doubted.clear();
        }
        doubted.add(next);
        if (doubted.size() >= AGREEING) {
            gaps.add(gap(Gap.Kind.JUMP, newest, doubted.get(0)));
            newest = null;
            List<Reading> agreeing = List.copyOf(doubted);
            doubted.clear();
            agreeing.forEach(this::believe);
        }
    }

    private boolean fits(Reading one, Reading next) {
        double hours = Duration.between(one.at(), next.at()).toMillis() / 3.6e6;
        double mostM = config.mostKmh() * 1000 * hours + one.accuracy() + next.accuracy() + SLACK_M;
        return one.position().distanceM(next.position()) <= mostM;
    }

    private void believe(Reading next) {
        believed++;
        if (newest == null) {
            start(next);
            return;
        }
        if (Duration.between(newest.at(), next.at()).compareTo(config.gap()) > 0) {
            gaps.add(gap(longestSilence(newest.at(), next.at()), newest, next));
            start(next);
            return;
        }
        joined = true;
        double metres = anchor.position().distanceM(next.position());
        if (metres >= config.driftM()) {
            pieces.add(new Piece(anchor.at(), next.at(), metres));
            anchor = next;
            parts.get(parts.size() - 1).add(new Fix(next.position(), next.at()));
        }
        newest = next;
    }

    private void start(Reading next) {
        newest = next;
        anchor = next;
        List<Fix> part = new ArrayList<>();
        part.add(new Fix(next.position(), next.at()));
        parts.add(part);
    }

    private static Gap gap(Gap.Kind kind, Reading before, Reading after) {
        Long odometerM = before.odometerM() == null || after.odometerM() == null
                ? null
                : Long.valueOf(after.odometerM() - before.odometerM());
        long straightM = Math.round(before.position().distanceM(after.position()));
        return new Gap(kind, before.at(), after.at(), straightM, odometerM);
    }

    /** Before the first position and after the last. */
    private void ends(Instant from, Instant to) {
        refused += doubted.size();
        if (newest == null) {
            gaps.add(new Gap(longestSilence(from, to), from, to, null, null));
            return;
        }
        Instant first = parts.get(0).get(0).time();
        if (Duration.between(from, first).compareTo(config.gap()) > 0) {
            gaps.add(0, new Gap(longestSilence(from, first), from, first, null, null));
        }
        if (Duration.between(newest.at(), to).compareTo(config.gap()) > 0) {
            gaps.add(new Gap(longestSilence(newest.at(), to), newest.at(), to, null, null));
        }
    }

    /** Silent where reports are missing for longer than a gap; else the car spoke and did not know where it was. */
    private Gap.Kind longestSilence(Instant from, Instant to) {
        Instant last = from;
        for (Reading reading : ride) {
            if (reading.at().isAfter(last) && !reading.at().isAfter(to)) {
                if (Duration.between(last, reading.at()).compareTo(config.gap()) > 0) {
                    return Gap.Kind.SILENT;
                }
                last = reading.at();
            }
        }
        return Duration.between(last, to).compareTo(config.gap()) > 0 ? Gap.Kind.SILENT : Gap.Kind.NO_POSITION;
    }

    /** Metres, null where fewer than two positions follow each other without a gap. */
    Long metres() {
        return joined
                ? Long.valueOf(
                        Math.round(pieces.stream().mapToDouble(Piece::metres).sum()))
                : null;
    }

    /** Whether a position is believed within a gap of the begin, and one of the end. */
    boolean reachesBothEnds() {
        return gaps.stream().allMatch(gap -> gap.straightM() != null);
    }

    List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    /** Where the car went from gap to gap, without those places where it stood. */
    List<List<Fix>> parts() {
        return parts.stream().map(List::copyOf).toList();
    }

    int believed() {
        return believed;
    }

    int refused() {
        return refused;
    }

    /** Share of the way that lies on roads, percent; what lies in gaps lies on none. */
    double coveredPercent(List<Stretch> roads) {
        double allM = gaps.stream()
                .mapToDouble(gap -> gap.straightM() == null ? 0 : gap.straightM())
                .sum();
        double onRoadsM = 0;
        for (Piece piece : pieces) {
            allM += piece.metres();
            onRoadsM += isOn(roads, piece.middle()) ? piece.metres() : 0;
        }
        return allM == 0 ? 0 : 100 * onRoadsM / allM;
    }

    private static boolean isOn(List<Stretch> roads, Instant at) {
        return roads.stream()
                .anyMatch(road -> !road.from().isAfter(at) && !road.to().isBefore(at));
    }
}
