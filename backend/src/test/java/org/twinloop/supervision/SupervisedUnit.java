package org.twinloop.supervision;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.identity.NewPerson;
import org.twinloop.identity.Passwords;
import org.twinloop.identity.People;
import org.twinloop.identity.Role;
import org.twinloop.identity.Unit;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** A unit of its own with people and closed trips, all ended on the tenth of last month. */
public final class SupervisedUnit {

    public static final Duration SOON = Duration.ofSeconds(90);
    private static final String PASSWORD = "a long enough password";
    private static final String HASH = Passwords.hash(PASSWORD);

    private final Database database;
    private final People people;
    private final Journal journal;
    private final Clock clock;
    private final UUID id = Ids.next();
    private final Map<UUID, String> tokens = new HashMap<>();
    private int decided;

    public SupervisedUnit(Database database, People people, Journal journal, Clock clock) {
        this.database = database;
        this.people = people;
        this.journal = journal;
        this.clock = clock;
        String code = "S-" + id.toString().substring(24).toUpperCase(Locale.ROOT);
        Awaitility.await("a root unit").atMost(SOON).until(() -> root() != null);
        UUID above = root();
        act(() -> people.addUnits(List.of(Unit.of(id, code, "监管测试", "Supervised", above, null))));
    }

    public UUID id() {
        return id;
    }

    public YearMonth lastMonth() {
        return YearMonth.from(clock.instant().atZone(CityTime.ZONE)).minusMonths(1);
    }

    public UUID person(Role... roles) {
        UUID person = Ids.next();
        NewPerson hired = new NewPerson(person, login(person), "测试人员", HASH, id, null, Set.of(roles), null, null, null);
        act(() -> people.addPeople(List.of(hired), clock.instant().minus(Duration.ofDays(60))));
        return person;
    }

    /** A closed trip as supervision keeps it; {@code approver} null when nobody had to decide. */
    public UUID trip(UUID traveller, UUID approver, String mode, double km, long fen) {
        return trip(Ids.next(), traveller, approver, mode, km, fen);
    }

    /** The same of a trip that is there. */
    public UUID trip(UUID trip, UUID traveller, UUID approver, String mode, double km, long fen) {
        Instant ended =
                lastMonth().atDay(10).atTime(10, 0).atZone(CityTime.ZONE).toInstant();
        act(() -> database.sql(
                        "insert into supervision.past_trip (trip_id, unit_id, traveller_id, booked_by_id, outcome, "
                                + "mode, depart_at, arrive_at, ended_at, quoted_fen) "
                                + "values ($1, $2, $3, $3, 'FINISHED', $4, $5, $6, $6, $7)",
                        trip,
                        id,
                        traveller,
                        mode,
                        ended.minus(Duration.ofHours(1)),
                        ended,
                        fen)
                .chain(() -> database.sql(
                        "insert into supervision.trip_figure (trip_id, unit_id, km_m, posted_fen, told_at) "
                                + "values ($1, $2, $3, $4, $5)",
                        trip,
                        id,
                        Math.round(km * 1000),
                        fen,
                        ended)));
        if (approver != null) {
            // Of a type that no watcher reads: only who acted counts here.
            act(() -> journal.append(Event.of("trip.acted-on-in-a-test")
                    .subject("trip", trip)
                    .trip(trip)
                    .unit(id)
                    .actor(approver)));
            decided++;
        }
        return trip;
    }

    /** Until what was decided about the trips is sealed. */
    public void sealed() {
        Awaitility.await("sealed events")
                .atMost(SOON)
                .until(() -> act(() -> database.rows(
                                        "select count(*) from journal.event e join journal.seal s on s.event_id = e.id "
                                                + "where e.unit_id = $1 and e.type = 'trip.acted-on-in-a-test'",
                                        id))
                                .get(0)
                                .whole(0)
                        == decided);
    }

    /** What the journal told of the unit, by type, whose name begins so. */
    public List<String> told(String beginning) {
        return act(() -> database.rows(
                        "select type from journal.event where unit_id = $1 and type like $2 || '%' order by id",
                        id, beginning))
                .stream()
                .map(row -> row.text(0))
                .toList();
    }

    public RequestSpecification as(UUID person) {
        return given().header("Authorization", "Bearer " + token(person));
    }

    public ValidatableResponse post(UUID person, String path, Map<String, Object> body) {
        return as(person)
                .contentType("application/json")
                .body(body)
                .post("/api/v1" + path)
                .then();
    }

    private String token(UUID person) {
        return tokens.computeIfAbsent(
                person,
                who -> given().contentType("application/json")
                        .body(Map.of("login", login(who), "password", PASSWORD, "client", "APP"))
                        .post("/api/v1/auth/login")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("accessToken"));
    }

    private UUID root() {
        return act(people::listUnits).stream()
                .filter(known -> known.parentId() == null)
                .map(Unit::id)
                .findFirst()
                .orElse(null);
    }

    public <T> T act(Supplier<Uni<T>> work) {
        return database.apart(Scope.SYSTEM, work).await().atMost(SOON);
    }

    private static String login(UUID person) {
        return "s" + person.toString().replace("-", "");
    }
}
