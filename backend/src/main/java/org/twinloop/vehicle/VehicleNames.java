package org.twinloop.vehicle;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.twinloop.identity.People;
import org.twinloop.network.Stops;
import org.twinloop.operator.Operators;

/** Public codes of what a car refers to by id. Runs inside the caller's act. */
@ApplicationScoped
class VehicleNames {

    private final Operators operators;
    private final People people;
    private final Stops stops;

    VehicleNames(Operators operators, People people, Stops stops) {
        this.operators = operators;
        this.people = people;
        this.stops = stops;
    }

    Uni<Known> known() {
        return operators
                .all()
                .chain(companies -> people.listUnits().map(units -> {
                    Map<UUID, String> operatorCodes = new HashMap<>();
                    companies.forEach(company -> operatorCodes.put(company.id(), company.code()));
                    Map<UUID, String> unitCodes = new HashMap<>();
                    units.forEach(unit -> unitCodes.put(unit.id(), unit.code()));
                    Map<UUID, String> stopCodes = new HashMap<>();
                    stops.all().forEach(stop -> stopCodes.put(stop.id(), stop.code()));
                    return new Known(operatorCodes, unitCodes, stopCodes);
                }));
    }

    /** Codes by id; no id or an unknown one has no code. */
    record Known(Map<UUID, String> operators, Map<UUID, String> units, Map<UUID, String> stops) {

        String operator(UUID id) {
            return id == null ? null : operators.get(id);
        }

        String unit(UUID id) {
            return id == null ? null : units.get(id);
        }

        String stop(UUID id) {
            return id == null ? null : stops.get(id);
        }
    }
}
