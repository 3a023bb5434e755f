package org.twinloop.trip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.TestCity.as;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a plan asks of the database: everything at once, whatever the number of cars, operators and classes. */
@QuarkusTest
@TestProfile(Apart.class)
class PlanStatementsTest extends MondayMorning {
    private static final String CITY_HALL = "PL-G01";
    private static final String EXPO_OFFICES = "PL-G03";

    /** As docs/planning.md tells. */
    private static final int STATEMENTS = 16;

    private static final int NEVER = Integer.MAX_VALUE;

    private UUID unit;

    @BeforeEach
    void aMondayMorning() throws SQLException {
        TestCity.token("wang");
        unit = UUID.fromString(as("wang").get("/api/v1/me").then().extract().path("unit.id"));
    }

    @AfterEach
    void timeGoesOn() {
        Fault.disarm();
    }

    @Test
    void a_plan_takes_few_statements_and_none_of_them_twice() {
        List<String> statements = planned();

        assertEquals(statements.size(), new HashSet<>(statements).size(), () -> String.join("\n;\n", statements));
        assertTrue(statements.size() <= STATEMENTS, () -> String.join("\n;\n", statements));
        assertTrue(statements.stream().anyMatch(sql -> sql.contains("vehicle.newest_state")));
        assertTrue(statements.stream().anyMatch(sql -> sql.contains("insert into trip.plan")));
    }

    /** The statements of the act that plans, seen by a fault that never strikes; the one before has read the prices. */
    private List<String> planned() {
        city.plan("wang", CITY_HALL, EXPO_OFFICES, 40, 1).statusCode(201);
        Fault counted = Fault.after(unit, NEVER);
        city.plan("wang", CITY_HALL, EXPO_OFFICES, 40, 1).statusCode(201);
        return counted.statements();
    }
}
