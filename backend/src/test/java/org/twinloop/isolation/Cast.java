package org.twinloop.isolation;

import static io.restassured.RestAssured.given;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.identity.NewPerson;
import org.twinloop.identity.Passwords;
import org.twinloop.identity.People;
import org.twinloop.identity.Role;
import org.twinloop.identity.Unit;
import org.twinloop.operator.Operator;
import org.twinloop.operator.Operators;

/**
 * One person for each role, in two units, at the root, and at two partners: each with that one role only, new for each
 * test class, signed in over HTTP.
 */
@Dependent
@Unremovable
public class Cast {

    /** Two units of the sample city that keep a car of their own. */
    static final String OURS = "HUP-01";

    static final String THEIRS = "XUH-01";
    static final String OUR_PARTNER = "EVC";
    static final String THEIR_PARTNER = "MBK";

    private static final String PASSWORD = "twinloop-demo";
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration SERVED = Duration.ofDays(90);

    private final Database database;
    private final People people;
    private final Operators operators;
    private final java.time.Clock clock;
    private final String hash = Passwords.hash(PASSWORD);
    private final String suffix = Ids.next().toString().replace("-", "").substring(24);

    Cast(Database database, People people, Operators operators, java.time.Clock clock) {
        this.database = database;
        this.people = people;
        this.operators = operators;
        this.clock = clock;
    }

    /** A unit, or the root above all of them, or a partner. */
    public record House(String code, UUID unitId, UUID operatorId, Scope scope) {}

    public House unit(String code) {
        UUID id = units().stream()
                .filter(unit -> unit.code().equals(code))
                .findFirst()
                .orElseThrow()
                .id();
        return new House(code, id, null, Scope.unit(id));
    }

    public House root() {
        Unit root = units().stream()
                .filter(unit -> unit.parentId() == null)
                .findFirst()
                .orElseThrow();
        return new House(root.code(), root.id(), null, Scope.SYSTEM);
    }

    public House partner(String code) {
        UUID id = database.apart(Scope.SYSTEM, () -> operators.byCode(code))
                .await()
                .atMost(SOON)
                .orElseThrow()
                .id();
        return new House(code, null, id, Scope.operator(id));
    }

    /** A partner nobody rides with; answers its code. */
    public String newPartner() {
        Set<String> taken = database.apart(Scope.SYSTEM, operators::all).await().atMost(SOON).stream()
                .map(Operator::code)
                .collect(Collectors.toSet());
        String code = Stream.iterate(1, number -> number + 1)
                .map(number -> "X%c%c".formatted('A' + number / 26 % 26, 'A' + number % 26))
                .filter(free -> !taken.contains(free))
                .findFirst()
                .orElseThrow();
        Operator partner = new Operator(Ids.next(), code, Operator.Kind.CAR_SHARE, "测试租赁", "Test sharer", null);
        database.apart(Scope.SYSTEM, () -> operators.register(List.of(partner)))
                .await()
                .atMost(SOON);
        return code;
    }

    /** The people of a house, one a role. */
    public List<Actor> hire(House house, Set<Role> roles) {
        List<NewPerson> hired = roles.stream().map(role -> person(house, role)).toList();
        database.apart(
                        Scope.SYSTEM,
                        () -> people.addPeople(hired, clock.instant().minus(SERVED)))
                .await()
                .atMost(SOON);
        List<Actor> actors = new ArrayList<>();
        for (NewPerson person : hired) {
            Role role = person.roles().iterator().next();
            Scope scope = role == Role.TRAVELLER || role == Role.APPROVER || role == Role.VEHICLE_ADMINISTRATOR
                    ? house.operatorId() == null ? Scope.unit(house.unitId()) : house.scope()
                    : house.scope();
            String name =
                    house.code().toLowerCase(Locale.ROOT) + " " + role.name().toLowerCase(Locale.ROOT);
            actors.add(new Actor(name, role, person.id(), scope, signIn(person.login())));
        }
        return actors;
    }

    /** Every role that people of a unit can have. */
    public static Set<Role> unitRoles() {
        return EnumSet.complementOf(EnumSet.of(Role.PARTNER));
    }

    public String login(House house, Role role) {
        return "x" + suffix + "."
                + (house.code() + "." + role.name()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]", "");
    }

    private NewPerson person(House house, Role role) {
        return new NewPerson(
                Ids.next(),
                login(house, role),
                house.code() + " 的 " + role,
                hash,
                house.unitId(),
                house.operatorId(),
                Set.of(role),
                "C1",
                java.time.LocalDate.of(2035, 12, 31),
                "NOT_RECEIVING");
    }

    private static String signIn(String login) {
        return given().contentType("application/json")
                .body(Map.of("login", login, "password", PASSWORD, "client", "APP"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
    }

    private List<Unit> units() {
        return database.apart(Scope.SYSTEM, people::listUnits).await().atMost(SOON);
    }
}
