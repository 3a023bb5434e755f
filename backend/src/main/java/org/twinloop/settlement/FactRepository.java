package org.twinloop.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.twinloop.common.Database;

/** The SQL of the facts. */
@ApplicationScoped
class FactRepository {

    private static final String INSERT = """
            insert into settlement.trip_fact (leg_id, trip_id, platform_order_id, operator_order_id, state, product,
                operator_id, operator_code, unit_id, unit_code, traveller_id, rider_pseudonym, vehicle_id, plate, vin,
                vehicle_class, price_list_id, hold_id, started_at, ended_at, period, km, energy_wh, toll_fen,
                parking_fen, ceiling_fen, total_fen)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                $23, $24, $25, $26, $27)
            on conflict do nothing""";

    private final Database database;

    FactRepository(Database database) {
        this.database = database;
    }

    /** Adds facts; those known by their leg are left alone. */
    Uni<Void> insert(List<TripFact> facts) {
        return InTurn.each(facts, this::insert).replaceWithVoid();
    }

    private Uni<Integer> insert(TripFact fact) {
        TripLeg leg = fact.leg();
        return database.sql(
                INSERT,
                leg.legId(),
                fact.tripId(),
                leg.orderId(),
                leg.operatorOrderId(),
                fact.state().name(),
                leg.product().name(),
                fact.operator().id(),
                fact.operator().code(),
                fact.unitId(),
                fact.unitCode(),
                fact.travellerId(),
                fact.riderPseudonym(),
                leg.vehicleId(),
                leg.plate(),
                leg.vin(),
                leg.vehicleClass(),
                fact.priceListId(),
                leg.holdId(),
                leg.startedAt(),
                leg.endedAt(),
                fact.period(),
                leg.km(),
                leg.energyWh(),
                leg.tollFen(),
                leg.parkingFen(),
                leg.ceilingFen(),
                fact.total());
    }
}
