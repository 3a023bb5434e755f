package org.twinloop.telematics.day;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.telematics.day.Span.Kind;

/** Parts a day into drives, stops and silence. */
final class Parting {

    private final DayConfig config;
    private final List<Told> reports;

    Parting(DayConfig config, List<Told> reports) {
        this.config = config;
        this.reports = reports;
    }

    /** In the order of time, without holes; a single report is a stop. */
    List<Span> spans() {
        if (reports.isEmpty()) {
            return List.of();
        }
        List<Span> raw = new ArrayList<>();
        for (int i = 1; i < reports.size(); i++) {
            join(raw, new Span(kind(reports.get(i - 1), reports.get(i)), i - 1, i));
        }
        if (raw.isEmpty()) {
            return List.of(new Span(Kind.STOP, 0, 0));
        }
        return withoutShunts(withoutHalts(raw));
    }

    private static void join(List<Span> spans, Span next) {
        Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (last != null && last.kind() == next.kind() && last.kind() != Kind.SILENT) {
            spans.set(spans.size() - 1, last.upTo(next.last()));
        } else {
            spans.add(next);
        }
    }

    private Kind kind(Told one, Told next) {
        if (Duration.between(one.at(), next.at()).compareTo(config.gap()) > 0) {
            return Kind.SILENT;
        }
        return moved(one, next) ? Kind.DRIVE : Kind.STOP;
    }

    private boolean moved(Told one, Told next) {
        if (one.isMoving(config.movingKmh()) && next.isMoving(config.movingKmh())) {
            return true;
        }
        Long byOdometer = one.odometerTo(next);
        if (byOdometer != null && byOdometer >= 0) {
            return byOdometer >= config.driftM();
        }
        if (one.position() != null && next.position() != null) {
            double apartM = one.position().distanceM(next.position());
            return apartM > Math.max(config.driftM(), one.accuracy() + next.accuracy());
        }
        return one.isMoving(config.movingKmh()) || next.isMoving(config.movingKmh());
    }

    /** A short stop between two drives belongs to the drive. */
    private List<Span> withoutHalts(List<Span> raw) {
        List<Span> kept = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            Span span = raw.get(i);
            boolean between = i > 0
                    && i + 1 < raw.size()
                    && raw.get(i - 1).kind() == Kind.DRIVE
                    && raw.get(i + 1).kind() == Kind.DRIVE;
            boolean halt = span.kind() == Kind.STOP && between && lasts(span).compareTo(config.stop()) < 0;
            join(kept, halt ? span.as(Kind.DRIVE) : span);
        }
        return kept;
    }

    private Duration lasts(Span span) {
        return Duration.between(
                reports.get(span.first()).at(), reports.get(span.last()).at());
    }

    /** A movement of some metres is part of the stop in which it lies. */
    private List<Span> withoutShunts(List<Span> raw) {
        List<Span> kept = new ArrayList<>();
        for (Span span : raw) {
            boolean shunt = span.kind() == Kind.DRIVE && length(span) < config.driveM();
            join(kept, shunt ? span.as(Kind.STOP) : span);
        }
        return kept;
    }

    private double length(Span span) {
        Long chosen = distance(span).chosenM();
        return chosen == null ? Double.POSITIVE_INFINITY : chosen;
    }

    Distance distance(Span span) {
        Told from = null;
        double sumM = 0;
        boolean partly = reports.get(span.first()).position() == null;
        boolean any = false;
        for (int i = span.first(); i <= span.last(); i++) {
            Told next = reports.get(i);
            if (next.position() == null) {
                continue;
            }
            if (from != null && Duration.between(from.at(), next.at()).compareTo(config.gap()) > 0) {
                partly = true;
            } else if (from != null) {
                sumM += from.position().distanceM(next.position());
                any = true;
            }
            from = next;
        }
        partly |= reports.get(span.last()).position() == null;
        return Distance.of(byOdometer(span), any ? Math.round(sumM) : null, partly);
    }

    /** From the first report that tells it to the last. */
    private Long byOdometer(Span span) {
        Told first = null;
        Told last = null;
        for (int i = span.first(); i <= span.last(); i++) {
            if (reports.get(i).odometerM() != null) {
                first = first == null ? reports.get(i) : first;
                last = reports.get(i);
            }
        }
        return first == null || first == last ? null : first.odometerTo(last);
    }
}
