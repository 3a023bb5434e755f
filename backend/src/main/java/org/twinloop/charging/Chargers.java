package org.twinloop.charging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.ProblemException;

/** Charging for the other features. Must be called inside an act or read. */
@ApplicationScoped
public class Chargers {

    private final ChargingRepository repository;
    private final ChargingConfig config;
    private final Clock clock;

    Chargers(ChargingRepository repository, ChargingConfig config, Clock clock) {
        this.repository = repository;
        this.config = config;
        this.clock = clock;
    }

    /** Registers sites with their piles and connectors in bulk. */
    public Uni<Void> registerAll(List<NewSite> sites) {
        return repository.insert(sites);
    }

    /**
     * Connectors at the given stops that say AVAILABLE now, are believed, and that nobody holds within the given time;
     * the strongest first.
     */
    public Uni<List<FreeConnector>> freeConnectors(List<UUID> stopIds, Instant from, Instant to) {
        return repository.free(stopIds, from, to, clock.instant(), config);
    }

    /**
     * Connectors at the given stops that work, whether free now or in use, with the times when they are held within a
     * time; the strongest first.
     *
     * @param but reservations that count as none, because they would be given up
     */
    public Uni<List<ConnectorOutlook>> outlook(List<UUID> stopIds, Instant from, Instant to, List<UUID> but) {
        return repository.outlook(stopIds, from, to, but, clock.instant(), config);
    }

    /**
     * Holds a connector for a time; refuses with {@link ChargingProblem#CONNECTOR_TAKEN}.
     *
     * @param expiresAt until when the booking has to make it firm; null when it is firm at once
     */
    public Uni<Void> reserve(UUID reservationId, UUID connectorId, Instant from, Instant to, Instant expiresAt) {
        Instant blockedUntil = to.plus(config.turnaround());
        return repository
                .reserve(reservationId, connectorId, from, to, blockedUntil, expiresAt)
                .invoke(rows -> {
                    if (rows == 0) {
                        throw new ProblemException(
                                ChargingProblem.CONNECTOR_TAKEN,
                                "connector " + connectorId + " is held within the asked time");
                    }
                })
                .replaceWithVoid();
    }

    /** Makes a held reservation firm; harmless when it is already. */
    public Uni<Void> firm(UUID reservationId) {
        return repository.firm(reservationId).replaceWithVoid();
    }

    /**
     * Lets a connector be kept until another time; refuses with {@link ChargingProblem#CONNECTOR_TAKEN} when the next
     * hold begins before, and then the act is lost. One that was given back already is left alone.
     */
    public Uni<Void> extend(UUID reservationId, Instant until) {
        return repository
                .extend(reservationId, until, until.plus(config.turnaround()))
                .onFailure(failed -> DatabaseFailure.sqlState(failed)
                        .filter(Set.of(DatabaseFailure.EXCLUSION_VIOLATION, DatabaseFailure.DEADLOCK)::contains)
                        .isPresent())
                .transform(failed -> new ProblemException(
                        ChargingProblem.CONNECTOR_TAKEN, "the pile is another booking's before " + until))
                .replaceWithVoid();
    }

    /** Gives a connector back from an instant on; harmless when it was given back before. */
    public Uni<Void> release(UUID reservationId, Instant at) {
        return repository.release(reservationId, at).replaceWithVoid();
    }

    /** The newest session of a car that began at or after an instant. */
    public Uni<Optional<ChargingSession>> sessionOf(String vin, Instant since) {
        return repository.sessionOf(vin, since);
    }
}
