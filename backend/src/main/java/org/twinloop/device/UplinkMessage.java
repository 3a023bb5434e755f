package org.twinloop.device;

import java.time.Instant;
import java.util.UUID;

/**
 * One message of a device that has proved who it is.
 *
 * @param deviceId who sent it
 * @param kind what the sender is
 * @param subjectId the vehicle or pile behind the device
 * @param topic full topic, below {@code tl/v1/{device}/up/}
 * @param payload the bytes as received; not to be changed
 * @param receivedAt city time of arrival
 */
public record UplinkMessage(
        String deviceId, DeviceKind kind, UUID subjectId, String topic, byte[] payload, Instant receivedAt) {}
