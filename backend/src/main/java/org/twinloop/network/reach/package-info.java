/**
 * The door to what can be reached: areas around a point by minutes, and the times between many points. Both are of one
 * version of the travel times, which the answer names, and bounded by {@link org.twinloop.network.reach.ReachConfig}.
 * What is reckoned stands in {@link org.twinloop.network}, which it may call.
 */
package org.twinloop.network.reach;
