/**
 * How long roads take now, and which may not be used: the traffic (路况) over the roads of {@code network.road}.
 *
 * <p>{@link org.twinloop.network.traffic.TravelTimes} takes in observed speeds and, on a thread of its own, makes the
 * whole metric anew from observations, time-of-week profile and closures; readers get the newest whole one. Closures
 * (道路封闭、活动管制、禁止还车区) are set by the fleet manager, are dated, and every instance looks for changed ones.
 *
 * <p>Always holds: an answer names the version it came from, and versions grow; an observation fades back into the
 * profile; memory depends on the number of roads, not of observations. May call {@code common}, {@code journal},
 * {@code identity}, {@code network.road}, {@code .store}, {@code .search} and {@code .snap}.
 */
package org.twinloop.network.traffic;
