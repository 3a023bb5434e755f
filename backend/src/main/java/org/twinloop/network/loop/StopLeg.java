package org.twinloop.network.loop;

import java.util.UUID;

/**
 * The quickest way by car from a stop to another.
 *
 * @param distanceM metres along the way of the day
 * @param energyWh of a typical compact electric car on it, watt hours
 * @param nightS seconds at 03:00 of a working day; morning 08:30, day 13:00, evening 18:00
 */
public record StopLeg(
        UUID from, UUID to, double distanceM, double energyWh, int nightS, int morningS, int dayS, int eveningS) {}
