package org.twinloop.isolation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tells whether anything of a unit and a partner has changed: a digest over all their rows in all tables. */
final class Untouched {

    private final Connection owner;
    private final String query;

    Untouched(Connection owner, UUID unitId, UUID operatorId) throws SQLException {
        this.owner = owner;
        this.query = Catalogue.ownedTables().stream()
                .map(table -> "select '%1$s' || coalesce(md5(string_agg(r::text, ',' order by r::text)), '') as digest "
                                .formatted(table.qualified())
                        + "from %s r where ".formatted(table.qualified())
                        + condition(table.columns(), unitId, operatorId))
                .collect(Collectors.joining(" union all "));
    }

    private static String condition(List<String> columns, UUID unitId, UUID operatorId) {
        return columns.stream()
                .filter(column -> column.equals("unit_id") || column.equals("operator_id"))
                .map(column -> column + " = '" + (column.equals("unit_id") ? unitId : operatorId) + "'")
                .collect(Collectors.joining(" or "));
    }

    String fingerprint() throws SQLException {
        return String.join(" ", Catalogue.texts(owner, query));
    }
}
