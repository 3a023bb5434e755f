package org.twinloop.telematics.alert;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;
import org.twinloop.common.CityClock;
import org.twinloop.common.ServiceOpens;
import org.twinloop.common.Trouble;

/** Looks again and again, while the service is open. */
@ApplicationScoped
class AlertLoop {

    private static final Logger LOG = Logger.getLogger(AlertLoop.class);

    private final Alerts alerts;
    private final AlertConfig config;
    private final Vertx vertx;
    private final CityClock clock;
    private final Trouble trouble = new Trouble(LOG, "looks of the alert rules");
    private volatile boolean stopping;

    AlertLoop(Alerts alerts, AlertConfig config, Vertx vertx, CityClock clock) {
        this.alerts = alerts;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    void open(@Observes ServiceOpens opens) {
        again();
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    private void again() {
        long cityMs = clock.real(config.interval()).toMillis();
        vertx.setTimer(Math.max(config.restMin().toMillis(), cityMs), timer -> {
            if (!stopping) {
                trouble.endure(alerts.look(clock.now())).subscribe().with(done -> again());
            }
        });
    }
}
