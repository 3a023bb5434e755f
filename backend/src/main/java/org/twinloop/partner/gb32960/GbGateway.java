package org.twinloop.partner.gb32960;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.twinloop.common.ServiceOpens;
import org.twinloop.common.SystemTime;

/** The TCP server for GB/T 32960: both editions, terminals and platforms, on one port. Off unless it is enabled. */
@Default
@Readiness
@ApplicationScoped
class GbGateway implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(GbGateway.class);
    private static final long SWEEP_MS = 1_000;

    private final Vertx vertx;
    private final GbConfig config;
    private final LiveConnections live;
    private final GbMeters meters;
    private final Surroundings around;
    private volatile NetServer server;
    private volatile boolean listening;

    GbGateway(
            Vertx vertx,
            GbConfig config,
            LiveConnections live,
            PlaceKeeper places,
            GbMeters meters,
            Registrations registrations,
            GbDeliveries deliveries,
            GbRoom room,
            Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.live = live;
        this.meters = meters;
        around = new Surroundings(registrations, deliveries, room, live, places, meters, config, clock);
    }

    void open(@Observes ServiceOpens opens) {
        if (!config.enabled()) {
            return;
        }
        server = vertx.createNetServer(new NetServerOptions()
                        .setHost(config.host())
                        .setPort(config.port())
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true))
                .connectHandler(this::connected)
                .exceptionHandler(failed -> LOG.debugf("a connection failed at once: %s", failed.getMessage()));
        server.listen()
                .onSuccess(open -> {
                    listening = true;
                    vertx.setPeriodic(SWEEP_MS, timer -> sweep());
                    around.places().start();
                    LOG.infof("GB/T 32960 listens on %s:%d", config.host(), open.actualPort());
                })
                .onFailure(failed -> LOG.errorf(
                        failed, "GB/T 32960 cannot listen on %s:%d; not ready", config.host(), config.port()));
    }

    void close(@Observes ShutdownEvent stopped) {
        if (listening) {
            listening = false;
            server.close();
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gb32960")
                .status(listening || !config.enabled())
                .build();
    }

    int port() {
        if (!listening) {
            throw new IllegalStateException("the GB/T 32960 server is not open yet");
        }
        return server.actualPort();
    }

    private void connected(NetSocket socket) {
        GbConnection connection = new GbConnection(socket, vertx.getOrCreateContext(), around);
        if (live.add(connection)) {
            connection.listen();
        } else {
            meters.refused("connections");
            socket.close();
        }
    }

    private void sweep() {
        long now = SystemTime.nanos();
        live.all().forEach(connection -> connection.sweep(now));
    }
}
