/**
 * {@code ./infra/bench tiles}: vector tiles of the service at a fixed number of clients, beside pgbench running the
 * statements that the service was logged to run for the same tiles, and the same tiles out of the service's cache.
 *
 * <p>Tiles of all layers at zooms of a desk and a street around stops drawn with a seed. Service and pgbench take turns
 * on one database, both with all caches warm.
 */
package org.twinloop.bench.tiles;
