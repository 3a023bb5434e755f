package org.twinloop.network.road;

import java.util.List;
import org.twinloop.network.osm.tag.Mode;

/**
 * A forbidden sequence of roads: whoever came over all but the last may not go on over the last.
 *
 * @param modes for which it holds
 * @param edges numbers of the roads, two or more
 * @param forward for each whether from its first junction
 */
public record TurnBan(List<Mode> modes, int[] edges, boolean[] forward) {}
