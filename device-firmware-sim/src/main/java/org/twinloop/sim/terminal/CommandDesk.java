package org.twinloop.sim.terminal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.twinloop.sim.time.Timeline;

/**
 * Where a device's commands arrive. Each id is obeyed once: a repeated command gets the first answer again. An expired
 * one is refused and not remembered as executed.
 */
public final class CommandDesk {
    private static final int REMEMBERED_MAX = 256;

    private final Timeline timeline;
    private final Uplink uplink;
    private final Function<Command, Verdict> obey;
    private final Runnable confirm;
    private final Map<String, Verdict> answered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Verdict> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };
    private String lastExecuted;
    private long obeyed;

    /**
     * @param obey carries a command out or says why not
     * @param confirm sends the device's state, which then names the command
     */
    public CommandDesk(Timeline timeline, Uplink uplink, Function<Command, Verdict> obey, Runnable confirm) {
        this.timeline = timeline;
        this.uplink = uplink;
        this.obey = obey;
        this.confirm = confirm;
    }

    public Verdict receive(Command command) {
        Verdict before = answered.get(command.id());
        boolean first = before == null;
        Verdict verdict = first ? judge(command) : before;
        if (first) {
            answered.put(command.id(), verdict);
        }
        uplink.send(new Parcel("ack", Json.answer(command.id(), verdict, timeline.nowMs()), false, true));
        if (verdict.accepted()) {
            if (first) {
                lastExecuted = command.id();
                obeyed++;
            }
            confirm.run();
        }
        return verdict;
    }

    private Verdict judge(Command command) {
        if (command.expiresMs() < timeline.nowMs()) {
            return Verdict.rejected("expired");
        }
        return obey.apply(command);
    }

    /** Id of the last command carried out, or null. */
    public String lastExecuted() {
        return lastExecuted;
    }

    public long obeyed() {
        return obeyed;
    }
}
