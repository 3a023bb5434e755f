/**
 * The roads of one network as each mode uses them: a search over turns for cars, bicycles and people on foot, from any
 * point of a road to any other, and what can be reached within a time.
 *
 * <p>A {@link org.twinloop.network.road.RoadTable} holds the roads once; a {@link org.twinloop.network.road.ModeGraph}
 * is what one mode sees of them, a {@link org.twinloop.network.road.ModeRoads} the same with the travel times of now,
 * and a {@link org.twinloop.network.road.RoadSearch} answers from one version of these times. Plain Java, no I/O.
 */
package org.twinloop.network.road;
