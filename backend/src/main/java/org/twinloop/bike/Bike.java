package org.twinloop.bike;

import java.util.UUID;
import org.twinloop.common.GeoPoint;

/**
 * A bike somebody may take now.
 *
 * @param id the operator's, good until the next ride
 * @param dockId the dock it stands at, null when it stands free; its names are null then, or when not told
 * @param ageSeconds age of the feed that says so
 */
public record Bike(
        UUID operatorId,
        String id,
        String kindId,
        GeoPoint position,
        String dockId,
        String dockNameZh,
        String dockNameEn,
        RentalLinks links,
        double distanceM,
        long ageSeconds) {}
