package org.twinloop.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.twinloop.common.CityClock;
import org.twinloop.contract.Project;
import org.twinloop.contract.Spec;
import org.twinloop.contract.SpecOperation;
import org.twinloop.identity.Role;
import org.twinloop.isolation.Cast.House;
import org.twinloop.isolation.Cell.Verdict;
import org.twinloop.trip.TestCity;

/**
 * Every operation × every role × one's own things and others': who is not listed in {@code x-roles} is turned away, and
 * nothing of another unit or partner is shown or changed. Read it in {@code target/role-matrix.tsv}.
 */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleMatrixTest {

    private static final Set<Role> CITY_WIDE =
            EnumSet.of(Role.FLEET_MANAGER, Role.FINANCE, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR);

    @Inject
    Cast cast;

    @Inject
    CityClock clock;

    private final List<Actor> actors = new ArrayList<>();
    private Connection owner;
    private TestCity city;
    private Estate estate;
    private Untouched untouched;

    /** Once; before all tests the address of the service is not known yet. */
    @BeforeEach
    void two_units_and_two_partners_with_something_of_every_kind() throws SQLException {
        if (owner != null) {
            return;
        }
        TestCity.ready();
        city = new TestCity(clock);
        city.at("2026-11-23T10:00");
        owner = Catalogue.owner();
        estate = new Estate(owner, city);
        House ours = cast.unit(Cast.OURS);
        House theirs = cast.unit(Cast.THEIRS);
        House partner = cast.partner(Cast.OUR_PARTNER);
        House otherPartner = cast.partner(Cast.THEIR_PARTNER);
        people(ours, theirs, partner);
        for (House unit : List.of(ours, theirs)) {
            estate.possessions(unit);
            estate.colleague(unit);
        }
        for (House one : List.of(partner, otherPartner)) {
            estate.business(one);
            estate.platform(one);
        }
        estate.device(partner);
        untouched = new Untouched(owner, theirs.unitId(), otherPartner.operatorId());
        Awaitility.await("watchers that have dealt with the two bookings")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> untouched.fingerprint().equals(untouched.fingerprint()) && nothingIsWaiting());
    }

    private void people(House ours, House theirs, House partner) throws SQLException {
        for (House unit : List.of(ours, theirs)) {
            List<Actor> hired = cast.hire(unit, Cast.unitRoles());
            Actor traveller = hired.stream()
                    .filter(actor -> actor.role() == Role.TRAVELLER)
                    .findFirst()
                    .orElseThrow();
            estate.trip(unit, traveller, cast.login(unit, Role.TRAVELLER));
            for (Actor actor : hired) {
                estate.inbox(unit, actor);
            }
            if (unit == ours) {
                actors.addAll(hired);
            }
        }
        House root = cast.root();
        for (Actor actor : cast.hire(root, CITY_WIDE)) {
            estate.inbox(root, actor);
            actors.add(actor);
        }
        actors.addAll(cast.hire(partner, Set.of(Role.PARTNER)));
        actors.add(Actor.NOBODY);
    }

    private boolean nothingIsWaiting() throws SQLException {
        return Catalogue.texts(
                        owner,
                        "select 1 from journal.seal s where s.seq > (select min(seq) from journal.cursor) "
                                + "union all select 1 from journal.event e where not exists "
                                + "(select from journal.seal s where s.event_id = e.id)")
                .isEmpty();
    }

    @AfterAll
    void time_goes_on() throws SQLException {
        city.release();
        owner.close();
    }

    @Test
    void nobody_reaches_what_is_not_theirs_and_everybody_what_is() throws SQLException, IOException {
        Matrix matrix = matrix(Spec.real());
        for (SpecOperation operation : Spec.real().operations()) {
            matrix.ask(operation);
        }
        Files.write(
                Project.backend().resolve("target/role-matrix.tsv"),
                Stream.concat(
                                Stream.of("operation\tasked by\twhose\twhat\tanswer\tverdict"),
                                matrix.cells().stream().map(Cell::line))
                        .toList());
        System.out.println("leaks=" + matrix.count(Verdict.LEAK));
        System.out.println("cells=" + matrix.cells().size());
        assertEquals(List.of(), lines(matrix, Verdict.LEAK));
        assertEquals(List.of(), lines(matrix, Verdict.LOST));
        assertEquals(Spec.real().operations().size(), matrix.perOperation().size());
        assertTrue(matrix.count(Verdict.GIVEN) > Spec.real().operations().size(), "hardly anybody was given anything");
    }

    /** The contract says less than the code lets through: as bad as a code that lets through more. */
    @Test
    void a_role_that_is_not_listed_is_found() throws SQLException {
        Spec planted = Spec.real().planted(root -> ((ArrayNode) root.at("/paths/~1budgets/get/x-roles")).remove(0));
        Matrix matrix = matrix(planted);

        matrix.ask(planted.operation("listBudgets"));

        assertEquals(Set.of("hup-01 traveller"), askers(matrix, Verdict.LEAK));
    }

    /** Without the isolation of the database the code alone keeps no approver from the trips of another unit. */
    @Test
    void a_table_without_isolation_is_found() throws SQLException {
        Matrix matrix = matrix(Spec.real());
        try (Statement sql = owner.createStatement()) {
            sql.execute("alter table trip.trip disable row level security");
            matrix.ask(Spec.real().operation("getTrip"));
        } finally {
            try (Statement sql = owner.createStatement()) {
                sql.execute("alter table trip.trip enable row level security");
            }
        }
        assertTrue(
                askers(matrix, Verdict.LEAK).contains("hup-01 approver"),
                () -> String.join("\n", lines(matrix, Verdict.LEAK)));
    }

    private Matrix matrix(Spec spec) {
        return new Matrix(spec, actors, estate, untouched);
    }

    private static List<String> lines(Matrix matrix, Verdict verdict) {
        return matrix.cells().stream()
                .filter(cell -> cell.verdict() == verdict)
                .map(Cell::line)
                .toList();
    }

    private static Set<String> askers(Matrix matrix, Verdict verdict) {
        return matrix.cells().stream()
                .filter(cell -> cell.verdict() == verdict)
                .map(cell -> cell.actor().name())
                .collect(Collectors.toSet());
    }
}
