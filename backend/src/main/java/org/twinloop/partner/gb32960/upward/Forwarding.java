package org.twinloop.partner.gb32960.upward;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What is to be sent next on a link that is up, and how far it was acknowledged. Reads the history in both lanes and
 * writes the places down. Lives on the event loop of its link.
 */
final class Forwarding {

    private static final Logger LOG = Logger.getLogger(Forwarding.class);

    private final String name;
    private final Context context;
    private final UpwardConfig config;
    private final UpwardHistory history;
    private final Runnable more;
    private final Lane live;
    private final Lane backlog;
    /** Places acknowledged in spans not finished, in case the database was away when they were to be written down. */
    private final Map<Long, Place> reached = new HashMap<>();

    private Snapshot head;
    private boolean up;
    /** How often the link came up. */
    private int times;

    private boolean asking;
    private boolean backlogOver;
    private boolean unsaved;
    private long lookedNanos;
    private long savedNanos;

    /** @param more is told when there may be something to send */
    Forwarding(String name, Context context, UpwardConfig config, UpwardHistory history, Runnable more) {
        this.name = name;
        this.context = context;
        this.config = config;
        this.history = history;
        this.more = more;
        live = new Lane(config.pageRows());
        backlog = new Lane(config.pageRows());
    }

    /** A report whose turn it is. */
    record Due(Lane lane, UpwardRow row) {}

    /** The link is up; from here on is live, everything before is backlog. */
    void begin(Snapshot present, long nowNanos) {
        head = present;
        up = true;
        times++;
        asking = false;
        backlogOver = false;
        lookedNanos = nowNanos - config.pollEvery().toNanos();
    }

    /** The link is down. What was not acknowledged becomes backlog of the next time. */
    void end() {
        save();
        up = false;
        live.clear();
        backlog.clear();
    }

    /** Live reports first, the backlog in idle time; null when nothing is there for the moment. */
    Due poll() {
        UpwardRow row = live.poll();
        if (row != null) {
            return new Due(live, row);
        }
        row = backlog.poll();
        return row == null ? null : new Due(backlog, row);
    }

    boolean isLive(Lane lane) {
        return lane == live;
    }

    /** What the backlog has come to, null when there is none. */
    UpwardRow backlogAt() {
        return backlog.peek();
    }

    void acknowledged(Lane lane, Place place) {
        lane.acknowledged(place);
        reached.put(lane.span().id(), place);
        unsaved = true;
    }

    /** Reads and writes what is due; one question to the database at a time. */
    void tick(long nowNanos) {
        if (!up) {
            return;
        }
        if (unsaved && nowNanos - savedNanos > config.cursorEvery().toNanos()) {
            savedNanos = nowNanos;
            save();
        }
        if (!asking) {
            read(nowNanos);
        }
    }

    private void read(long nowNanos) {
        if (live.isFinished()) {
            finish(live);
        } else if (live.wantsPage()) {
            page(live);
        } else if (live.isIdle() && nowNanos - lookedNanos >= config.pollEvery().toNanos()) {
            lookedNanos = nowNanos;
            ask(() -> history.news(name, head), this::news);
        } else if (backlog.isFinished()) {
            finish(backlog);
        } else if (backlog.wantsPage()) {
            page(backlog);
        } else if (backlog.isIdle() && !backlogOver) {
            ask(
                    () -> history.oldest(name, live.span()),
                    oldest -> oldest.ifPresentOrElse(
                            span -> backlog.begin(span.at(reached.getOrDefault(span.id(), span.place()))),
                            () -> backlogOver = true));
        }
    }

    private void news(UpwardHistory.News news) {
        head = news.head();
        if (news.span() != null) {
            live.begin(news.span(), news.rows());
        }
    }

    private void page(Lane lane) {
        ask(() -> history.page(lane.span(), lane.read(), lane.until()), lane::add);
    }

    private void finish(Lane lane) {
        Span span = lane.span();
        ask(() -> history.finish(name, span), removed -> {
            reached.remove(span.id());
            lane.finish();
        });
    }

    private void save() {
        unsaved = false;
        for (Lane lane : new Lane[] {live, backlog}) {
            if (!lane.isIdle() && reached.containsKey(lane.span().id())) {
                history.reach(name, lane.span())
                        .subscribe()
                        .with(
                                saved -> LOG.tracef("%s reached %s", name, lane),
                                failed -> LOG.warnf(
                                        "the place reached for %s is not written down yet: %s",
                                        name, failed.getMessage()));
            }
        }
    }

    private <T> void ask(Supplier<Uni<T>> question, Consumer<T> then) {
        asking = true;
        int asked = times;
        question.get()
                .subscribe()
                .with(
                        answer -> context.runOnContext(now -> answered(asked, () -> then.accept(answer))),
                        failed -> context.runOnContext(now -> answered(
                                asked, () -> LOG.warnf("reports for %s wait: %s", name, failed.getMessage()))));
    }

    /** An answer that comes when the link is down, or up again, is nobody's. */
    private void answered(int asked, Runnable then) {
        if (up && asked == times) {
            asking = false;
            then.run();
            more.run();
        }
    }
}
