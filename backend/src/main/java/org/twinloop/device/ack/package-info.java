/**
 * Acknowledging in bulk: one task for all sessions of an event loop whose reports were decided together, and one flush
 * for all PUBACKs of a connection.
 *
 * <p>Always holds: what was rung for is looked at once more after the ring; nothing is acknowledged from another thread
 * than the connection's event loop.
 *
 * <p>May call nothing else of ours.
 */
package org.twinloop.device.ack;
