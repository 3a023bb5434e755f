package org.twinloop.identity;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.common.Trouble;

/**
 * Turns away, on every request, people who are suspended, no longer active or have left, and sessions that were ended,
 * although their token is still good. Reads who that is once a second (config), so that it bites within that time on
 * every instance.
 */
@ApplicationScoped
class Standing implements SecurityIdentityAugmentor {

    /** Clocks of instances and the check of a token differ by this at most. */
    private static final Duration LEEWAY = Duration.ofMinutes(5);

    private final Database database;
    private final IdentityRepository repository;
    private final Clock clock;
    private final Trouble trouble = new Trouble(Logger.getLogger(Standing.class), "looks at who is suspended");
    private final Tokens tokens;
    private volatile Set<UUID> turnedAway = Set.of();
    private volatile Set<UUID> ended = Set.of();

    Standing(Database database, IdentityRepository repository, Tokens tokens, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Scheduled(
            every = "${twinloop.identity.standing-refresh:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        Instant givenAfter = SystemTime.now().minus(tokens.accessLife().plus(LEEWAY));
        return trouble.endure(database.apart(
                        Scope.SYSTEM,
                        () -> repository
                                .turnedAway(clock.instant(), givenAfter)
                                .invoke(people -> turnedAway = people)
                                .chain(() -> repository.endedSince(givenAfter))
                                .invoke(sessions -> ended = sessions))
                .replaceWithVoid());
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        if (turnedAway.contains(UUID.fromString(token.getSubject()))) {
            return Uni.createFrom().failure(SignIn.shutOut());
        }
        String session = token.getClaim(Tokens.CLAIM_SESSION);
        if (session != null && ended.contains(UUID.fromString(session))) {
            return Uni.createFrom().failure(new ProblemException(IdentityProblem.TOKEN_REFUSED, "sign in again"));
        }
        return Uni.createFrom().item(identity);
    }
}
