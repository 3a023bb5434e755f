package org.twinloop.charging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.device.SubjectDirectory;
import org.twinloop.vehicle.Candidate.Taken;

/** The SQL of sites, piles, connectors, reservations and sessions. */
@ApplicationScoped
class ChargingRepository {

    private static final String FREE = """
            select connector_id, pile_id, stop_id, evse_id, number, power_w,
                extract(epoch from $3::timestamptz - event_time)::bigint
            from charging.live l
            where stop_id = any ($1::uuid[])
              and charging.status(status, event_time, $3::timestamptz, $4::float8 * interval '1 second')
                  = 'AVAILABLE'
              and not exists (select from charging.busy(array[connector_id], $2::timestamptz,
                  $6::timestamptz + $5::float8 * interval '1 second'))
            order by power_w desc, evse_id, number""";

    private static final String OUTLOOK = """
            select connector_id, stop_id, evse_id, number, power_w, standard like '%DC%',
                charging.status(status, event_time, $4::timestamptz, $5::float8 * interval '1 second') = 'CHARGING',
                since, t.taken_from, t.taken_to
            from charging.live l
            left join lateral charging.taken_times(array[l.connector_id], $2, $3, $6) t using (connector_id)
            where stop_id = any ($1::uuid[])
              and charging.status(status, event_time, $4::timestamptz, $5::float8 * interval '1 second')
                  in ('AVAILABLE', 'CHARGING')
            order by power_w desc, evse_id, number""";

    private static final String RESERVE = """
            insert into charging.reservation (id, connector_id, starts_at, ends_at, blocked, expires_at, state)
            values ($1, $2, $3, $4, tstzrange($3, $5), $6,
                case when $6::timestamptz is null then 'FIRM' else 'HELD' end) on conflict do nothing""";

    private static final String DESCRIBE = """
            select pile_id, number, power_w, st_x(geom), st_y(geom), site_code, operator_id
            from charging.live where pile_id = any ($1::uuid[]) order by pile_id, number""";

    private final Database database;

    ChargingRepository(Database database) {
        this.database = database;
    }

    Uni<Void> insert(List<NewSite> sites) {
        List<PileAt> piles = new ArrayList<>();
        List<ConnectorAt> connectors = new ArrayList<>();
        for (NewSite site : sites) {
            for (NewSite.NewPile pile : site.piles()) {
                piles.add(new PileAt(site, pile));
                pile.connectors().forEach(connector -> connectors.add(new ConnectorAt(pile, connector)));
            }
        }
        return database.sql(
                        """
                        insert into charging.site (id, code, stop_id, operator_id, name_zh, name_en, loop, geom)
                        select i, c, s, o, z, e, l, st_setsrid(st_makepoint(x, y), 4326)
                        from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::text[],
                            $7::text[], $8::float8[], $9::float8[]) t(i, c, s, o, z, e, l, x, y)""",
                        uuids(sites, NewSite::id),
                        texts(sites, NewSite::code),
                        uuids(sites, NewSite::stopId),
                        uuids(sites, NewSite::operatorId),
                        texts(sites, NewSite::nameZh),
                        texts(sites, NewSite::nameEn),
                        texts(sites, site -> site.loop().name()),
                        doubles(sites, site -> site.position().lon()),
                        doubles(sites, site -> site.position().lat()))
                .chain(() -> insertPiles(piles))
                .chain(() -> insertConnectors(connectors));
    }

    private Uni<Integer> insertPiles(List<PileAt> piles) {
        return database.sql(
                """
                insert into charging.pile (id, evse_id, device_id, site_id, operator_id, power_w, geom)
                select i, v, d, s, o, w, st_setsrid(st_makepoint(x, y), 4326)
                from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::int[], $7::float8[],
                    $8::float8[]) t(i, v, d, s, o, w, x, y)""",
                uuids(piles, at -> at.pile.id()),
                texts(piles, at -> at.pile.evseId()),
                texts(piles, at -> at.pile.deviceId()),
                uuids(piles, at -> at.site.id()),
                uuids(piles, at -> at.site.operatorId()),
                ints(piles, at -> at.pile.powerW()),
                doubles(piles, at -> at.pile.position().lon()),
                doubles(piles, at -> at.pile.position().lat()));
    }

    private Uni<Void> insertConnectors(List<ConnectorAt> connectors) {
        return database.sql(
                        """
                        insert into charging.connector (id, pile_id, number, standard, power_w, geom)
                        select i, p, n, s, w, st_setsrid(st_makepoint(x, y), 4326)
                        from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::int[], $6::float8[],
                            $7::float8[]) t(i, p, n, s, w, x, y)""",
                        uuids(connectors, at -> at.connector.id()),
                        uuids(connectors, at -> at.pile.id()),
                        ints(connectors, at -> at.connector.number()),
                        texts(connectors, at -> at.pile.direct() ? "GBT_DC" : "GBT_AC"),
                        ints(connectors, at -> at.pile.powerW()),
                        doubles(connectors, at -> at.connector.bay().lon()),
                        doubles(connectors, at -> at.connector.bay().lat()))
                .replaceWithVoid();
    }

    Uni<List<FreeConnector>> free(List<UUID> stopIds, Instant from, Instant to, Instant now, ChargingConfig config) {
        return database.rows(
                        FREE,
                        stopIds.toArray(UUID[]::new),
                        from,
                        now,
                        (double) config.statusAgeMax().toSeconds(),
                        (double) config.turnaround().toSeconds(),
                        to)
                .map(rows -> rows.stream()
                        .map(r -> new FreeConnector(
                                r.uuid(0),
                                r.uuid(1),
                                r.uuid(2),
                                r.text(3),
                                (int) r.whole(4),
                                r.whole(5) / 1000.0,
                                Math.max(0, r.whole(6))))
                        .toList());
    }

    Uni<List<ConnectorOutlook>> outlook(
            List<UUID> stopIds, Instant from, Instant to, List<UUID> but, Instant now, ChargingConfig config) {
        return database.rows(
                        OUTLOOK,
                        stopIds.toArray(UUID[]::new),
                        from,
                        to,
                        now,
                        (double) config.statusAgeMax().toSeconds(),
                        but.toArray(UUID[]::new))
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(r -> r.uuid(0), LinkedHashMap::new, Collectors.toList()))
                        .values()
                        .stream()
                        .map(times -> outlook(times, now, config))
                        .toList());
    }

    private static ConnectorOutlook outlook(List<Row> times, Instant now, ChargingConfig config) {
        Row first = times.get(0);
        Instant done = null;
        if (first.flag(6)) {
            Instant usual = (first.isNull(7) ? now : first.instant(7)).plus(config.usualSession());
            done = usual.isAfter(now) ? usual : now.plus(config.overlongSession());
        }
        return new ConnectorOutlook(
                first.uuid(0),
                first.uuid(1),
                first.text(2),
                (int) first.whole(3),
                first.whole(4) / 1000.0,
                first.flag(5),
                done,
                times.stream()
                        .filter(r -> !r.isNull(8))
                        .map(r -> new Taken(r.instant(8).minus(config.turnaround()), r.instant(9)))
                        .toList());
    }

    Uni<Integer> reserve(UUID id, UUID connectorId, Instant from, Instant to, Instant blockedUntil, Instant expiresAt) {
        return database.sql(RESERVE, id, connectorId, from, to, blockedUntil, expiresAt);
    }

    Uni<Integer> firm(UUID id) {
        return database.sql(
                "update charging.reservation set state = 'FIRM', expires_at = null "
                        + "where id = $1 and state = 'HELD'",
                id);
    }

    /** Moves the end of a hold; the exclusion constraint fails it when the time after it is another one's. */
    Uni<Integer> extend(UUID id, Instant until, Instant blockedUntil) {
        return database.sql("""
                update charging.reservation set ends_at = $2, blocked = tstzrange(lower(blocked), $3::timestamptz)
                where id = $1 and state in ('HELD', 'FIRM') and starts_at < $2""", id, until, blockedUntil);
    }

    /** Keeps the row for the record and frees the time after the instant. */
    Uni<Integer> release(UUID id, Instant at) {
        return database.sql("""
                update charging.reservation set state = 'RELEASED', released_at = $2, expires_at = null,
                    blocked = case when $2 <= lower(blocked) then 'empty'::tstzrange
                                   else tstzrange(lower(blocked), least($2, upper(blocked))) end
                where id = $1 and state in ('HELD', 'FIRM')""", id, at);
    }

    Uni<Optional<ChargingSession>> sessionOf(String vin, Instant since) {
        return database.row("""
                        select id, connector_id, vin, started_at, ended_at, energy_wh, meter_went_back
                        from charging.session where vin = $1 and started_at >= $2
                        order by started_at desc limit 1""", vin, since)
                .map(row -> row.map(r -> new ChargingSession(
                        r.uuid(0), r.uuid(1), r.text(2), r.instant(3), r.instant(4), r.whole(5), r.flag(6))));
    }

    Uni<List<Row>> list(String status, String site, String afterDevice, int afterNumber, Instant now, Age age) {
        return database.rows(
                """
                select device_id, number, site_code, site_name_zh, operator_id, power_w,
                    charging.status(status, event_time, $5::timestamptz, $6::float8 * interval '1 second') as said,
                    extract(epoch from $5::timestamptz - event_time)::bigint, st_x(geom), st_y(geom), site_name_en
                from charging.live
                where ($1::text is null or $1 =
                        charging.status(status, event_time, $5::timestamptz, $6::float8 * interval '1 second'))
                  and ($2::text is null or site_code = $2)
                  and (device_id, number) > ($3, $4::int)
                order by device_id, number limit $7""",
                status,
                site,
                afterDevice,
                afterNumber,
                now,
                (double) age.statusAgeMax().toSeconds(),
                age.limit());
    }

    Uni<Map<UUID, SubjectDirectory.Pile>> describe(List<UUID> pileIds, Function<UUID, String> operatorCode) {
        return database.rows(DESCRIBE, (Object) pileIds.toArray(UUID[]::new))
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                r -> r.uuid(0), Collectors.collectingAndThen(Collectors.toList(), guns -> {
                                    Row first = guns.get(0);
                                    return new SubjectDirectory.Pile(
                                            guns.size(),
                                            (int) first.whole(2),
                                            first.number(3),
                                            first.number(4),
                                            first.text(5),
                                            operatorCode.apply(first.uuid(6)),
                                            guns.stream()
                                                    .map(r -> new SubjectDirectory.Bay(
                                                            (int) r.whole(1), r.number(3), r.number(4)))
                                                    .toList());
                                }))));
    }

    private static <T> UUID[] uuids(List<T> items, Function<T, UUID> column) {
        return items.stream().map(column).toArray(UUID[]::new);
    }

    private static <T> String[] texts(List<T> items, Function<T, String> column) {
        return items.stream().map(column).toArray(String[]::new);
    }

    private static <T> Integer[] ints(List<T> items, Function<T, Integer> column) {
        return items.stream().map(column).toArray(Integer[]::new);
    }

    private static <T> Double[] doubles(List<T> items, Function<T, Double> column) {
        return items.stream().map(column).toArray(Double[]::new);
    }

    private record PileAt(NewSite site, NewSite.NewPile pile) {}

    private record ConnectorAt(NewSite.NewPile pile, NewSite.NewConnector connector) {}

    /** How old a status may be, and how many rows are wanted. */
    record Age(Duration statusAgeMax, int limit) {}
}
