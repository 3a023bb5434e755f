package org.twinloop.trip.simulation;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.quarkus.arc.Arc;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Money;
import org.twinloop.common.Scope;
import org.twinloop.identity.NewPerson;
import org.twinloop.identity.Passwords;
import org.twinloop.identity.People;
import org.twinloop.identity.Role;
import org.twinloop.identity.TestTokens;
import org.twinloop.identity.Unit;
import org.twinloop.ledger.Budgets;
import org.twinloop.ledger.NewBudget;

/**
 * The people of one seed: a unit of their own with two budgets, so that what earlier seeds travelled and paid decides
 * nothing, and two who share a car may pay from different ones.
 */
record Cast(UUID unit, List<Purse> purses, List<Actor> people) {
    /** Units of the play are known by their codes. */
    static final String UNIT_CODE = "^S-[0-9A-F]{17}$";

    private static final Duration WAIT = Duration.ofSeconds(90);
    private static final Duration SERVED_BEFORE = Duration.ofDays(400);
    /** Other transport costs, and the keeping of official cars. */
    private static final List<String> ECONOMIC_CODES = List.of("30239", "30231");

    /** A budget, by its account and its code. */
    record Purse(UUID account, String costCentre) {}

    /** Somebody with a token. */
    record Actor(String name, UUID id, Set<Role> roles, String token) {
        boolean has(Role role) {
            return roles.contains(role);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Who there is in every seed. */
    private enum Part {
        TRAVELLER_1(Role.TRAVELLER),
        TRAVELLER_2(Role.TRAVELLER),
        TRAVELLER_3(Role.TRAVELLER),
        SECRETARY(Role.TRAVELLER, Role.VEHICLE_ADMINISTRATOR),
        APPROVER_1(Role.TRAVELLER, Role.APPROVER),
        APPROVER_2(Role.TRAVELLER, Role.APPROVER),
        FLEET(Role.TRAVELLER, Role.FLEET_MANAGER);

        private final Set<Role> roles;

        Part(Role... roles) {
            this.roles = Arrays.stream(roles).collect(toSet());
        }
    }

    /** @param now when the seed begins */
    static Cast enter(Sql sql, Random random, Instant now) throws SQLException {
        UUID unit = Ids.next();
        String code = "S-" + unit.toString().replace("-", "").substring(0, 17).toUpperCase(java.util.Locale.ROOT);
        String root = sql.value("select id from identity.unit where parent_id is null order by code limit 1");
        Map<Part, UUID> ids = Arrays.stream(Part.values()).collect(toMap(part -> part, part -> Ids.next()));
        boolean unlicensed = random.nextInt(4) == 0;
        List<NewPerson> persons = Arrays.stream(Part.values())
                .map(part -> person(part, ids.get(part), unit, code, unlicensed && part == Part.TRAVELLER_3))
                .toList();
        int year = now.atZone(org.twinloop.common.CityTime.ZONE).getYear();
        List<NewBudget> budgets = ECONOMIC_CODES.stream()
                .map(economic -> budget(unit, code, economic, year, 10_000L + random.nextInt(190_000)))
                .toList();
        Database database = bean(Database.class);
        database.apart(
                        Scope.SYSTEM,
                        () -> bean(People.class)
                                .addUnits(List.of(Unit.of(unit, code, code, code, UUID.fromString(root), null)))
                                .chain(() -> bean(People.class).addPeople(persons, now.minus(SERVED_BEFORE)))
                                .chain(() -> bean(Budgets.class).register(budgets, now)))
                .await()
                .atMost(WAIT);
        chain(sql, random, unit, ids, now);
        List<Actor> people = IntStream.range(0, persons.size())
                .mapToObj(i -> actor(Part.values()[i], persons.get(i), unit))
                .toList();
        List<Purse> purses = budgets.stream()
                .map(one -> new Purse(one.accountId(), one.code()))
                .toList();
        return new Cast(unit, purses, people);
    }

    private static NewBudget budget(UUID unit, String unitCode, String economicCode, int year, long fen) {
        String code = unitCode + "-" + economicCode + "-" + year;
        return new NewBudget(Ids.next(), unit, code, "模拟", "simulation", year, economicCode, Money.fen(fen));
    }

    Actor person(UUID id) {
        return people.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    private static Actor actor(Part part, NewPerson person, UUID unit) {
        return new Actor(
                part.name().toLowerCase(java.util.Locale.ROOT),
                person.id(),
                person.roles(),
                TestTokens.access(person.id(), person.login(), unit, person.roles()));
    }

    private static NewPerson person(Part part, UUID id, UUID unit, String code, boolean unlicensed) {
        return new NewPerson(
                id,
                code.toLowerCase(java.util.Locale.ROOT) + "-" + part.ordinal(),
                part.name(),
                Passwords.NONE,
                unit,
                null,
                part.roles,
                unlicensed ? null : "C1",
                unlicensed ? null : LocalDate.of(2031, 12, 31),
                "NOT_RECEIVING");
    }

    /** Two levels in some seeds; in the others any approver decides. */
    private static void chain(Sql sql, Random random, UUID unit, Map<Part, UUID> ids, Instant now) throws SQLException {
        if (random.nextInt(5) < 2) {
            String levels = """
                    [{"nameZh":"科室","nameEn":"section","role":"APPROVER","people":[],"fromLevels":1},
                     {"nameZh":"分管","nameEn":"leader","people":["%s"],"fromLevels":%d,"passOnMinutes":30}]""";
            Timestamp before = Timestamp.from(now.minus(SERVED_BEFORE));
            sql.run(
                    "insert into trip.approval_chain (id, unit_id, valid_from, levels, head_id, published_by, "
                            + "published_at) values (?, ?, ?, ?::jsonb, ?, ?, ?)",
                    Ids.next(),
                    unit,
                    before,
                    levels.formatted(ids.get(Part.APPROVER_2), 1 + random.nextInt(2)),
                    ids.get(Part.APPROVER_1),
                    ids.get(Part.SECRETARY),
                    before);
        }
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }
}
