package org.twinloop.settlement.statement;

import java.util.List;

/** The set-based statements of an import, in the order in which they run. */
final class StatementSql {

    static final String INSERT_LINES = """
            insert into settlement.statement_line (statement_id, position, line_no, raw, operator_id, verdict, faults,
                explanation_zh, explanation_en, platform_order_id, operator_order_id, product, unit_code, plate,
                started_at, ended_at, minutes, km, energy_wh, toll_fen, parking_fen, other_fen, parts_fen, billed_fen,
                status)
            select ?::uuid, line_no, line_no, raw, ?::uuid,
                case when jsonb_array_length(faults) > 0 then 'REJECTED' end, faults, explanation_zh, explanation_en,
                platform_order_id, operator_order_id, product, unit_code, plate, started_at, ended_at, minutes, km,
                energy_wh, toll_fen, parking_fen, other_fen, parts_fen, billed_fen, status
            from jsonb_to_recordset(?::jsonb) as r(line_no integer, raw text, faults jsonb, explanation_zh text,
                explanation_en text, platform_order_id text, operator_order_id text, product text, unit_code text,
                plate text, started_at timestamptz, ended_at timestamptz, minutes integer, km numeric, energy_wh bigint,
                toll_fen bigint, parking_fen bigint, other_fen bigint, parts_fen bigint, billed_fen bigint,
                status text)""";

    /** Key 1: our order id. A rejected line claims its order too, so that the order is not called unbilled. */
    private static final String BY_PLATFORM_ORDER = """
            update settlement.statement_line l
            set leg_id = f.leg_id, trip_id = f.trip_id, unit_id = f.unit_id, matched_by = 'PLATFORM_ORDER'
            from settlement.trip_fact f
            where l.statement_id = ? and f.operator_id = l.operator_id
              and f.platform_order_id = case
                  when l.platform_order_id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                  then l.platform_order_id::uuid end""";

    /** Key 2: the partner's order id as it told us. */
    private static final String BY_OPERATOR_ORDER = """
            update settlement.statement_line l
            set leg_id = f.leg_id, trip_id = f.trip_id, unit_id = f.unit_id, matched_by = 'OPERATOR_ORDER'
            from settlement.trip_fact f
            where l.statement_id = ? and l.leg_id is null and f.operator_id = l.operator_id
              and f.operator_order_id = l.operator_order_id""";

    /** Key 3: same unit and plate, start within ten minutes; each line and each order the other's nearest. */
    private static final String BY_PLATE_AND_TIME = """
            with near as (
                select l.statement_id, l.position, f.leg_id, f.trip_id, f.unit_id,
                    row_number() over (partition by l.position
                        order by abs(extract(epoch from l.started_at - f.started_at)), f.leg_id) as for_line,
                    row_number() over (partition by f.leg_id
                        order by abs(extract(epoch from l.started_at - f.started_at)), l.position) as for_order
                from settlement.statement_line l
                join settlement.trip_fact f on f.operator_id = l.operator_id and f.plate = l.plate
                    and f.unit_code = l.unit_code and f.product = l.product
                    and f.started_at between l.started_at - interval '10 minutes'
                        and l.started_at + interval '10 minutes'
                where l.statement_id = ? and l.leg_id is null and l.verdict is null
                  and not exists (select 1 from settlement.statement_line other
                                  where other.statement_id = l.statement_id and other.leg_id = f.leg_id))
            update settlement.statement_line l
            set leg_id = near.leg_id, trip_id = near.trip_id, unit_id = near.unit_id, matched_by = 'PLATE_AND_TIME'
            from near
            where l.statement_id = near.statement_id and l.position = near.position
              and near.for_line = 1 and near.for_order = 1""";

    private static final String DUPLICATES_WITHIN = """
            with numbered as (
                select statement_id, position, first_value(line_no) over same_order as first_line,
                    row_number() over same_order as n
                from settlement.statement_line
                where statement_id = ? and verdict is null and status in ('NORMAL', 'CANCELLED')
                window same_order as (partition by coalesce(leg_id::text, operator_order_id) order by position))
            update settlement.statement_line l
            set verdict = 'DUPLICATE', codes = '{D03}', expected_fen = 0,
                explanation_zh = format('与第 %s 行重复计费，应拒付', first_line),
                explanation_en = format('bills the order of line %s again: refuse', first_line)
            from numbered
            where l.statement_id = numbered.statement_id and l.position = numbered.position and n > 1""";

    private static final String DUPLICATES_OF_OTHER_MONTHS = """
            update settlement.statement_line l
            set verdict = 'DUPLICATE', codes = '{D03}', expected_fen = 0,
                explanation_zh = format('已在 %s 账期第 %s 行计费，应拒付', earlier.period, earlier.line_no),
                explanation_en = format('billed on the statement of %s, line %s, already: refuse', earlier.period,
                    earlier.line_no)
            from (
                select distinct on (o.leg_id) o.leg_id, o.line_no, s.period, s.operator_id
                from settlement.statement_line o
                join settlement.statement s on s.id = o.statement_id and s.state = 'READY'
                where o.verdict in ('MATCHED', 'DIFFERENT') and o.status in ('NORMAL', 'CANCELLED')
                order by o.leg_id, s.period) earlier, settlement.statement mine
            where mine.id = ? and l.statement_id = mine.id and l.verdict is null and l.status in ('NORMAL', 'CANCELLED')
              and earlier.leg_id = l.leg_id and earlier.operator_id = mine.operator_id
              and earlier.period <> mine.period""";

    private static final String MISSING_TRIPS = """
            update settlement.statement_line
            set verdict = 'MISSING_TRIP', codes = '{D01}', expected_fen = 0,
                explanation_zh = '平台没有此订单：平台订单号、运营商订单号、车牌与时间均不匹配，需运营商举证或删除',
                explanation_en = 'no order of ours by platform or operator order, or plate and time: prove or remove'
            where statement_id = ? and verdict is null and leg_id is null""";

    static final List<String> MATCHING = List.of(
            BY_PLATFORM_ORDER,
            BY_OPERATOR_ORDER,
            BY_PLATE_AND_TIME,
            DUPLICATES_WITHIN,
            DUPLICATES_OF_OTHER_MONTHS,
            MISSING_TRIPS);

    static final String TO_RATE = """
            select l.position, s.period as statement_period, l.status, l.unit_code as billed_unit,
                l.plate as billed_plate, l.minutes,
                l.km as billed_km, l.energy_wh as billed_energy_wh, l.toll_fen as billed_toll_fen,
                l.parking_fen as billed_parking_fen, l.other_fen, l.parts_fen, l.billed_fen,
                f.state, f.product, f.vehicle_class, f.price_list_id, f.unit_code, f.plate, f.period, f.started_at,
                f.ended_at, f.km, f.energy_wh, f.toll_fen, f.parking_fen, f.ceiling_fen, f.total_fen,
                d.state in ('OPEN', 'ANSWERED') as disputed, d.pays_fen, m.chosen,
                m.chosen_m, m.odometer_m, m.gps_m, m.matched_m
            from settlement.statement_line l
            join settlement.statement s on s.id = l.statement_id
            join settlement.trip_fact f on f.leg_id = l.leg_id
            left join trip.newest_leg_fact m on m.leg_id = f.leg_id
                and not (m.rule = 'POSITIONS' and m.odometer_state = 'PARTIAL')
            left join lateral (
                select state, coalesce(decided_fen, paid_fen - disputed_fen, 0) as pays_fen from settlement.dispute
                where trip_id = f.trip_id and state <> 'WITHDRAWN' order by opened_at desc, id desc limit 1) d on true
            where l.statement_id = ? and l.verdict is null and l.position > ?
            order by l.position
            limit ?""";

    static final String WRITE_RATINGS = """
            update settlement.statement_line l
            set verdict = r.verdict, codes = string_to_array(r.codes, ','), expected_fen = r.expected_fen,
                explanation_zh = r.explanation_zh, explanation_en = r.explanation_en
            from jsonb_to_recordset(?::jsonb) as r(position bigint, verdict text, codes text, expected_fen bigint,
                explanation_zh text, explanation_en text)
            where l.statement_id = ? and l.position = r.position""";

    /** Our finished trips of the month that no line of this or of another month's statement claims. */
    static final String MISSING_BILLS = """
            insert into settlement.statement_line (statement_id, position, operator_id, unit_id, verdict, codes, leg_id,
                trip_id, platform_order_id, operator_order_id, product, unit_code, plate, started_at, ended_at,
                expected_fen, explanation_zh, explanation_en)
            select s.id,
                (select coalesce(max(position), 1) from settlement.statement_line where statement_id = s.id)
                    + row_number() over (order by f.started_at, f.leg_id),
                f.operator_id, f.unit_id, 'MISSING_BILL', '{D02}', f.leg_id, f.trip_id, f.platform_order_id::text,
                f.operator_order_id, f.product, f.unit_code, f.plate, f.started_at, f.ended_at, f.total_fen,
                format('我方行程核价 ¥%s，运营商未计费：顺延一个月后查询', to_char(f.total_fen / 100.0, 'FM999999990.00')),
                format('our trip, priced ¥%s, is not billed: carry for a month, then ask',
                    to_char(f.total_fen / 100.0, 'FM999999990.00'))
            from settlement.statement s
            join settlement.trip_fact f on f.operator_id = s.operator_id and f.period = s.period
            where s.id = ? and f.state = 'FINISHED' and f.total_fen > 0
              and not exists (
                  select 1 from settlement.statement_line l
                  join settlement.statement o on o.id = l.statement_id
                  where l.leg_id = f.leg_id and l.line_no is not null
                    and coalesce(l.status, 'NORMAL') in ('NORMAL', 'CANCELLED')
                    and (o.id = s.id or (o.state = 'READY' and o.period <> s.period)))""";

    static final String SUMS = """
            update settlement.statement s
            set sha256 = ?, byte_count = ?, encoding = ?, lines = sums.lines, matched = sums.matched,
                different = sums.different, missing = sums.missing, not_ours = sums.not_ours,
                duplicates = sums.duplicates,
                cancelled = sums.cancelled, rejected = sums.rejected, billed_fen = sums.billed,
                expected_fen = sums.expected, rejected_fen = sums.rejected_fen,
                rejected_without_total = sums.rejected_without_total
            from (
                select count(line_no) as lines,
                    count(*) filter (where verdict = 'MATCHED') as matched,
                    count(*) filter (where verdict = 'DIFFERENT') as different,
                    count(*) filter (where verdict = 'MISSING_BILL') as missing,
                    count(*) filter (where verdict = 'MISSING_TRIP') as not_ours,
                    count(*) filter (where verdict = 'DUPLICATE') as duplicates,
                    count(*) filter (where verdict = 'CANCELLED_BILLED') as cancelled,
                    count(*) filter (where verdict = 'REJECTED') as rejected,
                    coalesce(sum(billed_fen) filter (where verdict <> 'REJECTED'), 0) as billed,
                    coalesce(sum(billed_fen) filter (where verdict = 'REJECTED'), 0) as rejected_fen,
                    count(*) filter (where verdict = 'REJECTED' and billed_fen is null) as rejected_without_total,
                    coalesce(sum(expected_fen), 0) as expected
                from settlement.statement_line where statement_id = ?) sums
            where s.id = ?""";

    private StatementSql() {}
}
