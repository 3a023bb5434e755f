package org.twinloop.console;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.console.Overview.BikeCounts;
import org.twinloop.console.Overview.CarState;
import org.twinloop.console.Overview.PileCounts;
import org.twinloop.console.Overview.PileStatus;
import org.twinloop.console.Overview.TripCounts;
import org.twinloop.console.Overview.VehicleCounts;

/** Reads the published views; four statements for the whole picture, whatever the number of onlookers. */
@ApplicationScoped
class ConsoleRepository {

    private static final String CARS = """
            select id, plate,
                vehicle.status(event_time, speed_kmh, locked, doors_open, charging, $1, make_interval(secs => $2)),
                st_x(geom), st_y(geom), event_time, soc_percent::float8, heading_deg::float8, speed_kmh::float8
            from vehicle.live order by vehicle_no
            """;
    private static final String PILES = """
            select charging.status(status, event_time, $1, make_interval(secs => $2)), count(*), max(event_time)
            from charging.live where status is null or status not in ('PLANNED', 'REMOVED') group by 1
            """;
    private static final String BIKES = "select total, available, newest from bike.live_counts";
    private static final String TRIPS = """
            select count(*) filter (where state = 'IN_PROGRESS'), count(*) filter (where created_at >= $1)
            from trip.counts_source where state = 'IN_PROGRESS' or created_at >= $1
            """;

    private final Database database;
    private final Clock clock;
    private final Duration carAgeMax;
    private final Duration pileAgeMax;

    ConsoleRepository(
            Database database,
            Clock clock,
            @ConfigProperty(name = "twinloop.vehicle.state-age-max", defaultValue = "PT10M") Duration carAgeMax,
            @ConfigProperty(name = "twinloop.charging.status-age-max", defaultValue = "PT5M") Duration pileAgeMax) {
        this.database = database;
        this.clock = clock;
        this.carAgeMax = carAgeMax;
        this.pileAgeMax = pileAgeMax;
    }

    /** The whole picture at the city's present moment, as far as the running transaction may see it. */
    Uni<Sighting> look() {
        Instant now = clock.instant();
        Instant midnight = now.atZone(CityTime.ZONE)
                .toLocalDate()
                .atStartOfDay(CityTime.ZONE)
                .toInstant();
        return database.rows(CARS, now, (double) carAgeMax.toSeconds())
                .chain(cars -> database.rows(PILES, now, (double) pileAgeMax.toSeconds())
                        .chain(piles -> database.row(BIKES)
                                .chain(bikes -> database.row(TRIPS, midnight)
                                        .map(trips -> new Sighting(
                                                new Overview(
                                                        now,
                                                        vehicleCounts(cars, now),
                                                        pileCounts(piles, now),
                                                        bikeCounts(bikes.orElseThrow(), now),
                                                        tripCounts(trips.orElseThrow())),
                                                located(cars, now))))));
    }

    private static VehicleCounts vehicleCounts(List<Row> cars, Instant now) {
        Map<CarState, Integer> byState = zeroes(CarState.class);
        Instant newest = null;
        Instant oldest = null;
        for (Row car : cars) {
            byState.merge(CarState.valueOf(car.text(2)), 1, Integer::sum);
            Instant at = car.instant(5);
            if (at != null) {
                newest = newest == null || at.isAfter(newest) ? at : newest;
                oldest = oldest == null || at.isBefore(oldest) ? at : oldest;
            }
        }
        return new VehicleCounts(cars.size(), byState, age(newest, now), age(oldest, now));
    }

    private static PileCounts pileCounts(List<Row> rows, Instant now) {
        Map<PileStatus, Integer> byStatus = zeroes(PileStatus.class);
        Instant newest = null;
        int total = 0;
        for (Row row : rows) {
            int count = Math.toIntExact(row.whole(1));
            total += count;
            byStatus.put(PileStatus.valueOf(row.text(0)), count);
            Instant at = row.instant(2);
            newest = newest == null || at != null && at.isAfter(newest) ? at : newest;
        }
        return new PileCounts(total, byStatus, age(newest, now));
    }

    private static BikeCounts bikeCounts(Row row, Instant now) {
        return new BikeCounts(Math.toIntExact(row.whole(0)), Math.toIntExact(row.whole(1)), age(row.instant(2), now));
    }

    private static TripCounts tripCounts(Row row) {
        return new TripCounts(Math.toIntExact(row.whole(0)), Math.toIntExact(row.whole(1)));
    }

    private static List<ConsoleVehicle> located(List<Row> cars, Instant now) {
        List<ConsoleVehicle> located = new ArrayList<>(cars.size());
        for (Row car : cars) {
            if (!car.isNull(3)) {
                located.add(new ConsoleVehicle(
                        car.uuid(0),
                        car.text(1),
                        CarState.valueOf(car.text(2)),
                        car.number(3),
                        car.number(4),
                        age(car.instant(5), now),
                        tenth(car, 6),
                        tenth(car, 7),
                        tenth(car, 8),
                        car.instant(5)));
            }
        }
        return List.copyOf(located);
    }

    private static Double tenth(Row row, int column) {
        return row.isNull(column) ? null : Math.round(row.number(column) * 10) / 10.0;
    }

    private static Integer age(Instant at, Instant now) {
        return at == null
                ? null
                : (int) Math.max(
                        0, Math.min(Integer.MAX_VALUE, Duration.between(at, now).toSeconds()));
    }

    private static <E extends Enum<E>> Map<E, Integer> zeroes(Class<E> type) {
        Map<E, Integer> counts = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            counts.put(constant, 0);
        }
        return counts;
    }
}
