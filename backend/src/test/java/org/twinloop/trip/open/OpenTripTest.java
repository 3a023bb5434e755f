package org.twinloop.trip.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.device.command.OpenTrips;
import org.twinloop.trip.MondayMorning;

/** A trip keeps what belongs to it until no state follows its own. */
@QuarkusTest
class OpenTripTest extends MondayMorning {

    @Inject
    Database database;

    @Inject
    OpenTrips trips;

    @Test
    void a_trip_is_open_until_nothing_follows() throws Exception {
        UUID trip = Ids.next();
        var plan = city.plan("wang", "PL-G01", "PL-G03", 5, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS"))).statusCode(201);
        assertEquals(Set.of(trip), open(trip, Ids.next()));

        as("wang")
                .contentType("application/json")
                .body(Map.of("reason", "会议改期"))
                .post("/api/v1/trips/" + trip + "/cancel")
                .then()
                .statusCode(200);
        assertEquals(Set.of(), open(trip));
    }

    private Set<UUID> open(UUID... ids) {
        return database.apart(Scope.SYSTEM, () -> trips.openAmong(List.of(ids)))
                .await()
                .atMost(Duration.ofSeconds(90));
    }
}
