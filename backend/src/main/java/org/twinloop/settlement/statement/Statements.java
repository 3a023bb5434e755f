package org.twinloop.settlement.statement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.ProblemException;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.settlement.TimeCursor;

/** Statements that were taken in. Must be called inside an act or read. */
@ApplicationScoped
class Statements {

    private final StatementRepository repository;
    private final Journal journal;

    Statements(StatementRepository repository, Journal journal) {
        this.repository = repository;
        this.journal = journal;
    }

    Uni<Statement> get(UUID id) {
        return repository
                .find(id)
                .map(found -> found.filter(statement -> statement.state() != Statement.State.LOADING)
                        .orElseThrow(() -> ProblemException.notFound("statement " + id)));
    }

    Uni<List<Statement>> list(TimeCursor before, int max) {
        return repository.list(before, max);
    }

    Uni<List<StatementLine>> lines(UUID id, Verdict verdict, long after, int max) {
        return get(id).chain(() -> repository.lines(id, verdict, after, max));
    }

    /** Puts a statement in force for its month; one that is there already is left as it is. */
    Uni<Statement> publish(UUID id, UUID personId) {
        return repository
                .find(id)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("statement " + id)))
                .chain(statement -> statement.state() != Statement.State.LOADING
                        ? Uni.createFrom().item(statement)
                        : repository
                                .supersedeOthers(statement)
                                .chain(() -> repository.ready(id))
                                .chain(() -> journal.append(imported(statement).actor(personId)))
                                .chain(() -> get(id)));
    }

    private static Event imported(Statement statement) {
        return Event.of("statement.imported")
                .subject("statement", statement.id())
                .operator(statement.operatorId())
                .payload(Map.of(
                        "operatorCode", statement.operatorCode(),
                        "period", statement.period(),
                        "lines", statement.counts().lines(),
                        "billedFen", statement.billed().fen(),
                        "expectedFen", statement.expected().fen()));
    }
}
