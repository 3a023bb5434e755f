/**
 * Provisioning by claim: a code of one use, dated, exchanged by the device itself for its secret.
 *
 * <p>Owns the table {@code device.claim}. A reader's path: {@code ClaimResource} → {@code Claims} → {@code ClaimCode}
 * (the code, and the hash that is kept of it).
 *
 * <p>Always holds: a code works once, within its time, and only while it is the newest of its device and the device is
 * not blocked; which of these failed is not told to whoever asks. May call {@code device}, {@code journal}, {@code
 * common}.
 */
package org.twinloop.device.claim;
