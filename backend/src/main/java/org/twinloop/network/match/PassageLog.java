package org.twinloop.network.match;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.network.road.ModeGraph;

/** Writes down which road was driven from where to where and when, from one fix to the next. */
final class PassageLog {

    private final ModeGraph graph;
    private final List<Passage> passages = new ArrayList<>();
    private int arc;
    private double alongM;

    PassageLog(ModeGraph graph) {
        this.graph = graph;
    }

    void begin(Candidate at) {
        arc = at.arc();
        alongM = at.alongM();
    }

    /**
     * Goes on from where the last one ended, at an even speed.
     *
     * @param way arcs, the first of them the one on which the last one ended
     * @param untilM where on the last arc it ends; no car goes backwards, so what lies behind is where it is
     */
    void go(int[] way, double untilM, Instant from, Instant to) {
        double endM = way.length == 1 ? Math.max(alongM, untilM) : untilM;
        double wholeM = endM - alongM;
        for (int i = 0; i + 1 < way.length; i++) {
            wholeM += graph.lengthM(way[i]);
        }
        double doneM = 0;
        for (int i = 0; i < way.length; i++) {
            double startM = i == 0 ? alongM : 0;
            double stopM = i + 1 < way.length ? graph.lengthM(way[i]) : endM;
            Instant entered = between(from, to, wholeM == 0 ? 0 : doneM / wholeM);
            doneM += stopM - startM;
            Instant left = between(from, to, wholeM == 0 ? 1 : doneM / wholeM);
            add(way[i], startM, stopM, entered, left, i == 0);
        }
        arc = way[way.length - 1];
        alongM = endM;
    }

    private static Instant between(Instant from, Instant to, double share) {
        return from.plusMillis(Math.round(Duration.between(from, to).toMillis() * Math.min(1, share)));
    }

    /** What goes on along the road on which the one before ended is one with it. */
    private void add(int onto, double startM, double stopM, Instant entered, Instant left, boolean goesOn) {
        Passage last = goesOn && !passages.isEmpty() ? passages.remove(passages.size() - 1) : null;
        int row = graph.row(onto);
        passages.add(new Passage(
                graph.roads().id(row),
                graph.isForward(onto),
                last == null ? startM : last.fromM(),
                stopM,
                graph.roads().lengthM(row),
                last == null ? entered : last.enteredAt(),
                left));
    }

    /** All with a length. */
    List<Passage> passages() {
        return passages.stream().filter(passage -> passage.lengthM() > 0).toList();
    }
}
