package org.twinloop.isolation;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.isolation.Catalogue.Table;

/**
 * What the role that the service runs as cannot do, whatever the service's code may try: change what is only added to,
 * own or grant anything, and see a row without saying whose rows it may see.
 */
@QuarkusTest
class RuntimeRoleTest {

    /** Besides the whole schema of the journal. */
    private static final List<String> APPEND_ONLY = List.of("ledger.transfer");

    private Connection runtime;

    @BeforeEach
    void a_city_and_a_connection_of_the_runtime_role() throws SQLException {
        Awaitility.await("the sample city")
                .atMost(Duration.ofSeconds(90))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
        runtime = Catalogue.runtime();
    }

    @AfterEach
    void close() throws SQLException {
        runtime.close();
    }

    @TestFactory
    Stream<DynamicTest> what_is_only_added_to_is_neither_updated_nor_deleted_nor_truncated() throws SQLException {
        List<Table> tables = Catalogue.tables().stream()
                .filter(table -> table.schema().equals("journal") || APPEND_ONLY.contains(table.qualified()))
                .toList();
        assertTrue(tables.size() > APPEND_ONLY.size(), "the tables of the journal are not found");
        return tables.stream()
                .flatMap(table -> Stream.of(
                        "update " + table.qualified() + " set " + firstColumn(table) + " = " + firstColumn(table),
                        "delete from " + table.qualified(),
                        "truncate " + table.qualified(),
                        "truncate " + table.qualified() + " cascade"))
                .map(attempt -> dynamicTest(attempt, () -> assertRefused(attempt)));
    }

    @TestFactory
    Stream<DynamicTest> it_cannot_help_itself_to_more() {
        String owner = name("quarkus.flyway.username");
        String self = name("quarkus.datasource.username");
        return Stream.of(
                        "set role " + owner,
                        "set session authorization " + owner,
                        "grant " + owner + " to " + self,
                        "alter role " + self + " bypassrls",
                        "alter role " + self + " superuser",
                        "create role helper",
                        "create schema helper",
                        "create table journal.helper (id int)",
                        "alter table journal.event disable row level security",
                        "alter table ledger.transfer owner to " + self,
                        "drop policy event_isolation on journal.event",
                        "create policy helper on journal.event using (true)",
                        "alter default privileges for role " + owner + " grant all on tables to " + self,
                        "drop table journal.seal",
                        "select journal.erase('" + UUID.randomUUID() + "')")
                .map(attempt -> dynamicTest(attempt, () -> assertRefused(attempt)));
    }

    /** A grant without the right to is a warning in PostgreSQL and no error; what counts is that it gives nothing. */
    @Test
    void a_grant_to_itself_gives_it_nothing() throws SQLException {
        try (Statement sql = runtime.createStatement()) {
            sql.execute("grant update, delete, truncate on journal.event, ledger.transfer to current_user");
        } catch (SQLException refused) {
            assertEquals(DatabaseFailure.NO_PRIVILEGE, refused.getSQLState());
        }
        assertEquals(
                List.of("f"),
                Catalogue.texts(
                        runtime,
                        "select distinct has_table_privilege(t, p) from unnest(array['journal.event', "
                                + "'ledger.transfer']) t, unnest(array['update', 'delete', 'truncate']) p"));
    }

    @Test
    void it_owns_nothing_and_is_nobody_else() throws SQLException {
        assertEquals(
                List.of(),
                Catalogue.texts(
                        runtime,
                        "select c.relname::text from pg_class c where c.relowner = current_user::regrole "
                                + "and c.relpersistence <> 't' "
                                + "union all select p.proname::text from pg_proc p where p.proowner = "
                                + "current_user::regrole union all select n.nspname::text from pg_namespace n where "
                                + "n.nspowner = current_user::regrole and n.nspname !~ '^pg_' union all "
                                + "select d.datname::text from pg_database d where d.datdba = current_user::regrole"));
        assertEquals(
                List.of("f"),
                Catalogue.texts(
                        runtime,
                        "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication "
                                + "from pg_roles where rolname = current_user"));
        assertEquals(
                List.of(),
                Catalogue.texts(
                        runtime, "select roleid::text from pg_auth_members where member = " + "current_user::regrole"));
    }

    @TestFactory
    Stream<DynamicTest> without_saying_whose_rows_it_sees_none() throws SQLException {
        List<Table> owned = Catalogue.ownedTables();
        assertFalse(owned.isEmpty(), "no table has unit_id or operator_id");
        return owned.stream()
                .map(table -> dynamicTest(table.qualified(), () -> {
                    assertTrue(table.isolated(), "row-level security is off");
                    assertEquals(0, Catalogue.count(runtime, table), "rows without a scope");
                    assertEquals(0, inScope("none", null, () -> Catalogue.count(runtime, table)));
                    assertSeesAll(table);
                }));
    }

    /** What the service writes by its clock meanwhile may be counted or not. */
    private void assertSeesAll(Table table) throws SQLException {
        try (Connection owner = Catalogue.owner()) {
            long before = Catalogue.count(owner, table);
            long all = inScope("all", null, () -> Catalogue.count(runtime, table));
            long after = Catalogue.count(owner, table);
            assertTrue(
                    Math.min(before, after) <= all && all <= Math.max(before, after),
                    () -> all + " rows in the scope of the service, of " + before + " before and " + after + " after");
        }
    }

    @TestFactory
    Stream<DynamicTest> a_stranger_changes_nothing() throws SQLException {
        return Catalogue.ownedTables().stream()
                .flatMap(table -> Stream.of("unit", "operator")
                        .flatMap(scope -> Stream.concat(
                                        updatable(table).stream()
                                                .map(column -> "update " + table.qualified() + " set " + column + " = "
                                                        + column),
                                        may(table, "delete")
                                                ? Stream.of("delete from " + table.qualified())
                                                : Stream.empty())
                                .map(attempt -> dynamicTest(
                                        "as a " + scope + ": " + attempt,
                                        () -> assertEquals(
                                                0, inScope(scope, UUID.randomUUID(), () -> changed(attempt)))))));
    }

    /** A view runs with the rights of its owner, and so around row-level security, unless it says otherwise. */
    @Test
    void no_view_looks_around_the_isolation() throws SQLException {
        List<String> around = Catalogue.texts(
                runtime,
                "select distinct n.nspname || '.' || v.relname from pg_class v join pg_namespace n on n.oid = "
                        + "v.relnamespace join pg_rewrite w on w.ev_class = v.oid join pg_depend d on d.objid = w.oid "
                        + "and d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass "
                        + "join pg_class t on t.oid = d.refobjid and t.oid <> v.oid where v.relkind = 'v' and "
                        + Catalogue.ours() + " and (t.relrowsecurity or t.relkind = 'v') and not "
                        + "coalesce(v.reloptions::text[] && array['security_invoker=true'], false)");
        assertEquals(List.of(), around);
    }

    /** A function that runs as its owner is trusted with all rows: nobody else may slip names of their own under it. */
    @Test
    void functions_of_the_owner_fix_where_they_look() throws SQLException {
        List<String> loose = Catalogue.texts(
                runtime,
                "select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
                        + "where p.prosecdef and " + Catalogue.ours() + " and not exists (select from "
                        + "unnest(p.proconfig) c where c like 'search_path=%pg_temp')");
        assertEquals(List.of(), loose);
    }

    private void assertRefused(String attempt) throws SQLException {
        try (Statement sql = runtime.createStatement()) {
            SQLException refused = assertThrows(SQLException.class, () -> sql.execute(attempt), attempt);
            assertEquals(DatabaseFailure.NO_PRIVILEGE, refused.getSQLState(), refused.getMessage());
        }
    }

    private interface Work {
        long run() throws SQLException;
    }

    private long inScope(String kind, UUID id, Work work) throws SQLException {
        runtime.setAutoCommit(false);
        try {
            Catalogue.texts(
                    runtime,
                    "select set_config('twinloop.scope', ?, true) || set_config('twinloop.unit', ?, true) "
                            + "|| set_config('twinloop.operator', ?, true)",
                    kind,
                    id == null ? "" : id.toString(),
                    id == null ? "" : id.toString());
            return work.run();
        } finally {
            runtime.rollback();
            runtime.setAutoCommit(true);
        }
    }

    private long changed(String attempt) throws SQLException {
        try (Statement sql = runtime.createStatement()) {
            return sql.executeUpdate(attempt);
        }
    }

    private List<String> updatable(Table table) {
        List<String> columns = new ArrayList<>(table.columns());
        columns.removeIf(
                column -> !privilege("has_column_privilege('" + table.qualified() + "', '" + column + "', 'update')"));
        return columns.stream().limit(1).toList();
    }

    private boolean may(Table table, String privilege) {
        return privilege("has_table_privilege('" + table.qualified() + "', '" + privilege + "')");
    }

    private boolean privilege(String question) {
        try (Connection asking = Catalogue.runtime()) {
            return Catalogue.texts(asking, "select " + question).equals(List.of("t"));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String firstColumn(Table table) {
        return table.columns().get(0);
    }

    private static String name(String key) {
        return org.eclipse.microprofile.config.ConfigProvider.getConfig().getValue(key, String.class);
    }
}
