package org.twinloop.operator;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The contracts partners work under. Must be called inside an act or read. */
@ApplicationScoped
public class Contracts {

    private final OperatorRepository repository;

    Contracts(OperatorRepository repository) {
        this.repository = repository;
    }

    /** The contract of a partner in force at an instant; empty when there is none, and then nothing may be booked. */
    public Uni<Optional<Contract>> inForce(UUID operatorId, Instant at) {
        return repository.contract(operatorId, at);
    }

    /** The contract under which a partner provides one kind of service at an instant; empty when none does. */
    public Uni<Optional<Contract>> inForce(UUID operatorId, Operator.Kind kind, Instant at) {
        return repository.contract(operatorId, kind, at);
    }

    /**
     * A partner with a contract in force.
     *
     * @param kind what the partner does for us
     */
    public record Provider(Operator.Kind kind, Contract contract) {}

    /** All partners with a contract in force at an instant, by code, in one statement. */
    public Uni<List<Provider>> providers(Instant at) {
        return repository.providers(at);
    }

    /** Contracts of a partner, oldest first. */
    public Uni<List<Contract>> ofOperator(UUID operatorId) {
        return repository.contracts(operatorId);
    }

    /** Adds those not yet known, by id; fails when two of one partner would overlap. Answers how many were new. */
    public Uni<Integer> register(List<Contract> contracts) {
        return repository.insertContracts(contracts);
    }
}
