package org.twinloop.partner.gbfs;

import java.util.List;
import org.twinloop.bike.BikeFeed;
import org.twinloop.partner.gbfs.GbfsRecords.FreeVehicle;
import org.twinloop.partner.gbfs.GbfsRecords.Station;
import org.twinloop.partner.gbfs.GbfsRecords.StationStatus;
import org.twinloop.partner.gbfs.GbfsRecords.VehicleType;

/** GBFS words to ours: station is dock, vehicle is bike, type is kind. */
final class GbfsMapping {

    private GbfsMapping() {}

    static List<BikeFeed.Kind> kinds(List<VehicleType> types) {
        return types.stream()
                .map(type -> new BikeFeed.Kind(
                        type.id(),
                        type.formFactor(),
                        type.propulsion(),
                        type.maxRangeM(),
                        type.nameZh(),
                        type.nameEn()))
                .toList();
    }

    static List<BikeFeed.DockPlace> docks(List<Station> stations) {
        return stations.stream()
                .map(station -> new BikeFeed.DockPlace(
                        station.id(),
                        station.nameZh(),
                        station.nameEn(),
                        station.position(),
                        station.capacity(),
                        station.links()))
                .toList();
    }

    static List<BikeFeed.DockCount> counts(List<StationStatus> statuses) {
        return statuses.stream()
                .map(status -> new BikeFeed.DockCount(
                        status.id(),
                        status.vehiclesAvailable(),
                        status.docksAvailable(),
                        status.installed(),
                        status.renting(),
                        status.returning(),
                        status.reportedAt()))
                .toList();
    }

    static List<BikeFeed.Sighting> bikes(List<FreeVehicle> vehicles) {
        return vehicles.stream()
                .map(vehicle -> new BikeFeed.Sighting(
                        vehicle.id(),
                        vehicle.typeId(),
                        vehicle.stationId(),
                        vehicle.position(),
                        vehicle.reserved(),
                        vehicle.disabled(),
                        vehicle.rangeM(),
                        vehicle.fuelShare(),
                        vehicle.reportedAt(),
                        vehicle.links()))
                .toList();
    }
}
