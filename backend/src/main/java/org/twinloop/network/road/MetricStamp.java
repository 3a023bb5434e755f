package org.twinloop.network.road;

import java.time.Instant;

/**
 * Which travel times an answer was made of.
 *
 * @param version grows with every change of the travel times
 * @param asOf the moment whose traffic and closures they show, city time
 */
public record MetricStamp(long version, Instant asOf) {}
