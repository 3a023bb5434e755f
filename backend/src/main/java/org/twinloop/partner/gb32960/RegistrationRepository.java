package org.twinloop.partner.gb32960;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.common.geo.Datum;
import org.twinloop.partner.gb32960.Registration.Platform;
import org.twinloop.partner.gb32960.Registration.Terminal;

/** The SQL of terminals and platforms that may report. */
@ApplicationScoped
class RegistrationRepository {

    private static final String TERMINAL = "select vin, vehicle_id, operator_id, unit_id, iccid, datum, answers_all, "
            + "blocked, registered_at, logged_in_at from partner.gb_terminal ";
    private static final String PLATFORM = "select account, code, operator_id, password_hash, datum, blocked, "
            + "registered_at, logged_in_at from partner.gb_platform ";

    private final Database database;

    RegistrationRepository(Database database) {
        this.database = database;
    }

    /** What is to be registered of a terminal. */
    record NewTerminal(String vin, String iccid, Datum datum, boolean answersAll, boolean blocked) {}

    Uni<Optional<Terminal>> terminal(String vin) {
        return database.row(TERMINAL + "where vin = $1", vin).map(row -> row.map(RegistrationRepository::terminal));
    }

    Uni<List<Terminal>> terminals(String after, int limit) {
        return database.rows(TERMINAL + "where vin > $1 order by vin limit $2", after, limit)
                .map(rows -> rows.stream().map(RegistrationRepository::terminal).toList());
    }

    /** False when the fleet has no such car that this scope may see. */
    Uni<Boolean> put(NewTerminal terminal, Instant at) {
        return database.sql(
                        """
                        insert into partner.gb_terminal as t (vin, vehicle_id, operator_id, unit_id, iccid, datum,
                            answers_all, blocked, registered_at)
                        select l.vin, l.id, l.operator_id, l.unit_id, $2, $3, $4, $5, $6
                        from vehicle.live l where l.vin = $1
                        on conflict (vin) do update set iccid = excluded.iccid, datum = excluded.datum,
                            answers_all = excluded.answers_all, blocked = excluded.blocked
                        """,
                        terminal.vin(),
                        terminal.iccid(),
                        terminal.datum().name(),
                        terminal.answersAll(),
                        terminal.blocked(),
                        at)
                .map(rows -> rows == 1);
    }

    Uni<Void> terminalLoggedIn(String vin, String iccid, Instant at) {
        return database.sql(
                        "update partner.gb_terminal set logged_in_at = $2, logged_in_with = $3 where vin = $1",
                        vin,
                        at,
                        iccid)
                .replaceWithVoid();
    }

    Uni<Optional<Platform>> platform(String account) {
        return database.row(PLATFORM + "where account = $1", account)
                .map(row -> row.map(RegistrationRepository::platform));
    }

    Uni<List<Platform>> platforms(String after, int limit) {
        return database.rows(PLATFORM + "where account > $1 order by account limit $2", after, limit)
                .map(rows -> rows.stream().map(RegistrationRepository::platform).toList());
    }

    /** False when another account has the code. */
    Uni<Boolean> put(Platform platform) {
        return database.sql(
                        """
                        insert into partner.gb_platform as p (account, code, operator_id, password_hash, datum, blocked,
                            registered_at)
                        select $1, $2, $3::uuid, $4, $5, $6, $7
                        where not exists (select from partner.gb_platform where code = $2 and account <> $1)
                        on conflict (account) do update set code = excluded.code, operator_id = excluded.operator_id,
                            password_hash = excluded.password_hash, datum = excluded.datum, blocked = excluded.blocked
                        """,
                        platform.account(),
                        platform.code(),
                        platform.operatorId(),
                        platform.passwordHash(),
                        platform.datum().name(),
                        platform.blocked(),
                        platform.registeredAt())
                .map(rows -> rows == 1);
    }

    Uni<Void> platformLoggedIn(String account, Instant at) {
        return database.sql("update partner.gb_platform set logged_in_at = $2 where account = $1", account, at)
                .replaceWithVoid();
    }

    private static Terminal terminal(Row row) {
        return new Terminal(
                row.text(0),
                row.uuid(1),
                row.uuid(2),
                row.uuid(3),
                row.text(4),
                Datum.valueOf(row.text(5)),
                row.flag(6),
                row.flag(7),
                row.instant(8),
                row.instant(9));
    }

    private static Platform platform(Row row) {
        return new Platform(
                row.text(0),
                row.text(1),
                row.uuid(2),
                row.text(3),
                Datum.valueOf(row.text(4)),
                row.flag(5),
                row.instant(6),
                row.instant(7));
    }
}
