/**
 * The bike operator MBK: 200 stations, 3,000 bikes, riders, and the GBFS 3.0 feed that tells of them.
 *
 * <p>Stations lie near the places of the city and do not depend on the seed, so that a service that has stored them
 * finds them again; bikes and rides do. A bike's public id changes after every ride, as GBFS demands, and a bike that
 * is
 * being ridden is not in the feed.
 *
 * <p>Always holds: a station never has more bikes than docks; documents are valid GBFS 3.0.
 */
package org.twinloop.sim.bike;
