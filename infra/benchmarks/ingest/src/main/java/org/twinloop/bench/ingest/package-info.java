/**
 * {@code ./infra/bench ingest}: reports of many terminals over MQTT, each a row before its PUBACK.
 *
 * <p>The load comes from {@code device-firmware-sim load}, a process of its own. The limit beside it is the binary COPY
 * of the same rows by the same driver; the peer is mosquitto with a consumer that stores in batches.
 *
 * <p>Always holds: after every run rows are counted and newest states compared; a difference ends the benchmark.
 */
package org.twinloop.bench.ingest;
