package org.twinloop.partner.gbfs;

import java.time.Instant;
import java.util.List;
import org.twinloop.bike.RentalLinks;
import org.twinloop.common.GeoPoint;

/** Records of GBFS in the words of version 3.0, whatever version they were read from. Null is "not told". */
final class GbfsRecords {

    private GbfsRecords() {}

    record SystemFacts(String systemId, List<String> languages, String timeZone) {}

    /**
     * @param formFactor a word of the standard; {@code other} for any else
     */
    record VehicleType(
            String id, String formFactor, String propulsion, Double maxRangeM, String nameZh, String nameEn) {}

    record Station(String id, String nameZh, String nameEn, GeoPoint position, Integer capacity, RentalLinks links) {}

    record StationStatus(
            String id,
            Integer vehiclesAvailable,
            Integer docksAvailable,
            boolean installed,
            boolean renting,
            boolean returning,
            Instant reportedAt) {}

    /**
     * @param id changes after every ride
     * @param fuelShare 0…1
     */
    record FreeVehicle(
            String id,
            String typeId,
            String stationId,
            GeoPoint position,
            boolean reserved,
            boolean disabled,
            Double rangeM,
            Double fuelShare,
            Instant reportedAt,
            RentalLinks links) {}
}
