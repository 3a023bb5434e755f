package org.twinloop.device.ack;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.net.impl.NetSocketInternal;
import io.vertx.mqtt.MqttEndpoint;
import java.lang.reflect.Field;
import org.jboss.logging.Logger;

/**
 * Writes the PUBACKs of one connection: what was decided together goes out in one buffer with one flush. An endpoint
 * of Vert.x flushes each PUBACK by itself, and that system call costs as much as reading and storing the message.
 *
 * <p>The endpoint does not hand out its connection, so its field is asked for; where a later Vert.x names it otherwise,
 * PUBACKs go by the endpoint, one by one, and the log says so once.
 */
public final class AckWire {

    private static final Logger LOG = Logger.getLogger(AckWire.class);
    /** Type 4, no flags; two bytes follow. A PUBACK of MQTT 5 without a reason means success (3.4.2.1). */
    private static final int PUBACK = 0x4002;

    private static final int PUBACK_BYTES = 4;
    private static final ClassValue<Field> CONNECTION = new ClassValue<>() {
        @Override
        protected Field computeValue(Class<?> type) {
            try {
                Field connection = type.getDeclaredField("conn");
                connection.setAccessible(true);
                return connection;
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.warnf("PUBACKs are flushed one by one, %s shows no connection: %s", type.getName(), e);
                return null;
            }
        }
    };

    private final MqttEndpoint endpoint;
    private final ChannelHandlerContext channel;
    private ByteBuf pending;

    public AckWire(MqttEndpoint endpoint) {
        this.endpoint = endpoint;
        channel = channelOf(endpoint);
    }

    private static ChannelHandlerContext channelOf(MqttEndpoint endpoint) {
        Field connection = CONNECTION.get(endpoint.getClass());
        try {
            return connection != null && connection.get(endpoint) instanceof NetSocketInternal socket
                    ? socket.channelHandlerContext()
                    : null;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("an accessible field cannot be read", e);
        }
    }

    /** On the event loop. */
    public void add(int packetId) {
        if (channel == null) {
            endpoint.publishAcknowledge(packetId);
            return;
        }
        if (pending == null) {
            pending = channel.alloc().buffer(8 * PUBACK_BYTES);
        }
        pending.writeShort(PUBACK).writeShort(packetId);
    }

    /** Sends what was added. */
    public void flush() {
        if (pending != null) {
            ByteBuf acknowledgements = pending;
            pending = null;
            channel.writeAndFlush(acknowledgements);
        }
    }
}
