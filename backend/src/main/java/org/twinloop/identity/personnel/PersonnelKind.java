package org.twinloop.identity.personnel;

import java.util.List;

/** What a file or a batch tells, and the columns it has. */
enum PersonnelKind {
    /** The transport allowance of a person from a day on. */
    ALLOWANCES("login", "status", "area", "from"),

    /** Days of travel on duty, and the lump sum for local transport. */
    TRAVEL_DAYS("login", "from", "to", "city", "local_transport_fen"),

    /** The unit and roles of a person from a day on; the driving licence as it is now. */
    STAFF_CHANGES("login", "from", "unit", "roles", "licence_class", "licence_valid_until", "licence_points");

    private final List<String> columns;

    PersonnelKind(String... columns) {
        this.columns = List.of(columns);
    }

    List<String> columns() {
        return columns;
    }
}
