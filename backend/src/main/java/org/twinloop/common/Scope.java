package org.twinloop.common;

import java.util.UUID;

/**
 * Whose rows a transaction may see; row-level security in the database holds it.
 *
 * @param kind {@code all}, {@code unit}, {@code operator} or {@code none}
 * @param unitId set exactly when the kind is {@code unit}
 * @param operatorId set exactly when the kind is {@code operator}
 */
public record Scope(String kind, UUID unitId, UUID operatorId) {

    /** Watchers, timers and intake, which act for no person; and the roles that answer for the whole city. */
    public static final Scope SYSTEM = new Scope("all", null, null);

    public static final Scope NONE = new Scope("none", null, null);

    public static Scope unit(UUID unitId) {
        return new Scope("unit", unitId, null);
    }

    public static Scope operator(UUID operatorId) {
        return new Scope("operator", null, operatorId);
    }
}
