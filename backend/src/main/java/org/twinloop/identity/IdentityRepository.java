package org.twinloop.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** The SQL of identity. */
@ApplicationScoped
class IdentityRepository {

    private static final String PERSON = """
            select p.id, p.login, p.name_zh, m.unit_id, p.operator_id, coalesce(m.roles, '{PARTNER}'), p.licence_class,
                p.licence_valid_until, coalesce(a.status, 'UNKNOWN'), coalesce(a.area, '{}'), p.active,
                p.password_hash, p.locked_until, u.parent_id is null and u.id is not null
            from identity.person p
            left join identity.membership m on m.person_id = p.id and m.valid @> $1::timestamptz
            left join identity.unit u on u.id = m.unit_id
            left join identity.allowance a on a.person_id = p.id and a.valid @> $1::timestamptz
            """;

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

    /** Counts a wrong password and locks at the limit; answers until when, if locked now. */
    Uni<Void> countFailure(UUID personId, int lockAfter, Instant lockedUntil) {
        return database.sql("""
                        update identity.person set
                            failed_sign_ins = case when failed_sign_ins + 1 >= $2 then 0 else failed_sign_ins + 1 end,
                            locked_until = case when failed_sign_ins + 1 >= $2 then $3 else locked_until end
                        where id = $1""", personId, lockAfter, lockedUntil).replaceWithVoid();
    }

    Uni<Void> forgetFailures(UUID personId) {
        return database.sql(
                        "update identity.person set failed_sign_ins = 0, locked_until = null "
                                + "where id = $1 and (failed_sign_ins > 0 or locked_until is not null)",
                        personId)
                .replaceWithVoid();
    }

    Uni<Void> insertRefreshToken(byte[] hash, UUID family, UUID personId, Instant issuedAt, Instant expiresAt) {
        return database.sql(
                        "insert into identity.refresh_token (token_hash, family, person_id, issued_at, expires_at) "
                                + "values ($1, $2, $3, $4, $5)",
                        hash,
                        family,
                        personId,
                        issuedAt,
                        expiresAt)
                .replaceWithVoid();
    }

    /** Marks the token used; empty when it is unknown, expired, revoked or was used before. */
    Uni<Optional<RefreshToken>> useRefreshToken(byte[] hash, Instant at) {
        return database.row(
                        "update identity.refresh_token set used_at = $2 where token_hash = $1 and used_at is null "
                                + "and revoked_at is null and expires_at > $2 returning family, person_id",
                        hash,
                        at)
                .map(row -> row.map(r -> new RefreshToken(r.uuid(0), r.uuid(1))));
    }

    /** Ends every token of the family of a token, whatever its state. */
    Uni<Integer> revokeFamilyOf(byte[] hash, Instant at) {
        return database.sql(
                "update identity.refresh_token set revoked_at = $2 where revoked_at is null and family = "
                        + "(select family from identity.refresh_token where token_hash = $1)",
                hash,
                at);
    }

    Uni<Set<UUID>> turnedAway(Instant at) {
        return database.rows(
                        "select id from identity.person where not active union "
                                + "select person_id from identity.suspension where during @> $1::timestamptz",
                        at)
                .map(rows -> rows.stream().map(row -> row.uuid(0)).collect(Collectors.toUnmodifiableSet()));
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
        return new Account(person, r.text(11), r.instant(12), r.flag(13));
    }

    /** A person with what only sign-in may see. */
    record Account(Person person, String passwordHash, Instant lockedUntil, boolean rootUnit) {}

    record RefreshToken(UUID family, UUID personId) {}
}
