/**
 * What is kept of a {@link org.twinloop.network.search.Hierarchy} between starts:
 * {@link org.twinloop.network.search.upkeep.StoredOrder}. Plain Java without file access; the caller keeps the bytes.
 */
package org.twinloop.network.search.upkeep;
