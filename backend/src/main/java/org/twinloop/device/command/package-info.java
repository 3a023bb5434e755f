/**
 * Orders to devices: written in the caller's transaction, sent by whichever instance holds the device's connection, and
 * believed only when the device itself proves them.
 *
 * <p>Owns the table {@code device.command}. Always holds: an id is one command, however often it is asked for; a
 * command that ended never changes again; each end is told once, as the event {@code command.confirmed}, {@code
 * command.failed} or {@code command.withdrawn}, and once more as {@code command.obeyed-late} when the device did what
 * was over. Whoever reads reports calls {@link org.twinloop.device.command.Commands#confirmed}.
 */
package org.twinloop.device.command;
