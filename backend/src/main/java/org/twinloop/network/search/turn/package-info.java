/**
 * Turns: a graph whose nodes are roads in one direction and whose arcs are the turns allowed between them.
 *
 * <p>Everything that searches a {@link org.twinloop.network.search.Graph} searches a
 * {@link org.twinloop.network.search.turn.TurnGraph} as well, and then honours forbidden turns, turns that are the only
 * ones allowed, restrictions by way of other roads, and what a turn costs. Sees {@code network.search} only.
 */
package org.twinloop.network.search.turn;
