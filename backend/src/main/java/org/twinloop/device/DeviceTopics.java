package org.twinloop.device;

/** The topic rule: a device speaks below {@code tl/v1/{itself}/up/} and listens below {@code tl/v1/{itself}/down/}. */
final class DeviceTopics {

    private static final String ROOT = "tl/v1/";

    private final String up;
    private final String down;
    /** A topic the device may publish to; most devices publish to one only. */
    private volatile String published;

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

    /** Whether commands come under the filter. */
    boolean coversCommands(String filter) {
        return filter.equals(down + "#") || filter.equals(down + "+") || filter.equals(commandTopic());
    }

    String commandTopic() {
        return down + "command";
    }
}
