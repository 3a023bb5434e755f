/**
 * Search over roads: plain Java over primitive arrays, no framework, no I/O.
 *
 * <p>A {@link org.twinloop.network.search.RoadGraph} is immutable; any number of threads may search it at once. Costs
 * are
 * free-flow milliseconds as integers, so that equal ways cost exactly the same on every machine.
 */
package org.twinloop.network.search;
