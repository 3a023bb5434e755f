/**
 * Whatever speaks MQTT to us: its identity and credential, the connection it holds, what it may say and to whom.
 *
 * <p>Owns the schema {@code device}. A reader's path: {@code DeviceGateway} (CONNECT, limits), {@code
 * DeviceAuthentication} (credential, epoch), {@code DeviceSession} (topics, window, order of acknowledgements), an
 * {@link org.twinloop.device.UplinkHandler} of the feature that owns the topic. Commands down: {@code device.command}.
 *
 * <p>Always holds: client id, user name and device id are one word; a device speaks and listens below its own topic
 * only; a PUBACK goes out after the handler's commit, in the order of the PUBLISHes; a connection ends its own epoch.
 *
 * <p>May call {@code identity}, {@code journal}, {@code common}; what it must know of cars and piles comes in through
 * {@link org.twinloop.device.SubjectDirectory}.
 */
package org.twinloop.device;
