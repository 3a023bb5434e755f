package org.twinloop.partner.gb32960;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.geo.Datum;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.operator.Operators;
import org.twinloop.partner.gb32960.Registration.Platform;
import org.twinloop.partner.gb32960.Registration.Terminal;
import org.twinloop.partner.gb32960.RegistrationRepository.NewTerminal;

/** Registers terminals and platforms. A change counts at once for connections of this instance. */
@ApplicationScoped
class GbDesk {

    private final Database database;
    private final RegistrationRepository repository;
    private final Registrations registrations;
    private final LiveConnections live;
    private final Operators operators;
    private final Journal journal;
    private final Clock clock;

    GbDesk(
            Database database,
            RegistrationRepository repository,
            Registrations registrations,
            LiveConnections live,
            Operators operators,
            Journal journal,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.registrations = registrations;
        this.live = live;
        this.operators = operators;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * What is to be registered of a platform.
     *
     * @param passwordHash null to keep the one there is
     */
    record NewPlatform(
            String account, String code, String operatorCode, String passwordHash, Datum datum, boolean blocked) {}

    /** Registers a car's terminal or changes its registration. */
    Uni<Terminal> register(NewTerminal terminal, Scope scope, UUID actor) {
        return database.act(
                        scope,
                        () -> repository
                                .put(terminal, clock.instant())
                                .invoke(known -> {
                                    if (!known) {
                                        throw ProblemException.notFound("no car has the VIN " + terminal.vin());
                                    }
                                })
                                .chain(() -> repository.terminal(terminal.vin()))
                                .map(found -> found.orElseThrow())
                                .call(stored -> journal.append(Event.of("partner.gb-terminal-registered")
                                        .subject("vehicle", stored.vehicleId())
                                        .actor(actor)
                                        .unit(stored.unitId())
                                        .operator(stored.operatorId())
                                        .payload(Map.of("vin", stored.vin(), "blocked", stored.blocked())))))
                .invoke(stored -> {
                    registrations.forget(stored.vin());
                    if (stored.blocked()) {
                        live.closeIf(
                                connection -> connection.sender().isTerminal(stored.vin()), "the terminal is blocked");
                    }
                });
    }

    /** Registers a platform or changes its registration. */
    Uni<Platform> register(NewPlatform platform, Scope scope, UUID actor) {
        return database.act(
                        scope,
                        () -> operators
                                .byCode(platform.operatorCode())
                                .map(found -> found.orElseThrow(() -> ProblemException.field(
                                        CommonProblem.INVALID,
                                        "/operatorCode",
                                        "value " + platform.operatorCode() + "; there is no such operator")))
                                .chain(operator -> repository
                                        .platform(platform.account())
                                        .map(before -> merged(platform, operator.id(), before.orElse(null))))
                                .chain(whole -> repository.put(whole).map(put -> {
                                    if (!put) {
                                        throw ProblemException.field(
                                                CommonProblem.CONFLICT,
                                                "/code",
                                                "value " + whole.code() + "; another platform has it");
                                    }
                                    return whole;
                                }))
                                .call(stored -> journal.append(Event.of("partner.gb-platform-registered")
                                        .subject("gb-platform", stored.account())
                                        .actor(actor)
                                        .operator(stored.operatorId())
                                        .payload(Map.of("code", stored.code(), "blocked", stored.blocked())))))
                .invoke(stored -> {
                    registrations.forgetFailures(stored.account());
                    if (stored.blocked()) {
                        live.closeIf(
                                connection -> connection.sender().isPlatform(stored.account()),
                                "the platform is blocked");
                    }
                });
    }

    private Platform merged(NewPlatform wanted, UUID operatorId, Platform before) {
        String hash = wanted.passwordHash();
        if (hash == null && before == null) {
            throw ProblemException.field(
                    CommonProblem.INVALID, "/password", "missing; a new platform needs one of 8 to 20 characters");
        }
        return new Platform(
                wanted.account(),
                wanted.code(),
                operatorId,
                hash == null ? before.passwordHash() : hash,
                wanted.datum(),
                wanted.blocked(),
                before == null ? clock.instant() : before.registeredAt(),
                before == null ? null : before.loggedInAt());
    }
}
