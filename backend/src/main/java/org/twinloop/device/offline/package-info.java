/**
 * Keys that open a car without a network: signed here, verified by the terminal alone.
 *
 * <p>Owns the tables {@code device.offline_key} and {@code device.offline_key_use}. A reader's path: {@code OfflineKey}
 * (the bytes) → {@code SigningKeys} (Ed25519) → {@code OfflineKeys} (issue, revoke) → {@code OfflineKeyUses} (what the
 * terminal tells afterwards).
 *
 * <p>Always holds: a key names one car, one window and one trip; asking again gives the same bytes; a key whose booking
 * is over is revoked in the same transaction, and the terminal is told at its next contact. May call {@code device},
 * {@code device.command}, {@code journal}, {@code common}.
 */
package org.twinloop.device.offline;
