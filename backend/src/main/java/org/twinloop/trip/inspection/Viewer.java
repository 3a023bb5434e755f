package org.twinloop.trip.inspection;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.twinloop.common.Scope;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.Role;

/**
 * Who asks.
 *
 * @param roles by which it is allowed, as they are written down with a look
 * @param seesOthers whether cars and trips of others are shown, within the scope
 */
record Viewer(UUID personId, UUID unitId, Scope scope, List<String> roles, boolean seesOthers) {

    private static final List<Role> DESKS = List.of(Role.FLEET_MANAGER, Role.SUPERVISOR);

    Viewer {
        roles = List.copyOf(roles);
    }

    static Viewer of(CurrentUser user) {
        return new Viewer(
                user.personId(),
                user.unitId(),
                user.scope(),
                Stream.of(Role.values()).filter(user::has).map(Role::name).toList(),
                DESKS.stream().anyMatch(user::has));
    }

    boolean maySee(InspectedTrip trip) {
        return seesOthers || trip.isOf(personId);
    }
}
