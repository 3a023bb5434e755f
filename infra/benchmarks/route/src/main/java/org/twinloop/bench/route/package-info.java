/**
 * Ways over roads: the search of the service beside GraphHopper's contraction hierarchy and landmarks and pgRouting, on
 * the same networks, pairs, node numbers, whole-number weights and turn costs, in one JVM.
 */
package org.twinloop.bench.route;
