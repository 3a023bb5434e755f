/**
 * Charging piles: connectors with a state each, the power that flows, and what the pile tells the service.
 *
 * <p>A pile repeats each connector's status every 60 city seconds and at once when it changes, and sends meter values
 * while current flows. It has no sensor for the bay: a car that stands there without a plug leaves the connector
 * AVAILABLE; a car that is plugged in and takes no current makes it BLOCKED.
 *
 * <p>Always holds: a meter never runs backwards, across restarts included. Knows cars only as
 * {@link org.twinloop.sim.pile.Chargeable}.
 */
package org.twinloop.sim.pile;
