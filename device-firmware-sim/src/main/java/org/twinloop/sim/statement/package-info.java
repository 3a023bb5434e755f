/**
 * An operator's monthly statement: its orders priced by its own code, written as CSV, with faults put in on purpose.
 *
 * <p>The price code is written from the contract's terms alone and shares nothing with the service, so that both can be
 * compared. Amounts are integer fen; each line item is rounded HALF_UP by itself; a started billing unit counts.
 *
 * <p>Always holds: the faults announced are exactly the differences to a right statement.
 */
package org.twinloop.sim.statement;
