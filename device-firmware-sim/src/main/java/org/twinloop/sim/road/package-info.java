/**
 * The streets of the city: points, the arterial network, the fastest way through it and how the traffic flows.
 *
 * <p>The network is the simulator's own copy of the road facts (resources {@code city/nodes.csv}, {@code
 * city/edges.csv},
 * ODbL, (c) OpenStreetMap contributors); it never asks the service for a road. Cars join and leave it by straight
 * connectors at junctions only, because a place beside an elevated road is not on it.
 *
 * <p>Always holds: WGS-84, metres, metres per second inside; parallel roads between the same junctions are kept.
 */
package org.twinloop.sim.road;
