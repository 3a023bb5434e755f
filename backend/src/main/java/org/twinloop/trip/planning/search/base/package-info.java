/** Parts of the search that know nothing of travelling: an index of points, straight distances, a sort. Depends on common. */
package org.twinloop.trip.planning.search.base;
