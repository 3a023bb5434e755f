package org.twinloop.identity.registry;

import java.util.List;

/** What a registry file holds, and the columns it has. */
enum RegistryKind {
    /** Units; a parent stands before its children. Without a parent: the administration that runs the platform. */
    UNITS("code", "parent", "name_zh", "name_en", "place"),

    /** People with the unit they serve and their roles from a day on. */
    PEOPLE("login", "name_zh", "unit", "roles", "licence_class", "licence_valid_until", "from");

    private final List<String> columns;

    RegistryKind(String... columns) {
        this.columns = List.of(columns);
    }

    List<String> columns() {
        return columns;
    }
}
