package org.twinloop.trip.planning.energy;

import org.twinloop.network.energy.Consumption;
import org.twinloop.trip.planning.search.Powertrain;

/**
 * What the drives of a model say of its consumption.
 *
 * @param factors how many times as much as the model is known for
 * @param band in which nearly all drives lay, about what these factors expect
 * @param drives it is made of
 */
public record EnergyFit(Consumption.Factors factors, Powertrain.Band band, int drives) {}
