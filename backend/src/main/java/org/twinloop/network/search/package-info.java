/**
 * Search over roads: plain Java over primitive arrays, no framework, no I/O.
 *
 * <p>A {@link org.twinloop.network.search.Graph} gets a {@link org.twinloop.network.search.Hierarchy} once, which takes
 * in a whole {@link org.twinloop.network.search.Metric} in about the time of one plain search and then answers
 * {@link org.twinloop.network.search.PathSearch best ways} in microseconds, beside
 * {@link org.twinloop.network.search.Matrix many to many}, {@link org.twinloop.network.search.Sweep one to all} and
 * {@link org.twinloop.network.search.SecondWay a second way}. All of these are immutable or belong to one thread.
 * Weights are integers, so that equal ways cost exactly the same on every machine. Turns: {@code search.turn}; what is
 * kept between starts: {@code search.upkeep}; the order of contraction: {@code search.order}.
 */
package org.twinloop.network.search;
