/**
 * What partners tell of their own accord: late answers to holds and orders, and how a ride goes.
 *
 * <p>Always holds: a webhook is let in only with the signature of its operator over id, time and body, within a window
 * of time, and once; what it tells means the same as an answer to a question of ours.
 *
 * <p>Keys are files; several hold at once while they are changed. May call {@code partner} and what stands below it.
 */
package org.twinloop.partner.webhook;
