/**
 * {@code ./infra/bench simulate}: what {@code SimulationTest} of the service plays with 200 seeds, with 10,000.
 *
 * <p>The play, its people and its checker are the test's; here stands only what makes a report of its figures.
 *
 * <p>Always holds: a single seed that breaks an invariant ends the benchmark with a failure after its figures are told.
 */
package org.twinloop.bench.simulate;
