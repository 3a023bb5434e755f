package org.twinloop.isolation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.twinloop.isolation.Cast.House;

/** Writes rows and keeps whose they are. */
abstract class EstateRows {
    final List<Thing> things;
    final Connection owner;

    EstateRows(List<Thing> things, Connection owner) {
        this.things = things;
        this.owner = owner;
    }

    String budgetOf(House unit) throws SQLException {
        return one(
                "select a.code from ledger.account a join ledger.budget b on b.account_id = a.id where a.unit_id = ? "
                        + "order by b.account_id",
                unit.unitId());
    }

    void add(String kind, UUID id, UUID unitId, UUID operatorId, UUID personId, Set<String> more) {
        Set<String> marks = new TreeSet<>(more);
        marks.add(id.toString());
        things.add(new Thing(
                kind, Map.of("id", id.toString(), "tripId", id.toString()), unitId, operatorId, personId, marks));
    }

    static String hex(UUID id) {
        return id.toString().replace("-", "");
    }

    static Object now() {
        return new java.sql.Timestamp(org.twinloop.common.SystemTime.millis());
    }

    static Object json(String text) throws SQLException {
        org.postgresql.util.PGobject json = new org.postgresql.util.PGobject();
        json.setType("jsonb");
        json.setValue(text);
        return json;
    }

    String one(String query, Object... parameters) throws SQLException {
        return Catalogue.texts(owner, query, parameters).get(0);
    }

    /** @param into table and columns */
    void insert(String into, Object... values) throws SQLException {
        String places = "?" + ", ?".repeat(values.length - 1);
        try (PreparedStatement sql = owner.prepareStatement("insert into " + into + " values (" + places + ")")) {
            for (int i = 0; i < values.length; i++) {
                sql.setObject(i + 1, values[i]);
            }
            sql.executeUpdate();
        }
    }
}
