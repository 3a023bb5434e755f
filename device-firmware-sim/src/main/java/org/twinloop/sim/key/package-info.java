/**
 * Offline keys as a terminal judges them: by the bytes, a public key and its own memory, without any network.
 *
 * <p>Written from the description in {@code docs/devices.md} alone; shares no code with the service that signs.
 *
 * <p>Always holds: whatever is not a key of this car, now, newer than those used before and not revoked opens nothing;
 * nothing a key says is believed before its signature is.
 */
package org.twinloop.sim.key;
