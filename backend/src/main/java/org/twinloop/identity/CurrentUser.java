package org.twinloop.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;

/**
 * Who makes the current request, as the access token says. For resources that demand a role, and, by {@link #signedIn}, for those
 * that are open to all.
 */
@RequestScoped
public class CurrentUser {

    private final CurrentIdentityAssociation association;

    CurrentUser(CurrentIdentityAssociation association) {
        this.association = association;
    }

    /**
     * Whether anybody has signed in, for resources that are open to all; the other methods may be called once this has
     * said yes. A token that is no good is refused, not taken for none.
     */
    public Uni<Boolean> signedIn() {
        return association
                .getDeferredIdentity()
                .onFailure(AuthenticationFailedException.class)
                .transform(failed -> failed.getCause() instanceof ProblemException told
                        ? told
                        : new ProblemException(IdentityProblem.TOKEN_REFUSED, "请重新登录 / sign in again"))
                .invoke(identity -> association.setIdentity(identity))
                .map(identity -> !identity.isAnonymous());
    }

    public UUID personId() {
        return UUID.fromString(token().getSubject());
    }

    /** Null for the staff of a partner company. */
    public UUID unitId() {
        return uuid(Tokens.CLAIM_UNIT);
    }

    /** Null for everybody but the staff of a partner company. */
    public UUID operatorId() {
        return uuid(Tokens.CLAIM_OPERATOR);
    }

    public boolean has(Role role) {
        return token().getGroups().contains(role.name());
    }

    /** Whose rows this person may see. */
    public Scope scope() {
        String rows = token().getClaim(Tokens.CLAIM_SCOPE);
        return switch (rows) {
            case "all" -> Scope.SYSTEM;
            case "operator" -> Scope.operator(operatorId());
            default -> Scope.unit(unitId());
        };
    }

    private UUID uuid(String claim) {
        String value = token().getClaim(claim);
        return value == null ? null : UUID.fromString(value);
    }

    private JsonWebToken token() {
        return (JsonWebToken) association.getIdentity().getPrincipal();
    }
}
