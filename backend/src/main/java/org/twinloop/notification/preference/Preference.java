package org.twinloop.notification.preference;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.twinloop.notification.template.MessageClass;

/**
 * What a person wants copies of, and when not.
 *
 * @param quiet null for none
 * @param mobile number of a mobile telephone in mainland China, 11 digits; null when unknown
 * @param switched what the person has said, where it is not the default
 */
public record Preference(QuietHours quiet, String mobile, Map<Switch, Boolean> switched) {

    /** One thing that can be on or off. */
    public record Switch(MessageClass messageClass, Channel channel) {}

    /** Of a person who has said nothing. */
    public static final Preference DEFAULT = new Preference(null, null, Map.of());

    public Preference {
        switched = Map.copyOf(switched);
    }

    public boolean wants(MessageClass messageClass, Channel channel) {
        return switched.getOrDefault(new Switch(messageClass, channel), channel.isOnByDefault(messageClass));
    }

    /** Whether the person has said that it is to be off, which is more than leaving it at the default. */
    public boolean hasSwitchedOff(MessageClass messageClass, Channel channel) {
        return Boolean.FALSE.equals(switched.get(new Switch(messageClass, channel)));
    }

    /** Until when a copy of a class waits; empty when it goes now. */
    public Optional<Instant> heldUntil(MessageClass messageClass, Instant at) {
        return quiet == null || messageClass.breaksThroughQuietHours() ? Optional.empty() : quiet.endOf(at);
    }
}
