package org.twinloop.device;

import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The topic rule: a device speaks below {@code tl/v1/{itself}/up/} and listens below {@code tl/v1/{itself}/down/}; and
 * how it listens to its commands. Subscriptions change on one thread.
 */
final class DeviceTopics {

    private static final String ROOT = "tl/v1/";

    private final String up;
    private final String down;
    /** A topic the device may publish to; most devices publish to one only. */
    private volatile String published;

    /** Filters of its subscriptions that commands come under, and what was granted to each. */
    private final Map<String, MqttQoS> commandFilters = new HashMap<>();

    private volatile MqttQoS commandQos;

    DeviceTopics(String deviceId) {
        up = ROOT + deviceId + "/up/";
        down = ROOT + deviceId + "/down/";
    }

    /** Whether the device may publish there: one level below its own {@code up}, without wildcard and U+0000. */
    boolean mayPublish(String topic) {
        if (topic.equals(published)) {
            return true;
        }
        boolean may = topic.length() > up.length()
                && topic.startsWith(up)
                && topic.chars().noneMatch(one -> one == '+' || one == '#' || one == 0);
        published = may ? topic : published;
        return may;
    }

    String suffix(String topic) {
        return topic.substring(up.length());
    }

    /** Whether everything a filter can match lies below the device's own {@code down}. */
    boolean maySubscribe(String filter) {
        return filter.length() > down.length() && filter.startsWith(down);
    }

    /** Notes what was granted to a filter; whether commands come under it. */
    boolean subscribed(String filter, MqttQoS granted) {
        boolean commands = coversCommands(filter);
        if (commands) {
            commandFilters.put(filter, granted);
            weigh();
        }
        return commands;
    }

    /** Whether commands came under any of the filters. */
    boolean unsubscribed(Collection<String> filters) {
        boolean commands = commandFilters.keySet().removeAll(filters);
        weigh();
        return commands;
    }

    /** Of filters that overlap the greatest quality of service counts (MQTT 5, 3.3.4). */
    private void weigh() {
        commandQos = commandFilters.values().stream()
                .max(Comparator.comparingInt(MqttQoS::value))
                .orElse(null);
    }

    /** The quality of service commands go out with; null while the device does not listen. From any thread. */
    MqttQoS commandQos() {
        return commandQos;
    }

    private boolean coversCommands(String filter) {
        return filter.equals(down + "#") || filter.equals(down + "+") || filter.equals(commandTopic());
    }

    String commandTopic() {
        return down + "command";
    }
}
