/**
 * Plans in a large city: cars, bays, piles and bicycles with the times they are taken, over real roads.
 *
 * <p>The search is the one of the service, compiled here as it stands; the oracle that tries everything is that of its
 * tests.
 */
package org.twinloop.bench.plan;
