package org.twinloop.trip.planning.energy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.network.energy.Consumption;
import org.twinloop.trip.planning.search.Powertrain;

/** The SQL of fits, in the caller's act. */
@ApplicationScoped
class FitRepository {

    private final Database database;

    FitRepository(Database database) {
        this.database = database;
    }

    /** The newest of each model, by its code. */
    Uni<Map<String, EnergyFit>> newest() {
        return database.rows("""
                        select distinct on (model_code) model_code, rolling, air, stopping, auxiliary, heating, cooling,
                            more_percent, less_percent, drives
                        from trip.energy_fit order by model_code, version desc""")
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.text(0), FitRepository::fit)));
    }

    /** The next version of a model; what another instance makes of the same day meanwhile is the same and left out. */
    Uni<Integer> add(String modelCode, EnergyFit fit, Instant at) {
        Consumption.Factors factors = fit.factors();
        return database.sql(
                """
                insert into trip.energy_fit (model_code, version, fitted_at, drives, rolling, air, stopping, auxiliary,
                    heating, cooling, more_percent, less_percent)
                select $1, coalesce((select max(version) from trip.energy_fit where model_code = $1), 0) + 1,
                    $2::timestamptz, $3::int, $4::float8, $5::float8, $6::float8, $7::float8, $8::float8, $9::float8,
                    $10::float8, $11::float8
                on conflict do nothing""",
                modelCode,
                at,
                fit.drives(),
                factors.rolling(),
                factors.air(),
                factors.stopping(),
                factors.auxiliary(),
                factors.heating(),
                factors.cooling(),
                fit.band().morePercent(),
                fit.band().lessPercent());
    }

    /** All but the newest of each model. */
    Uni<Integer> dropBefore(Instant before, int max) {
        return database.sql("""
                delete from trip.energy_fit where (model_code, version) in (
                    select f.model_code, f.version from trip.energy_fit f
                    where f.fitted_at < $1 and exists (select from trip.energy_fit n
                        where n.model_code = f.model_code and n.version > f.version)
                    order by f.fitted_at limit $2)""", before, max);
    }

    private static EnergyFit fit(Row row) {
        return new EnergyFit(
                new Consumption.Factors(
                        row.number(1), row.number(2), row.number(3), row.number(4), row.number(5), row.number(6)),
                new Powertrain.Band(row.number(7), row.number(8)),
                (int) row.whole(9));
    }
}
