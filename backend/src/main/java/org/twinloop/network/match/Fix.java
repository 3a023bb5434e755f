package org.twinloop.network.match;

import java.time.Instant;
import org.twinloop.common.GeoPoint;

/** Where a car was by its satellite receiver, and when. */
public record Fix(GeoPoint at, Instant time) {}
