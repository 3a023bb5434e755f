package org.twinloop.operator;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.ProblemException;

/** The partner companies. Must be called inside an act or read. */
@ApplicationScoped
public class Operators {

    private final OperatorRepository repository;

    Operators(OperatorRepository repository) {
        this.repository = repository;
    }

    public Uni<Operator> get(UUID id) {
        return repository.byId(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("operator " + id)));
    }

    public Uni<Optional<Operator>> byCode(String code) {
        return repository.byCode(code);
    }

    /** All of them, by code. */
    public Uni<List<Operator>> all() {
        return repository.all();
    }

    /** Adds those not yet known, by id; a repeat changes nothing. Answers how many were new. */
    public Uni<Integer> register(List<Operator> operators) {
        return repository.insert(operators);
    }
}
