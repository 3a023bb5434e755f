package org.twinloop.device;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import java.io.UncheckedIOException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.twinloop.common.ProblemException;
import org.twinloop.common.ServiceOpens;
import org.twinloop.common.Trouble;
import org.twinloop.device.tls.DoorCertificates;

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
    private static final long NO_TIMER = -1;
    /** Each number below zero stands for a free port, the same for all servers that ask for that number. */
    private static final AtomicInteger ANY_PORT = new AtomicInteger();

    /** A client is silent when nothing came for one and a half times its keep-alive (MQTT 5, 3.1.2.10). */
    private static final double SILENCE_FACTOR = 1.5;

    private final Vertx vertx;
    private final DeviceConfig config;
    private final DeviceAuthentication authentication;
    private final SessionKeeper keeper;
    private final Deliveries deliveries;
    private final MeterRegistry meters;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<MqttServer> servers = new CopyOnWriteArrayList<>();
    private volatile MqttServer plain;
    private volatile MqttServer secure;
    private volatile long reloadTimer = NO_TIMER;
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
        Future<?> plainOpen = config.plain()
                ? listen(options(config.port())).onSuccess(server -> plain = server)
                : Future.succeededFuture();
        Future<?> secureOpen = config.tls().certificateFile().isEmpty() ? Future.succeededFuture() : openSecure();
        Future.all(plainOpen, secureOpen)
                .onSuccess(open -> {
                    keeper.start();
                    listening = true;
                })
                .onFailure(failed -> LOG.errorf(failed, "MQTT cannot listen on %s; not ready", config.host()));
    }

    /** Certificates that cannot be used leave the door shut and the service not ready. */
    private Future<MqttServer> openSecure() {
        DoorCertificates certificates;
        try {
            certificates = certificates();
        } catch (IllegalStateException | UncheckedIOException unusable) {
            return Future.failedFuture(unusable);
        }
        reloadTimer = vertx.setPeriodic(
                Math.max(1, config.tls().reloadInterval().toMillis()),
                timer -> vertx.executeBlocking(() -> {
                    certificates.reload();
                    return null;
                }));
        return listen(certificates.secure(options(config.tls().port()))).onSuccess(server -> secure = server);
    }

    private DoorCertificates certificates() {
        DeviceConfig.Tls tls = config.tls();
        if (tls.keyFile().isEmpty()) {
            throw new IllegalStateException(
                    "twinloop.device.tls.certificate-file is set; set twinloop.device.tls.key-file too");
        }
        if (tls.clientCertificateRequired() && tls.clientCaFile().isEmpty()) {
            throw new IllegalStateException("twinloop.device.tls.client-certificate-required is set; set "
                    + "twinloop.device.tls.client-ca-file, by which they are checked");
        }
        return new DoorCertificates(
                tls.certificateFile().orElseThrow(),
                tls.keyFile().orElseThrow(),
                tls.clientCaFile().orElse(null),
                tls.clientCertificateRequired());
    }

    private MqttServerOptions options(int port) {
        MqttServerOptions options = new MqttServerOptions()
                .setMaxMessageSize(config.messageBytesMax())
                .setMaxClientIdLength(ID_LENGTH_MAX)
                .setAutoClientId(false)
                .setTimeoutOnConnect((int) config.connectWithin().toSeconds());
        options.setHost(config.host());
        options.setPort(port == 0 ? ANY_PORT.decrementAndGet() : port);
        options.setTcpNoDelay(true);
        return options;
    }

    /**
     * Listens on several event loops, to which connections go by turns: one loop alone gets no more of a busy machine
     * than any other thread, and falls behind first.
     */
    private Future<MqttServer> listen(MqttServerOptions options) {
        List<MqttServer> listening = new CopyOnWriteArrayList<>();
        DeploymentOptions loops = new DeploymentOptions().setInstances(Math.max(1, config.eventLoops()));
        return vertx.deployVerticle(
                        () -> new AbstractVerticle() {
                            @Override
                            public void start(Promise<Void> started) {
                                MqttServer server = server(options);
                                listening.add(server);
                                servers.add(server);
                                server.listen().<Void>mapEmpty().onComplete(started);
                            }
                        },
                        loops)
                .map(deployed -> listening.get(0))
                .onSuccess(first -> LOG.infof(
                        "MQTT%s listens on %s:%d",
                        options.isSsl() ? " over TLS" : "", config.host(), first.actualPort()));
    }

    private MqttServer server(MqttServerOptions options) {
        return MqttServer.create(vertx, options)
                .endpointHandler(this::connect)
                .exceptionHandler(failed -> LOG.debugf("a connection failed before CONNECT: %s", failed.getMessage()));
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("devices").status(listening).build();
    }

    int port() {
        return port(plain);
    }

    /** The port of MQTT over TLS. */
    int securePort() {
        return port(secure);
    }

    private int port(MqttServer server) {
        if (!listening || server == null) {
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
            shut();
        }
    }

    /** Stops listening; connections end with their listener. */
    void shut() {
        if (reloadTimer != NO_TIMER) {
            vertx.cancelTimer(reloadTimer);
        }
        servers.forEach(MqttServer::close);
    }

    private void connect(MqttEndpoint endpoint) {
        connections.incrementAndGet();
        endpoint.closeHandler(closed -> connections.decrementAndGet());
        endpoint.exceptionHandler(
                failed -> LOG.debugf("connection of %s failed: %s", endpoint.clientIdentifier(), failed.getMessage()));
        String certified = certified(endpoint);
        Refusal refusal = refusalOf(endpoint, certified);
        if (refusal != null) {
            refuse(endpoint, refusal, refusal.why);
            return;
        }
        Context context = vertx.getOrCreateContext();
        authentication
                .admit(new DeviceAuthentication.Offer(
                        endpoint.clientIdentifier(),
                        certified == null ? endpoint.auth().getPassword() : null,
                        endpoint.protocolVersion(),
                        endpoint.remoteAddress().toString(),
                        keeper.instance()))
                .subscribe()
                .with(
                        admission -> {
                            TROUBLE.over();
                            context.runOnContext(now -> accept(endpoint, context, admission));
                        },
                        failed -> context.runOnContext(now -> refuse(endpoint, refusalOf(failed), why(failed))));
    }

    private static Refusal refusalOf(Throwable failed) {
        if (!(failed instanceof ProblemException)) {
            TROUBLE.met(failed);
        }
        return Refusal.of(failed);
    }

    /** What is told of a refusal by the database: what was decided on, and nothing of a failure of ours. */
    private static String why(Throwable failed) {
        return failed instanceof ProblemException refused ? refused.getMessage() : Refusal.UNAVAILABLE.why;
    }

    /** The common name of the client certificate that was checked in the handshake; null when none was shown. */
    private static String certified(MqttEndpoint endpoint) {
        if (!endpoint.isSsl()) {
            return null;
        }
        try {
            Certificate[] chain = endpoint.sslSession().getPeerCertificates();
            return commonName((X509Certificate) chain[0]);
        } catch (SSLPeerUnverifiedException none) {
            return null;
        }
    }

    /** Empty when the subject has no common name: such a certificate is nobody's. */
    private static String commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> part.getValue().toString())
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException e) {
            LOG.debugf("the subject of a client certificate cannot be read: %s", e.getMessage());
            return "";
        }
    }

    /** What can be said without asking the database; null when nothing is against the connection so far. */
    private Refusal refusalOf(MqttEndpoint endpoint, String certified) {
        if (endpoint.protocolVersion() != V311 && endpoint.protocolVersion() != V5) {
            return Refusal.PROTOCOL;
        }
        if (connections.get() > config.connectionsMax()) {
            return Refusal.BUSY;
        }
        String id = endpoint.clientIdentifier();
        String user = endpoint.auth() == null ? null : endpoint.auth().getUsername();
        if (certified == null && (user == null || endpoint.auth().getPassword() == null)) {
            return Refusal.NO_CREDENTIAL;
        }
        if (id == null || id.isEmpty() || id.indexOf(0) >= 0) {
            return Refusal.IDENTIFIER;
        }
        if (certified != null && !id.equals(certified)) {
            return Refusal.CERTIFICATE;
        }
        if (user == null ? certified == null : !id.equals(user)) {
            return Refusal.IDENTIFIER;
        }
        boolean will = endpoint.will() != null && endpoint.will().isWillFlag();
        if (will && !new DeviceTopics(id).mayPublish(endpoint.will().getWillTopic())) {
            return Refusal.NOT_ALLOWED;
        }
        return null;
    }

    /** An MQTT 5 device is told why in words, too. */
    private void refuse(MqttEndpoint endpoint, Refusal refusal, String why) {
        meters.counter("twinloop.device.refused", "reason", refusal.name()).increment();
        LOG.debugf("refused %s from %s: %s", endpoint.clientIdentifier(), endpoint.remoteAddress(), refusal);
        try {
            if (endpoint.protocolVersion() == V5) {
                MqttProperties told = new MqttProperties();
                told.add(new MqttProperties.StringProperty(MqttPropertyType.REASON_STRING.value(), why));
                endpoint.reject(refusal.code5, told);
            } else {
                endpoint.reject(refusal.code311);
            }
        } catch (IllegalStateException gone) {
            LOG.debugf("%s left before its refusal", endpoint.clientIdentifier());
        }
    }

    private void accept(MqttEndpoint endpoint, Context context, DeviceAuthentication.Admission admission) {
        DeviceSession session = new DeviceSession(endpoint, context, admission, deliveries, config);
        try {
            session.listen(listening -> keeper.listening(session, listening));
            endpoint.closeHandler(closed -> {
                connections.decrementAndGet();
                ended(endpoint, session, admission);
            });
            if (endpoint.protocolVersion() == V5) {
                endpoint.accept(false, offer(endpoint));
            } else {
                endpoint.accept(false);
            }
        } catch (IllegalStateException gone) {
            // Every call to an endpoint that is closed fails so; the epoch is given and has to be ended.
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
                .deliver(admission.sender(), topic, suffix, will, () -> true)
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
}
