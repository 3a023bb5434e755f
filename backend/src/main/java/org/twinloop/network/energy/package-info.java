/**
 * What driving over the roads takes out of the battery of an electric car: one formula for the routes on a map, for
 * the legs between stops and for plans, which know the model, its drives so far and the weather.
 */
package org.twinloop.network.energy;
