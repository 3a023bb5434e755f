/**
 * {@code ./infra/bench crash}: what was acknowledged is there, once, whoever is ended with kill -9 and whenever.
 *
 * <p>The script ends and starts; {@code CrashBench} registers the cars before and judges afterwards, from the load's
 * own list of what it got acknowledged.
 *
 * <p>Always holds: a single lost or doubled report ends the benchmark with a failure after its figures are told.
 */
package org.twinloop.bench.crash;
