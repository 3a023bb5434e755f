package org.twinloop.device;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.twinloop.common.ProblemException;
import org.twinloop.common.ServiceOpens;
import org.twinloop.common.Trouble;

/**
 * The MQTT server: limits, who is who, then one {@link DeviceSession} per connection.
 *
 * <p>An endpoint, not a broker: nothing is retained or kept between connections, a subscription is only the wish to
 * hear one's own commands, and what a device publishes goes to the feature that owns the topic.
 */
@Default
@Readiness
@ApplicationScoped
class DeviceGateway implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(DeviceGateway.class);
    private static final Trouble TROUBLE = new Trouble(LOG, "checks of a CONNECT");
    private static final int V311 = 4;
    private static final int V5 = 5;
    private static final int ID_LENGTH_MAX = 64;
    /** A client is silent when nothing came for one and a half times its keep-alive (MQTT 5, 3.1.2.10). */
    private static final double SILENCE_FACTOR = 1.5;

    private final Vertx vertx;
    private final DeviceConfig config;
    private final DeviceAuthentication authentication;
    private final SessionKeeper keeper;
    private final Deliveries deliveries;
    private final MeterRegistry meters;
    private final AtomicInteger connections = new AtomicInteger();
    private volatile MqttServer server;
    private volatile boolean listening;

    DeviceGateway(
            Vertx vertx,
            DeviceConfig config,
            DeviceAuthentication authentication,
            SessionKeeper keeper,
            Deliveries deliveries,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.config = config;
        this.authentication = authentication;
        this.keeper = keeper;
        this.deliveries = deliveries;
        this.meters = meters;
    }

    void open(@Observes ServiceOpens opens) {
        MqttServerOptions options = new MqttServerOptions()
                .setMaxMessageSize(config.messageBytesMax())
                .setMaxClientIdLength(ID_LENGTH_MAX)
                .setAutoClientId(false)
                .setTimeoutOnConnect((int) config.connectWithin().toSeconds());
        options.setHost(config.host());
        options.setPort(config.port());
        options.setTcpNoDelay(true);
        server = MqttServer.create(vertx, options)
                .endpointHandler(this::connect)
                .exceptionHandler(failed -> LOG.debugf("a connection failed before CONNECT: %s", failed.getMessage()));
        server.listen()
                .onSuccess(open -> {
                    keeper.start();
                    listening = true;
                    LOG.infof("MQTT listens on %s:%d", config.host(), open.actualPort());
                })
                .onFailure(failed ->
                        LOG.errorf(failed, "MQTT cannot listen on %s:%d; not ready", config.host(), config.port()));
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("devices").status(listening).build();
    }

    int port() {
        if (!listening) {
            throw new IllegalStateException("the MQTT server is not open yet");
        }
        return server.actualPort();
    }

    /** Says goodbye to all and stops listening. Nobody waits for the rows: another instance ends them if need be. */
    void close(@Observes ShutdownEvent stopped) {
        if (listening) {
            listening = false;
            keeper.stop()
                    .subscribe()
                    .with(
                            ended -> LOG.debugf("ended %d sessions", ended),
                            failed -> LOG.debugf("sessions were left to be ended: %s", failed.getMessage()));
            server.close();
        }
    }

    private void connect(MqttEndpoint endpoint) {
        connections.incrementAndGet();
        endpoint.closeHandler(closed -> connections.decrementAndGet());
        endpoint.exceptionHandler(
                failed -> LOG.debugf("connection of %s failed: %s", endpoint.clientIdentifier(), failed.getMessage()));
        Refusal refusal = refusalOf(endpoint);
        if (refusal != null) {
            refuse(endpoint, refusal);
            return;
        }
        Context context = vertx.getOrCreateContext();
        authentication
                .admit(new DeviceAuthentication.Offer(
                        endpoint.clientIdentifier(),
                        endpoint.auth().getPassword(),
                        endpoint.protocolVersion(),
                        endpoint.remoteAddress().toString(),
                        keeper.instance()))
                .subscribe()
                .with(
                        admission -> {
                            TROUBLE.over();
                            context.runOnContext(now -> accept(endpoint, context, admission));
                        },
                        failed -> context.runOnContext(now -> refuse(endpoint, Refusal.of(failed))));
    }

    /** What can be said without asking the database; null when nothing is against the connection so far. */
    private Refusal refusalOf(MqttEndpoint endpoint) {
        if (endpoint.protocolVersion() != V311 && endpoint.protocolVersion() != V5) {
            return Refusal.PROTOCOL;
        }
        if (connections.get() > config.connectionsMax()) {
            return Refusal.BUSY;
        }
        String id = endpoint.clientIdentifier();
        if (endpoint.auth() == null
                || endpoint.auth().getUsername() == null
                || endpoint.auth().getPassword() == null) {
            return Refusal.CREDENTIAL;
        }
        if (id == null
                || id.isEmpty()
                || id.indexOf(0) >= 0
                || !id.equals(endpoint.auth().getUsername())) {
            return Refusal.IDENTIFIER;
        }
        boolean will = endpoint.will() != null && endpoint.will().isWillFlag();
        if (will && !new DeviceTopics(id).mayPublish(endpoint.will().getWillTopic())) {
            return Refusal.NOT_ALLOWED;
        }
        return null;
    }

    private void refuse(MqttEndpoint endpoint, Refusal refusal) {
        meters.counter("twinloop.device.refused", "reason", refusal.name()).increment();
        LOG.debugf("refused %s from %s: %s", endpoint.clientIdentifier(), endpoint.remoteAddress(), refusal);
        try {
            endpoint.reject(endpoint.protocolVersion() == V5 ? refusal.code5 : refusal.code311);
        } catch (IllegalStateException gone) {
            LOG.debugf("%s left before its refusal", endpoint.clientIdentifier());
        }
    }

    private void accept(MqttEndpoint endpoint, Context context, DeviceAuthentication.Admission admission) {
        DeviceSession session = new DeviceSession(endpoint, context, admission, deliveries, config);
        session.listen(listening -> keeper.listening(session, listening));
        endpoint.closeHandler(closed -> {
            connections.decrementAndGet();
            ended(endpoint, session, admission);
        });
        try {
            if (endpoint.protocolVersion() == V5) {
                endpoint.accept(false, offer(endpoint));
            } else {
                endpoint.accept(false);
            }
        } catch (IllegalStateException gone) {
            LOG.debugf("%s left before its CONNACK", session.deviceId());
            session.ended();
            keeper.ended(session);
            return;
        }
        DeviceSession out = keeper.admit(session);
        if (out != null) {
            out.close(MqttDisconnectReasonCode.SESSION_TAKEN_OVER, "a newer connection of the device took over");
        }
    }

    private void ended(MqttEndpoint endpoint, DeviceSession session, DeviceAuthentication.Admission admission) {
        boolean willIsDue = session.ended();
        keeper.ended(session);
        if (!willIsDue) {
            return;
        }
        String topic = endpoint.will().getWillTopic();
        byte[] will = endpoint.will().getWillMessageBytes();
        String suffix = new DeviceTopics(admission.deviceId()).suffix(topic);
        deliveries
                .deliver(admission, topic, suffix, will, () -> true)
                .subscribe()
                .with(
                        verdict -> LOG.debugf("published the will of %s", admission.deviceId()),
                        failed -> LOG.errorf(failed, "the will of %s could not be published", admission.deviceId()));
    }

    /** What this server offers an MQTT 5 client. */
    private MqttProperties offer(MqttEndpoint endpoint) {
        MqttProperties offered = new MqttProperties();
        offered.add(number(MqttPropertyType.RECEIVE_MAXIMUM, config.window()));
        offered.add(number(MqttPropertyType.MAXIMUM_QOS, 1));
        offered.add(number(MqttPropertyType.RETAIN_AVAILABLE, 0));
        offered.add(number(MqttPropertyType.MAXIMUM_PACKET_SIZE, config.messageBytesMax()));
        offered.add(number(MqttPropertyType.SHARED_SUBSCRIPTION_AVAILABLE, 0));
        offered.add(number(MqttPropertyType.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0));
        int longestS = (int) (config.keepAliveMax().toSeconds() / SILENCE_FACTOR);
        if (endpoint.keepAliveTimeSeconds() == 0 || endpoint.keepAliveTimeSeconds() > longestS) {
            offered.add(number(MqttPropertyType.SERVER_KEEP_ALIVE, longestS));
        }
        return offered;
    }

    private static MqttProperties.IntegerProperty number(MqttPropertyType type, int value) {
        return new MqttProperties.IntegerProperty(type.value(), value);
    }

    /** Why a CONNECT is refused, in the words of either version. */
    enum Refusal {
        PROTOCOL(
                MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION,
                MqttConnectReturnCode.CONNECTION_REFUSED_UNSUPPORTED_PROTOCOL_VERSION),
        IDENTIFIER(
                MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED,
                MqttConnectReturnCode.CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID),
        CREDENTIAL(
                MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
                MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD),
        NOT_ALLOWED(
                MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
                MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5),
        BANNED(
                MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
                MqttConnectReturnCode.CONNECTION_REFUSED_BANNED),
        BUSY(
                MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
                MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_BUSY),
        UNAVAILABLE(
                MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
                MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE_5);

        private final MqttConnectReturnCode code311;
        private final MqttConnectReturnCode code5;

        Refusal(MqttConnectReturnCode code311, MqttConnectReturnCode code5) {
            this.code311 = code311;
            this.code5 = code5;
        }

        /** The one table from the kinds of problem to the words of MQTT. */
        static Refusal of(Throwable failed) {
            if (!(failed instanceof ProblemException refused)) {
                TROUBLE.met(failed);
                return UNAVAILABLE;
            }
            return switch (refused.problem().kind()) {
                case INVALID, NOT_FOUND -> IDENTIFIER;
                case UNAUTHENTICATED -> CREDENTIAL;
                case FORBIDDEN -> BANNED;
                case CONFLICT -> NOT_ALLOWED;
                case UNAVAILABLE -> UNAVAILABLE;
            };
        }
    }
}
