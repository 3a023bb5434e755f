/**
 * HiveMQ CE with file persistence, as a process of its own: for comparisons, and to try the broker mode with.
 *
 * <p>Owns nothing but the folder it is given. Lies apart from all other benchmarks, for its class path clashes with
 * the service's; they start it and speak MQTT with it.
 */
package org.twinloop.bench.hivemq;
