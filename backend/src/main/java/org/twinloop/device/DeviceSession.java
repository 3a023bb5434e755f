package org.twinloop.device;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttUnsubAckReasonCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.twinloop.common.SystemTime;
import org.twinloop.device.ack.AckBell;
import org.twinloop.device.ack.AckWire;

/**
 * One connection of one device, from CONNACK to its end. Lives on the event loop of its connection; only {@link #send},
 * {@link #close} and the getters may be called from elsewhere.
 *
 * <pre>
 *   PUBLISH ──▶ arrivals (window) ──▶ handler ──▶ verdict ──▶ bell ──▶ PUBACK, in the order of arrival
 *                   │ past the window                 │ failure
 *                   └────────────▶ closed ◀───────────┘
 * </pre>
 */
final class DeviceSession {

    private static final Logger LOG = Logger.getLogger(DeviceSession.class);
    private static final int V5 = 5;
    /** An MQTT 3.1.1 client cannot be told the window, so it is given more of it. */
    private static final int UNTOLD_FACTOR = 4;

    private final MqttEndpoint endpoint;
    private final Context context;
    private final DeviceAuthentication.Admission device;
    private final DeviceTopics topics;
    private final Deliveries deliveries;
    private final AckBell<DeviceSession> bell;
    private final AckWire wire;
    private final AtomicBoolean marked = new AtomicBoolean();
    private final boolean wantsReasons;
    private final int window;
    private final int downWindow;
    private final AtomicInteger downUnacknowledged = new AtomicInteger();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final Deque<Arrival> waiting = new ArrayDeque<>();
    private boolean oneUnderWay;
    private boolean saidGoodbye;
    private volatile boolean open = true;
    private volatile boolean ended;
    private volatile long heardNanos = SystemTime.nanos();
    private volatile String endReason = "the connection ended without a DISCONNECT";
    private Consumer<Boolean> onListening = listening -> {};

    /**
     * A PUBLISH on its way to its acknowledgement. It takes room until it is acknowledged; when the connection has gone
     * before, until its outcome is told, for as long as it waits in a queue.
     */
    private final class Arrival implements Uplink.Receipt {
        private final int packetId;
        private final MqttQoS qos;
        private final String topic;
        private final byte[] payload;
        private final long atNanos = SystemTime.nanos();
        private final AtomicBoolean freed = new AtomicBoolean();
        private volatile Uplink.Verdict verdict;
        private volatile boolean told;

        Arrival(MqttPublishMessage message) {
            packetId = message.messageId();
            qos = message.qosLevel();
            topic = message.topicName();
            payload = message.payload().getBytes();
        }

        @Override
        public void decided(Uplink.Verdict decision) {
            if (decision.accepted()) {
                kept(decision);
            } else {
                context.runOnContext(now -> deliveries
                        .keep(device.sender(), topic, payload, decision, () -> open)
                        .subscribe()
                        .with(this::kept, this::failed));
            }
        }

        private void kept(Uplink.Verdict decision) {
            verdict = decision;
            told();
            bell.ring(DeviceSession.this);
        }

        @Override
        public void failed(Throwable failed) {
            told();
            context.runOnContext(now -> DeviceSession.this.failed(this, failed));
        }

        /** Nobody works on it any more. Either this sees the end of the connection, or that end sees this. */
        private void told() {
            told = true;
            if (ended) {
                free();
            }
        }

        private void free() {
            if (freed.compareAndSet(false, true)) {
                deliveries.free(payload.length);
            }
        }
    }

    DeviceSession(
            MqttEndpoint endpoint,
            Context context,
            DeviceAuthentication.Admission device,
            Deliveries deliveries,
            DeviceConfig config) {
        this.endpoint = endpoint;
        this.context = context;
        this.device = device;
        this.deliveries = deliveries;
        topics = new DeviceTopics(device.deviceId());
        wantsReasons = asked(endpoint, MqttProperties.MqttPropertyType.REQUEST_PROBLEM_INFORMATION, 1) != 0;
        window = endpoint.protocolVersion() == V5 ? config.window() : config.window() * UNTOLD_FACTOR;
        bell = deliveries.bell(context);
        wire = new AckWire(endpoint);
        int theirs = asked(endpoint, MqttProperties.MqttPropertyType.RECEIVE_MAXIMUM, Integer.MAX_VALUE);
        downWindow = Math.min(config.downWindow(), theirs);
    }

    /** A number of the CONNECT's properties. */
    private static int asked(MqttEndpoint endpoint, MqttProperties.MqttPropertyType what, int otherwise) {
        MqttProperties.MqttProperty<?> told = endpoint.connectProperties().getProperty(what.value());
        return told == null ? otherwise : (Integer) told.value();
    }

    /** Wires the endpoint; must happen before it is accepted. */
    void listen(Consumer<Boolean> whenListening) {
        onListening = whenListening;
        endpoint.publishHandler(this::received);
        endpoint.subscribeHandler(this::subscribed);
        endpoint.unsubscribeHandler(this::unsubscribed);
        endpoint.publishAcknowledgeHandler(id -> {
            heardNanos = SystemTime.nanos();
            downUnacknowledged.updateAndGet(count -> Math.max(0, count - 1));
        });
        endpoint.pingHandler(ping -> heardNanos = SystemTime.nanos());
        // MQTT 5 reason 0x04 asks for the will in spite of the goodbye.
        endpoint.disconnectMessageHandler(
                message -> saidGoodbye = message.code() != MqttDisconnectReasonCode.WITH_WILL_MESSAGE);
        endpoint.disconnectHandler(message -> {
            saidGoodbye = saidGoodbye || endpoint.protocolVersion() != V5;
            endReason = "the device said goodbye";
        });
    }

    String deviceId() {
        return device.deviceId();
    }

    long epoch() {
        return device.epoch();
    }

    String endReason() {
        return endReason;
    }

    /** Whether the device has subscribed to its commands. */
    boolean isListening() {
        return topics.commandQos() != null;
    }

    boolean isSilentFor(long nanos) {
        return SystemTime.nanos() - heardNanos > nanos;
    }

    /** The connection is gone. Answers whether the device's will is due. */
    boolean ended() {
        open = false;
        ended = true;
        waiting.forEach(Arrival::free);
        arrivals.stream().filter(arrival -> arrival.told).forEach(Arrival::free);
        arrivals.clear();
        waiting.clear();
        return !saidGoodbye && endpoint.will() != null && endpoint.will().isWillFlag();
    }

    /** Ends the connection; an MQTT 5 device is told why. From any thread. */
    void close(MqttDisconnectReasonCode reason, String why) {
        context.runOnContext(now -> closeNow(reason, why));
    }

    private void closeNow(MqttDisconnectReasonCode reason, String why) {
        if (!open || !endpoint.isConnected()) {
            return;
        }
        open = false;
        endReason = why;
        LOG.debugf("closing %s epoch %d: %s", deviceId(), epoch(), why);
        if (endpoint.protocolVersion() == V5) {
            MqttProperties properties = new MqttProperties();
            properties.add(
                    new MqttProperties.StringProperty(MqttProperties.MqttPropertyType.REASON_STRING.value(), why));
            endpoint.disconnect(reason, properties);
        } else {
            endpoint.close();
        }
    }

    private void received(MqttPublishMessage message) {
        heardNanos = SystemTime.nanos();
        if (!open || breaches(message)) {
            return;
        }
        Arrival arrival = new Arrival(message);
        if (arrivals.size() >= window) {
            closeNow(
                    MqttDisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED,
                    "more than " + window + " messages wait for their acknowledgement");
            return;
        }
        if (!deliveries.reserve(arrival.payload.length)) {
            closeNow(MqttDisconnectReasonCode.QUOTA_EXCEEDED, "the service is behind; connect again later");
            return;
        }
        arrivals.add(arrival);
        if (deliveries.pipelined(topics.suffix(arrival.topic))) {
            handOn(arrival);
        } else {
            waiting.add(arrival);
            deliverNextWaiting();
        }
    }

    private void handOn(Arrival arrival) {
        boolean taken;
        try {
            taken = deliveries.taken(
                    device.sender(), arrival.topic, topics.suffix(arrival.topic), arrival.payload, arrival);
        } catch (RuntimeException fault) {
            arrival.failed(fault);
            return;
        }
        if (!taken) {
            deliver(arrival, false);
        }
    }

    /** Protocol and topic rules. A breach ends the connection. */
    private boolean breaches(MqttPublishMessage message) {
        if (message.qosLevel() == MqttQoS.EXACTLY_ONCE) {
            closeNow(MqttDisconnectReasonCode.QOS_NOT_SUPPORTED, "QoS 2 is not offered; use QoS 1");
        } else if (message.topicName().isEmpty()) {
            closeNow(MqttDisconnectReasonCode.TOPIC_ALIAS_INVALID, "topic aliases are not offered");
        } else if (message.isRetain() && endpoint.protocolVersion() == V5) {
            closeNow(MqttDisconnectReasonCode.RETAIN_NOT_SUPPORTED, "retained messages are not offered");
        } else if (!topics.mayPublish(message.topicName())) {
            LOG.warnf("%s published to %s", deviceId(), message.topicName());
            closeNow(MqttDisconnectReasonCode.NOT_AUTHORIZED, "a device publishes below its own topic only");
        }
        return !open;
    }

    private void deliverNextWaiting() {
        if (!oneUnderWay && !waiting.isEmpty()) {
            oneUnderWay = true;
            deliver(waiting.poll(), true);
        }
    }

    private void deliver(Arrival arrival, boolean alone) {
        deliveries
                .deliver(device.sender(), arrival.topic, topics.suffix(arrival.topic), arrival.payload, () -> open)
                .subscribe()
                .with(verdict -> context.runOnContext(now -> decided(arrival, verdict, alone)), arrival::failed);
    }

    private void decided(Arrival arrival, Uplink.Verdict verdict, boolean alone) {
        arrival.verdict = verdict;
        arrival.told();
        if (alone) {
            oneUnderWay = false;
        }
        acknowledgeDecided();
        if (open) {
            deliverNextWaiting();
        }
    }

    /** Marks that verdicts have come; false when it was marked already. From any thread. */
    boolean mark() {
        return marked.compareAndSet(false, true);
    }

    /** Acknowledges what is decided, as far as nothing before it is undecided. */
    void acknowledgeDecided() {
        marked.set(false);
        int count = 0;
        long oldestNanos = 0;
        while (open && !arrivals.isEmpty() && arrivals.peek().verdict != null) {
            Arrival arrival = arrivals.poll();
            arrival.free();
            if (arrival.qos == MqttQoS.AT_LEAST_ONCE && endpoint.isConnected()) {
                acknowledge(arrival);
                oldestNanos = count++ == 0 ? arrival.atNanos : oldestNanos;
            }
        }
        wire.flush();
        if (count > 0) {
            deliveries.acknowledged(count, oldestNanos);
        }
    }

    private void acknowledge(Arrival arrival) {
        if (arrival.verdict.accepted() || endpoint.protocolVersion() != V5) {
            wire.add(arrival.packetId);
            return;
        }
        wire.flush();
        endpoint.publishAcknowledge(
                arrival.packetId,
                MqttPubAckReasonCode.PAYLOAD_FORMAT_INVALID,
                reason(arrival.verdict.quarantineReason()));
    }

    /** A reason in words, unless the client has asked for none (MQTT 5, 3.1.2.11.7). */
    private MqttProperties reason(String why) {
        if (!wantsReasons) {
            return MqttProperties.NO_PROPERTIES;
        }
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.StringProperty(MqttProperties.MqttPropertyType.REASON_STRING.value(), why));
        return properties;
    }

    private void failed(Arrival arrival, Throwable failed) {
        if (open && failed instanceof RejectedExecutionException) {
            LOG.debugf("closing the connection of %s: %s", deviceId(), failed.getMessage());
            closeNow(MqttDisconnectReasonCode.QUOTA_EXCEEDED, "the service is behind; connect again and send it again");
        } else if (open) {
            LOG.errorf(failed, "a message of %s on %s could not be dealt with", deviceId(), arrival.topic);
            closeNow(MqttDisconnectReasonCode.UNSPECIFIED_ERROR, "the message could not be stored; send it again");
        }
    }

    private void subscribed(MqttSubscribeMessage message) {
        heardNanos = SystemTime.nanos();
        List<MqttQoS> granted = new ArrayList<>();
        List<MqttSubAckReasonCode> reasons = new ArrayList<>();
        boolean commands = false;
        for (MqttTopicSubscription wish : message.topicSubscriptions()) {
            boolean allowed = topics.maySubscribe(wish.topicName());
            MqttQoS qos =
                    wish.qualityOfService() == MqttQoS.AT_MOST_ONCE ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE;
            commands |= allowed && topics.subscribed(wish.topicName(), qos);
            granted.add(allowed ? qos : MqttQoS.FAILURE);
            reasons.add(allowed ? MqttSubAckReasonCode.qosGranted(qos) : MqttSubAckReasonCode.NOT_AUTHORIZED);
        }
        if (endpoint.protocolVersion() == V5) {
            boolean all = reasons.stream().noneMatch(MqttSubAckReasonCode.NOT_AUTHORIZED::equals);
            endpoint.subscribeAcknowledge(
                    message.messageId(),
                    reasons,
                    all ? MqttProperties.NO_PROPERTIES : reason("a device listens below its own topic only"));
        } else {
            endpoint.subscribeAcknowledge(message.messageId(), granted);
        }
        if (commands) {
            onListening.accept(true);
        }
    }

    private void unsubscribed(MqttUnsubscribeMessage message) {
        heardNanos = SystemTime.nanos();
        if (endpoint.protocolVersion() == V5) {
            List<MqttUnsubAckReasonCode> reasons = message.topics().stream()
                    .map(topic -> MqttUnsubAckReasonCode.SUCCESS)
                    .toList();
            endpoint.unsubscribeAcknowledge(message.messageId(), reasons, MqttProperties.NO_PROPERTIES);
        } else {
            endpoint.unsubscribeAcknowledge(message.messageId());
        }
        if (topics.unsubscribed(message.topics())) {
            onListening.accept(isListening());
        }
    }

    /** How many more commands may be sent; without bound to a device that acknowledges none. */
    int room() {
        if (!open) {
            return 0;
        }
        return topics.commandQos() == MqttQoS.AT_MOST_ONCE
                ? Integer.MAX_VALUE
                : Math.max(0, downWindow - downUnacknowledged.get());
    }

    /** Sends a command; false when the connection is gone or its window is full. From any thread. */
    boolean send(byte[] command, boolean again) {
        boolean acknowledged = topics.commandQos() != MqttQoS.AT_MOST_ONCE;
        if (!open || (acknowledged && !enterDownWindow())) {
            return false;
        }
        MqttQoS qos = acknowledged ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
        context.runOnContext(now -> {
            if (open && endpoint.isConnected()) {
                endpoint.publish(topics.commandTopic(), Buffer.buffer(command), qos, acknowledged && again, false);
            }
        });
        return true;
    }

    private boolean enterDownWindow() {
        return downUnacknowledged.getAndUpdate(count -> Math.min(downWindow, count + 1)) < downWindow;
    }
}
