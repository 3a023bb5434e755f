/**
 * In which order a road graph is contracted: nested dissection by inertial flow.
 *
 * <p>Only the shape of the network matters here, no weight: an order is found once for a network and serves every
 * metric. Small separators make everything after it fast, so most care goes into them: a cell is cut at a minimum set
 * of junctions between its two ends, seen from eight directions, and the best cut for its size and balance is kept.
 * The same network gives the same order on every machine.
 */
package org.twinloop.network.search.order;
