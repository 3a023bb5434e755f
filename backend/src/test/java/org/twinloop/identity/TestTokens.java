package org.twinloop.identity;

import io.quarkus.arc.Arc;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.Ids;

/** Access tokens for people of a test, without the work of a password each. */
public final class TestTokens {
    private TestTokens() {}

    public static String access(UUID personId, String login, UUID unitId, Set<Role> roles) {
        Person person =
                new Person(personId, login, login, unitId, null, roles, null, null, "NOT_RECEIVING", Set.of(), true);
        return Arc.container().instance(Tokens.class).get().access(person, false, Ids.next(), "none");
    }
}
