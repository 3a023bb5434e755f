package org.twinloop.identity.registry;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.identity.Passwords;
import org.twinloop.identity.registry.RegistryLine.PersonLine;
import org.twinloop.identity.registry.RegistryLine.UnitLine;

/** The SQL of the registry of units and people. */
@ApplicationScoped
class RegistryRepository {
    private final Database database;

    RegistryRepository(Database database) {
        this.database = database;
    }

    /** A unit as registered; empty texts for what it has not. */
    record KnownUnit(UUID id, String code, String parent, String nameZh, String nameEn, String place) {}

    /**
     * A person as registered, with the unit and roles on the day a line names; no unit when none is served then.
     *
     * @param partners whether the person belongs to a partner
     */
    record KnownPerson(
            UUID id,
            String login,
            String nameZh,
            boolean partners,
            String unit,
            String roleWords,
            String licenceClass,
            String licenceValidUntil) {}

    /** One file after another, so that none decides by what another is about to change. */
    Uni<Void> takeTurn() {
        return database.rows("select pg_advisory_xact_lock(hashtext('identity.registry'))::text")
                .replaceWithVoid();
    }

    Uni<Map<String, KnownUnit>> units() {
        return database.rows("""
                        select u.id, u.code, coalesce(p.code, ''), u.name_zh, u.name_en, coalesce(u.place_id, '')
                        from identity.unit u left join identity.unit p on p.id = u.parent_id""")
                .map(rows -> rows.stream()
                        .map(r -> new KnownUnit(r.uuid(0), r.text(1), r.text(2), r.text(3), r.text(4), r.text(5)))
                        .collect(Collectors.toMap(KnownUnit::code, Function.identity())));
    }

    /** Those of the lines' people there are, by login. */
    Uni<Map<String, KnownPerson>> people(List<PersonLine> lines) {
        return database.rows(
                        """
                        select p.id, p.login, p.name_zh, p.operator_id is not null, coalesce(u.code, ''),
                            coalesce((select string_agg(r, ' ' order by r) from unnest(m.roles) r), ''),
                            coalesce(p.licence_class, ''), coalesce(p.licence_valid_until::text, '')
                        from (select distinct on (k) * from unnest($1::text[], $2::timestamptz[]) t(k, f)) l
                        join identity.person p on p.login = l.k
                        left join identity.membership m on m.person_id = p.id and m.valid @> l.f
                        left join identity.unit u on u.id = m.unit_id""",
                        each(lines, String[]::new, PersonLine::key),
                        each(lines, Instant[]::new, line -> line.begins()))
                .map(rows -> rows.stream()
                        .map(r -> new KnownPerson(
                                r.uuid(0), r.text(1), r.text(2), r.flag(3), r.text(4), r.text(5), r.text(6), r.text(7)))
                        .collect(Collectors.toMap(KnownPerson::login, Function.identity())));
    }

    /** Adds units and renames those there are; the ids are by code, parents' among them. */
    Uni<Void> write(List<UnitLine> lines, Map<String, UUID> ids) {
        return database.sql(
                        """
                        insert into identity.unit (id, code, parent_id, name_zh, name_en, place_id)
                        select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[])
                        on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en,
                            place_id = excluded.place_id""",
                        each(lines, UUID[]::new, line -> ids.get(line.key())),
                        each(lines, String[]::new, UnitLine::key),
                        each(lines, UUID[]::new, line -> line.parent().isEmpty() ? null : ids.get(line.parent())),
                        each(lines, String[]::new, UnitLine::nameZh),
                        each(lines, String[]::new, UnitLine::nameEn),
                        each(lines, String[]::new, line -> line.place().isEmpty() ? null : line.place()))
                .replaceWithVoid();
    }

    /** Adds people, without a password, and changes those there are; then says whom they serve. */
    Uni<Void> write(List<PersonLine> lines, Map<String, UUID> people, Map<String, UUID> units) {
        return database.sql(
                        """
                        insert into identity.person (id, login, name_zh, licence_class, licence_valid_until,
                            password_hash)
                        select i, l, n, c, v::date, $6
                        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) t(i, l, n, c, v)
                        on conflict (login) do update set name_zh = excluded.name_zh,
                            licence_class = coalesce(excluded.licence_class, person.licence_class),
                            licence_valid_until = coalesce(excluded.licence_valid_until,
                                person.licence_valid_until)""",
                        each(lines, UUID[]::new, line -> people.get(line.key())),
                        each(lines, String[]::new, PersonLine::key),
                        each(lines, String[]::new, PersonLine::nameZh),
                        each(lines, String[]::new, PersonLine::licenceClass),
                        each(
                                lines,
                                String[]::new,
                                line -> line.licenceValidUntil() == null
                                        ? null
                                        : line.licenceValidUntil().toString()),
                        Passwords.NONE)
                .chain(() -> database.rows(
                        """
                        select identity.set_membership(p, u, string_to_array(r, ' '), f)
                        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[]) l(p, u, r, f)""",
                        each(lines, UUID[]::new, line -> people.get(line.key())),
                        each(lines, UUID[]::new, line -> units.get(line.unit())),
                        each(lines, String[]::new, PersonLine::roleWords),
                        each(lines, Instant[]::new, line -> line.begins())))
                .replaceWithVoid();
    }

    Uni<Void> addImport(UUID id, RegistryKind kind, UUID sentBy, Instant at, int lines, int changed) {
        return database.sql(
                        "insert into identity.registry_import (id, kind, imported_by, imported_at, lines, changed) "
                                + "values ($1, $2, $3, $4, $5, $6)",
                        id,
                        kind.name(),
                        sentBy,
                        at,
                        lines,
                        changed)
                .replaceWithVoid();
    }

    /** Notes that a secret was used; answers false when it was used before. */
    Uni<Boolean> useSecret(byte[] digest, UUID personId, Instant at) {
        return database.sql(
                        "insert into identity.bootstrap_secret (digest, person_id, used_at) values ($1, $2, $3) "
                                + "on conflict do nothing",
                        digest,
                        personId,
                        at)
                .map(rows -> rows > 0);
    }

    Uni<Boolean> isTaken(String login) {
        return database.row("select id from identity.person where login = $1", login)
                .map(java.util.Optional::isPresent);
    }

    private static <L, V> V[] each(List<L> lines, IntFunction<V[]> array, Function<L, V> value) {
        return lines.stream().map(value).toArray(array);
    }
}
