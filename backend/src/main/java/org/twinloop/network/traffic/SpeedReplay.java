package org.twinloop.network.traffic;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.twinloop.common.Trouble;

/** Plays a file of observed speeds as the city clock passes them, where one is configured. On a worker thread. */
@ApplicationScoped
class SpeedReplay {

    private static final Logger LOG = Logger.getLogger(SpeedReplay.class);

    private final TrafficConfig config;
    private final TravelTimes times;
    private final Clock clock;
    private final Trouble trouble = new Trouble(LOG, "lines of the file of speeds");
    private SpeedFile file;
    private boolean over;

    SpeedReplay(TrafficConfig config, TravelTimes times, Clock clock) {
        this.config = config;
        this.times = times;
        this.clock = clock;
        over = config.replayFile().isEmpty();
    }

    @Scheduled(every = "${twinloop.traffic.refresh:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    synchronized void play() {
        if (over) {
            return;
        }
        try {
            if (file == null) {
                file = SpeedFile.open(Path.of(config.replayFile().orElseThrow()));
            }
            file.playUntil(clock.instant(), times::observe);
            if (file.isOver()) {
                close();
            }
        } catch (IOException unreadable) {
            trouble.met(unreadable);
            close();
        }
    }

    synchronized void stop(@Observes ShutdownEvent stopped) {
        close();
    }

    private void close() {
        over = true;
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            LOG.debugf("the file of speeds could not be closed: %s", e.getMessage());
        }
    }
}
