/**
 * Waiting for the database: how long somebody waits for an act when the server hangs, and what they are told.
 *
 * <p>Owns no schema. Always holds: background work goes on waiting; what was given up is not committed afterwards, a
 * commit under way apart.
 *
 * <p>Plain Java on the context of the act; only {@code common.Database} and what reads its failures use it.
 */
package org.twinloop.common.patience;
