/**
 * What keeps a {@link org.twinloop.network.search.Hierarchy} in use: it is stored and reloaded, and takes in newer
 * metrics in the background while it is searched.
 *
 * <p>{@link org.twinloop.network.search.upkeep.StoredOrder} is what is kept of it between starts.
 * Plain Java; threads come from an executor of the caller.
 */
package org.twinloop.network.search.upkeep;
