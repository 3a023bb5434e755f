package org.twinloop.isolation;

import java.util.UUID;
import org.twinloop.common.Scope;
import org.twinloop.identity.Role;

/**
 * Somebody who asks.
 *
 * @param role null for nobody in particular, who has not signed in
 * @param scope whose rows are theirs, as the rule of isolation has it
 * @param token access token, null without sign-in
 */
public record Actor(String name, Role role, UUID personId, Scope scope, String token) {

    static final Actor NOBODY = new Actor("nobody", null, null, Scope.NONE, null);

    /** Everybody but travellers and partners looks after more than their own. */
    boolean hasDesk() {
        return role != null && role != Role.TRAVELLER && role != Role.PARTNER;
    }
}
