package org.twinloop.identity;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.twinloop.common.Scope;

/** Who makes the current request, as the access token says. Only for resources that demand a role. */
@RequestScoped
public class CurrentUser {

    private final CurrentIdentityAssociation association;

    CurrentUser(CurrentIdentityAssociation association) {
        this.association = association;
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
