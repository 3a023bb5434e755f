package org.twinloop.network.search;

/**
 * The best way found.
 *
 * @param from the node it begins at, of those that were offered
 * @param to the node it ends at
 * @param weight of all its arcs, and of both terminals
 * @param arcs of the graph searched, in order; empty when it begins where it ends
 */
public record Way(int from, int to, int weight, int[] arcs) {}
