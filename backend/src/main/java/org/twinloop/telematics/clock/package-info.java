/**
 * How far the clocks of terminals are off: measured from every message, noted when it changes, shown.
 *
 * <p>A report arrives some time after its moment, seldom much and sometimes by days; the report with the least delay of
 * some minutes tells the clock. {@code TerminalClocks} measures, {@code ClockResource} shows.
 *
 * <p>Always holds: measuring never holds up a report, and never changes its event time, which is part of its identity.
 *
 * <p>Owns {@code telematics.terminal_clock}. Called by {@code telematics}; calls {@code common} and {@code identity}.
 */
package org.twinloop.telematics.clock;
