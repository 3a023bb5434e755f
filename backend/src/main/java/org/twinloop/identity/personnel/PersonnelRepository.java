package org.twinloop.identity.personnel;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.identity.personnel.PersonnelFile.TravelDay;
import org.twinloop.identity.personnel.PersonnelImport.Period;
import org.twinloop.identity.personnel.PersonnelImport.Taken;
import org.twinloop.identity.personnel.PersonnelLine.Allowance;
import org.twinloop.identity.personnel.PersonnelLine.Staff;
import org.twinloop.identity.personnel.PersonnelLine.Travel;

/** The SQL of personnel facts. */
@ApplicationScoped
class PersonnelRepository {
    private static final String FILE = """
            select p.id, p.active, u.code, a.status, coalesce(a.area, '{}'), p.licence_class, p.licence_valid_until,
                coalesce(p.licence_points, -1),
                exists (select from identity.personnel_import i
                    where i.kind = 'TRAVEL_DAYS' and i.covers @> $3::date),
                array(select t.day || '|' || t.local_transport_fen || '|' || t.city from identity.travel_day t
                    where t.person_id = p.id and t.day between $3::date - 1 and $3::date + 15 order by t.day)
            from identity.person p
            left join identity.membership m on m.person_id = p.id and m.valid @> $2::timestamptz
            left join identity.unit u on u.id = m.unit_id
            left join identity.allowance a on a.person_id = p.id and a.valid @> $2::timestamptz
            where p.id = $1""";

    private final Database database;

    PersonnelRepository(Database database) {
        this.database = database;
    }

    Uni<Optional<PersonnelFile>> find(UUID personId, Instant at) {
        return database.row(FILE, personId, at, LocalDate.ofInstant(at, CityTime.ZONE))
                .map(row -> row.map(PersonnelRepository::file));
    }

    /** Ids by login of those of these people there are. */
    Uni<Map<String, UUID>> known(String[] logins) {
        return database.rows("select login, id from identity.person where login = any ($1)", (Object) logins)
                .map(PersonnelRepository::byName);
    }

    /** Ids of all units by code. */
    Uni<Map<String, UUID>> units() {
        return database.rows("select code, id from identity.unit").map(PersonnelRepository::byName);
    }

    private static Map<String, UUID> byName(List<Row> rows) {
        return rows.stream().collect(Collectors.toMap(row -> row.text(0), row -> row.uuid(1)));
    }

    /** Answers how many lines changed something. */
    Uni<Integer> setAllowances(List<Allowance> lines, Map<String, UUID> people) {
        return database.rows(
                        """
                        select identity.set_allowance(p, s, string_to_array(a, ' '), f)
                        from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) l(p, s, a, f)""",
                        each(lines, UUID[]::new, line -> people.get(line.login())),
                        each(lines, String[]::new, line -> line.receives() ? "RECEIVING" : "NOT_RECEIVING"),
                        each(lines, String[]::new, line -> String.join(" ", line.area())),
                        each(lines, Instant[]::new, line -> PersonnelImport.startOf(line.from())))
                .map(PersonnelRepository::changed);
    }

    /** Forgets the days of travel of a period and writes these; every line counts as a change. */
    Uni<Integer> replaceTravel(Period period, List<Travel> lines, Map<String, UUID> people) {
        return database.sql("delete from identity.travel_day where day between $1 and $2", period.from(), period.to())
                .chain(() -> database.sql(
                        """
                        insert into identity.travel_day (person_id, day, city, local_transport_fen)
                        select p, f::date + n, c, m
                        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[]) l(p, f, u, c, m),
                            generate_series(0, u::date - f::date) n""",
                        each(lines, UUID[]::new, line -> people.get(line.login())),
                        each(lines, String[]::new, line -> line.from().toString()),
                        each(lines, String[]::new, line -> line.to().toString()),
                        each(lines, String[]::new, Travel::city),
                        each(lines, Long[]::new, Travel::localTransportFen)))
                .replaceWith(lines.size());
    }

    /** Answers how many lines changed something. */
    Uni<Integer> setStaff(List<Staff> lines, Map<String, UUID> people, Map<String, UUID> units) {
        return database.rows(
                        """
                        select case when moves then identity.set_membership(l.p,
                            case when gone then null else coalesce(u, m.unit_id) end,
                            coalesce(string_to_array(r, ' '), m.roles, '{TRAVELLER}'), f) else false end
                        from unnest($1::uuid[], $2::timestamptz[], $3::boolean[], $4::boolean[], $5::uuid[],
                            $6::text[]) with ordinality l(p, f, moves, gone, u, r, o)
                        left join identity.membership m on m.person_id = l.p and m.valid @> l.f
                        order by o""",
                        each(lines, UUID[]::new, line -> people.get(line.login())),
                        each(lines, Instant[]::new, line -> PersonnelImport.startOf(line.from())),
                        each(lines, Boolean[]::new, Staff::movesUnit),
                        each(lines, Boolean[]::new, Staff::left),
                        each(lines, UUID[]::new, line -> line.unitCode() == null ? null : units.get(line.unitCode())),
                        each(lines, String[]::new, PersonnelRepository::roles))
                .chain(moved -> licences(lines, people).map(licensed -> either(lines, people, moved, licensed)));
    }

    private static String roles(Staff line) {
        return line.roles() == null
                ? null
                : line.roles().stream().map(Enum::name).collect(Collectors.joining(" "));
    }

    /** Writes what the lines say of licences; answers whose record changed. */
    private Uni<Set<UUID>> licences(List<Staff> lines, Map<String, UUID> people) {
        return database.rows(
                        """
                        update identity.person p set
                            licence_class = coalesce(l.c, p.licence_class),
                            licence_valid_until = coalesce(l.v::date, p.licence_valid_until),
                            licence_points = coalesce(l.n, p.licence_points)
                        from (select distinct on (who) * from
                            unnest($1::uuid[], $2::text[], $3::text[], $4::int[]) with ordinality t(who, c, v, n, o)
                            order by who, o desc) l
                        where p.id = l.who and (coalesce(l.c, p.licence_class), coalesce(l.v::date,
                            p.licence_valid_until), coalesce(l.n, p.licence_points)) is distinct from
                            (p.licence_class, p.licence_valid_until, p.licence_points)
                        returning p.id""",
                        each(lines, UUID[]::new, line -> people.get(line.login())),
                        each(lines, String[]::new, Staff::licenceClass),
                        each(
                                lines,
                                String[]::new,
                                line -> line.licenceValidUntil() == null
                                        ? null
                                        : line.licenceValidUntil().toString()),
                        each(lines, Integer[]::new, Staff::licencePoints))
                .map(rows -> rows.stream().map(row -> row.uuid(0)).collect(Collectors.toSet()));
    }

    private static int either(List<Staff> lines, Map<String, UUID> people, List<Row> moved, Set<UUID> licensed) {
        return (int) java.util.stream.IntStream.range(0, lines.size())
                .filter(i -> moved.get(i).flag(0)
                        || licensed.contains(people.get(lines.get(i).login())))
                .count();
    }

    private static int changed(List<Row> flags) {
        return (int) flags.stream().filter(row -> row.flag(0)).count();
    }

    /** The newest imports first; without their bad lines, which were told when they came. */
    Uni<List<Taken>> imports(int limit) {
        return database.rows("""
                        select id, kind, imported_at, lower(covers), upper(covers) - 1, lines, taken, unchanged
                        from identity.personnel_import order by imported_at desc, id desc limit $1""", limit)
                .map(rows -> rows.stream()
                        .map(r -> new Taken(
                                r.uuid(0),
                                PersonnelKind.valueOf(r.text(1)),
                                r.instant(2),
                                Optional.ofNullable(r.date(3)).map(from -> new Period(from, r.date(4))),
                                (int) r.whole(5),
                                (int) r.whole(6),
                                (int) r.whole(7),
                                List.of()))
                        .toList());
    }

    private static <L, V> V[] each(List<L> lines, IntFunction<V[]> array, Function<L, V> value) {
        return lines.stream().map(value).toArray(array);
    }

    Uni<Void> addImport(Taken taken, UUID sentBy) {
        return database.sql(
                        """
                        insert into identity.personnel_import (id, kind, covers, imported_by, imported_at, lines, taken,
                            unchanged, rejected)
                        values ($1, $2, case when $3::date is not null then daterange($3, $4, '[]') end, $5, $6, $7,
                            $8, $9, $10)""",
                        taken.id(),
                        taken.kind().name(),
                        taken.covers().map(Period::from).orElse(null),
                        taken.covers().map(Period::to).orElse(null),
                        sentBy,
                        taken.at(),
                        taken.lines(),
                        taken.taken(),
                        taken.unchanged(),
                        taken.lines() - taken.taken() - taken.unchanged())
                .replaceWithVoid();
    }

    private static PersonnelFile file(Row r) {
        int points = (int) r.whole(7);
        return new PersonnelFile(
                r.uuid(0),
                r.flag(1),
                Optional.ofNullable(r.text(2)),
                Optional.ofNullable(r.text(3)).map("RECEIVING"::equals),
                Set.of(r.texts(4)),
                Optional.ofNullable(r.text(5)),
                Optional.ofNullable(r.date(6)),
                points < 0 ? OptionalInt.empty() : OptionalInt.of(points),
                r.flag(8) ? Optional.of(travelDays(r.texts(9))) : Optional.empty());
    }

    private static List<TravelDay> travelDays(String[] lines) {
        return Arrays.stream(lines)
                .map(line -> line.split("\\|", 3))
                .map(cells -> new TravelDay(LocalDate.parse(cells[0]), cells[2], Long.parseLong(cells[1])))
                .toList();
    }
}
