package org.twinloop.identity;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;

/**
 * Turns away, on every request, people who are suspended or no longer active although their token is still good. Reads
 * who that is once a second (config), so that a suspension bites within that time on every instance.
 */
@ApplicationScoped
class Standing implements SecurityIdentityAugmentor {

    private final Database database;
    private final IdentityRepository repository;
    private final Clock clock;
    private final Trouble trouble = new Trouble(Logger.getLogger(Standing.class), "looks at who is suspended");
    private volatile Set<UUID> turnedAway = Set.of();

    Standing(Database database, IdentityRepository repository, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.clock = clock;
    }

    @Scheduled(
            every = "${twinloop.identity.standing-refresh:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return trouble.endure(database.apart(Scope.SYSTEM, () -> repository.turnedAway(clock.instant()))
                .invoke(people -> turnedAway = people)
                .replaceWithVoid());
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.getPrincipal() instanceof JsonWebToken token
                && turnedAway.contains(UUID.fromString(token.getSubject()))) {
            return Uni.createFrom()
                    .failure(new ProblemException(
                            IdentityProblem.SUSPENDED, "请联系本单位管理员 / ask your unit's administrator"));
        }
        return Uni.createFrom().item(identity);
    }
}
