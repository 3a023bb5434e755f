package org.twinloop.partner.gb32960;

import java.time.Clock;

/** What all connections share. */
record Surroundings(
        Registrations registrations,
        GbDeliveries deliveries,
        GbRoom room,
        LiveConnections live,
        PlaceKeeper places,
        GbMeters meters,
        GbConfig config,
        Clock clock) {}
