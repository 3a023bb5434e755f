package org.twinloop.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.identity.People.Names;
import org.twinloop.identity.People.UnitName;

/** The SQL of identity. */
@ApplicationScoped
class IdentityRepository {

    private static final String PERSON = """
            select p.id, p.login, p.name_zh, m.unit_id, p.operator_id,
                case when p.operator_id is not null then '{PARTNER}' else coalesce(m.roles, '{}') end, p.licence_class,
                p.licence_valid_until, coalesce(a.status, 'UNKNOWN'), coalesce(a.area, '{}'), p.active,
                p.password_hash, u.parent_id is null and u.id is not null, p.one_time_until,
                not p.active or p.operator_id is null and m.person_id is null or exists (
                    select from identity.suspension s where s.person_id = p.id and s.during @> $1::timestamptz)
            from identity.person p
            left join identity.membership m on m.person_id = p.id and m.valid @> $1::timestamptz
            left join identity.unit u on u.id = m.unit_id
            left join identity.allowance a on a.person_id = p.id and a.valid @> $1::timestamptz
            """;

    private static final String NAMES = """
            select id, null::text, name_zh, null::text from identity.person where id = any ($1)
            union all select id, code, name_zh, name_en from identity.unit where id = any ($2)""";

    private static final String INSERT_PEOPLE = """
            insert into identity.person (id, login, name_zh, password_hash, operator_id, licence_class,
                licence_valid_until)
            select i, l, n, h, o, c, v::date
            from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[])
                t(i, l, n, h, o, c, v)""";

    private static final String INSERT_MEMBERSHIPS = """
            insert into identity.membership (person_id, unit_id, roles, valid)
            select i, u, string_to_array(r, ','), tstzrange($4, null)
            from unnest($1::uuid[], $2::uuid[], $3::text[]) t(i, u, r) where u is not null""";

    private static final String JUST_USED = """
            select t.family, t.person_id from identity.refresh_token t
            where t.token_hash = $1 and t.used_at > $2 and t.revoked_at is null and t.expires_at > $3
                and (select bool_and(c.used_at is null) and count(*) < 16 from identity.refresh_token c
                    where c.parent = t.token_hash)""";

    private static final String TURNED_AWAY = """
            with signed_in as materialized (
                select distinct person_id from identity.refresh_token where issued_at > $2)
            select p.id from signed_in join identity.person p on p.id = signed_in.person_id
            where not p.active
                or p.operator_id is null and not exists (
                    select from identity.membership m where m.person_id = p.id and m.valid @> $1::timestamptz)
                or exists (
                    select from identity.suspension s where s.person_id = p.id and s.during @> $1::timestamptz)""";

    private final Database database;

    IdentityRepository(Database database) {
        this.database = database;
    }

    Uni<Optional<Account>> accountByLogin(String login, Instant at) {
        return database.row(PERSON + "where p.login = $2", at, login).map(row -> row.map(IdentityRepository::account));
    }

    Uni<Optional<Account>> account(UUID id, Instant at) {
        return database.row(PERSON + "where p.id = $2", at, id).map(row -> row.map(IdentityRepository::account));
    }

    Uni<Names> names(Set<UUID> people, Set<UUID> units) {
        return database.rows(NAMES, people.toArray(UUID[]::new), units.toArray(UUID[]::new))
                .map(rows -> {
                    Map<UUID, String> persons = new HashMap<>();
                    Map<UUID, UnitName> served = new HashMap<>();
                    for (Row row : rows) {
                        if (row.isNull(1)) {
                            persons.put(row.uuid(0), row.text(2));
                        } else {
                            served.put(row.uuid(0), new UnitName(row.uuid(0), row.text(1), row.text(2), row.text(3)));
                        }
                    }
                    return new Names(persons, served);
                });
    }

    Uni<List<Person>> people(Set<UUID> ids, Instant at) {
        return database.rows(PERSON + "where p.id = any ($2)", at, ids.toArray(UUID[]::new))
                .map(rows -> rows.stream().map(row -> account(row).person()).toList());
    }

    Uni<List<Person>> inUnitWithRole(UUID unitId, Role role, Instant at) {
        return database.rows(
                        PERSON + "where m.unit_id = $2 and $3 = any (m.roles) and p.active order by p.login",
                        at,
                        unitId,
                        role.name())
                .map(rows -> rows.stream().map(row -> account(row).person()).toList());
    }

    Uni<Optional<Unit>> unit(UUID id) {
        return database.session().chain(session -> session.find(Unit.class, id)).map(Optional::ofNullable);
    }

    Uni<List<Unit>> units() {
        return database.session()
                .chain(session -> session.createSelectionQuery("from Unit order by code", Unit.class)
                        .getResultList());
    }

    Uni<Void> insertUnits(List<Unit> units) {
        return database.session().chain(session -> session.persistAll(units.toArray()));
    }

    Uni<Void> insertPeople(List<NewPerson> people, Instant from) {
        int count = people.size();
        UUID[] ids = new UUID[count];
        String[][] columns = new String[7][count];
        UUID[] units = new UUID[count];
        UUID[] operators = new UUID[count];
        for (int i = 0; i < count; i++) {
            NewPerson person = people.get(i);
            ids[i] = person.id();
            units[i] = person.unitId();
            operators[i] = person.operatorId();
            columns[0][i] = person.login();
            columns[1][i] = person.nameZh();
            columns[2][i] = person.passwordHash();
            columns[3][i] = person.licenceClass();
            columns[4][i] = person.licenceValidUntil() == null
                    ? null
                    : person.licenceValidUntil().toString();
            columns[5][i] = person.roles().stream().map(Role::name).collect(Collectors.joining(","));
            columns[6][i] = person.allowanceStatus();
        }
        return database.sql(INSERT_PEOPLE, ids, columns[0], columns[1], columns[2], operators, columns[3], columns[4])
                .chain(() -> database.sql(INSERT_MEMBERSHIPS, ids, units, columns[5], from))
                .chain(() -> database.sql("""
                        insert into identity.allowance (person_id, status, valid)
                        select i, s, tstzrange($3, null) from unnest($1::uuid[], $2::text[]) t(i, s)
                        where s is not null""", ids, columns[6], from))
                .replaceWithVoid();
    }

    /** Whether a right password still counts: it was not changed meanwhile. */
    Uni<Boolean> admits(UUID personId, String passwordHash) {
        return database.row(
                        "select id from identity.person where id = $1 and password_hash = $2 for no key update",
                        personId,
                        passwordHash)
                .map(Optional::isPresent);
    }

    /** @param oneTimeUntil null for a password that stays */
    Uni<Void> setPassword(UUID personId, String passwordHash, Instant oneTimeUntil) {
        return database.sql(
                        "update identity.person set password_hash = $2, one_time_until = $3 where id = $1",
                        personId,
                        passwordHash,
                        oneTimeUntil)
                .replaceWithVoid();
    }

    /** @param parent digest of the token it is exchanged for, null for the first of its family */
    Uni<Void> insertRefreshToken(byte[] hash, RefreshToken of, byte[] parent, Instant issuedAt, Instant expiresAt) {
        return database.sql(
                        "insert into identity.refresh_token (token_hash, family, person_id, issued_at, expires_at, "
                                + "parent) values ($1, $2, $3, $4, $5, $6)",
                        hash,
                        of.family(),
                        of.personId(),
                        issuedAt,
                        expiresAt,
                        parent)
                .replaceWithVoid();
    }

    /** Marks the token and its siblings used; empty when it is unknown, expired, revoked or was used before. */
    Uni<Optional<RefreshToken>> useRefreshToken(byte[] hash, Instant at) {
        return database.row(
                        "update identity.refresh_token set used_at = $2 where token_hash = $1 and used_at is null "
                                + "and revoked_at is null and expires_at > $2 returning family, person_id, parent",
                        hash,
                        at)
                .call(row -> row.filter(used -> !used.isNull(2))
                        .map(used -> database.sql(
                                "update identity.refresh_token set used_at = $2 where parent = $1 and used_at is null",
                                used.bytes(2),
                                at))
                        .orElse(Uni.createFrom().item(0)))
                .map(row -> row.map(IdentityRepository::refreshToken));
    }

    /**
     * The token when it was used after an instant and what it was exchanged for was not used yet: another tab was
     * faster. At most 16 times.
     */
    Uni<Optional<RefreshToken>> justUsed(byte[] hash, Instant after, Instant at) {
        return database.row(JUST_USED, hash, after, at).map(row -> row.map(IdentityRepository::refreshToken));
    }

    /** Ends all sessions of a person but one. */
    Uni<Integer> revokeSessions(UUID personId, UUID exceptFamily, Instant at) {
        return database.sql(
                "update identity.refresh_token set revoked_at = $3 where person_id = $1 and revoked_at is null "
                        + "and family is distinct from $2",
                personId,
                exceptFamily,
                at);
    }

    /** Families that were ended after an instant. */
    Uni<Set<UUID>> endedSince(Instant after) {
        return database.rows("select distinct family from identity.refresh_token where revoked_at > $1", after)
                .map(IdentityRepository::ids);
    }

    /** Ends every token of the family of a token, whatever its state. */
    Uni<Integer> revokeFamilyOf(byte[] hash, Instant at) {
        return database.sql(
                "update identity.refresh_token set revoked_at = $2 where revoked_at is null and family = "
                        + "(select family from identity.refresh_token where token_hash = $1)",
                hash,
                at);
    }

    /**
     * Who is not active, suspended, or serves neither a unit nor a partner, of those who were given a token lately: no
     * other has one that is still good.
     *
     * @param givenAfter real time
     */
    Uni<Set<UUID>> turnedAway(Instant at, Instant givenAfter) {
        return database.rows(TURNED_AWAY, at, givenAfter).map(IdentityRepository::ids);
    }

    private static Set<UUID> ids(List<Row> rows) {
        return rows.stream().map(row -> row.uuid(0)).collect(Collectors.toUnmodifiableSet());
    }

    private static RefreshToken refreshToken(Row row) {
        return new RefreshToken(row.uuid(0), row.uuid(1));
    }

    private static Account account(Row r) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(r.texts(5)).map(Role::valueOf).forEach(roles::add);
        Person person = new Person(
                r.uuid(0),
                r.text(1),
                r.text(2),
                r.uuid(3),
                r.uuid(4),
                Set.copyOf(roles),
                r.text(6),
                r.date(7),
                r.text(8),
                Set.of(r.texts(9)),
                r.flag(10));
        return new Account(person, r.text(11), r.flag(12), r.instant(13), r.flag(14));
    }

    /**
     * A person with what only sign-in may see.
     *
     * @param oneTimeUntil set while the password is good for choosing another one only
     * @param shutOut not active, suspended, or serving neither a unit nor a partner
     */
    record Account(Person person, String passwordHash, boolean rootUnit, Instant oneTimeUntil, boolean shutOut) {}

    record RefreshToken(UUID family, UUID personId) {}
}
