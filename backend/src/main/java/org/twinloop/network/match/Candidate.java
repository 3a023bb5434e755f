package org.twinloop.network.match;

/**
 * A point of a road, in a direction, where a car may have been.
 *
 * @param arc of the roads of the mode
 * @param alongM metres from the junction at which the arc begins
 * @param offM metres between it and the fix
 */
record Candidate(int arc, double alongM, double offM) {}
