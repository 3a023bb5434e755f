package org.twinloop.trip.simulation;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.CityTime;
import org.twinloop.common.Ids;
import org.twinloop.trip.Fault;
import org.twinloop.trip.simulation.Calls.Answer;
import org.twinloop.trip.simulation.Calls.Call;

/** Everything one seed plays with: its randomness, its people, the city, what was done so far, and who looks at it. */
final class Stage {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("dd HH:mm");
    private static final int STATEMENTS_MAX = 18;

    final long seed;
    final Random random;
    final Sql sql;
    final Town town;
    final Backstage backstage;
    final Cast cast;
    private final Calls calls;
    private final Checker checker;
    private final List<String> steps = new ArrayList<>();

    Stage(long seed, Sql sql, Town town, Backstage backstage, Calls calls) throws SQLException {
        this.seed = seed;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 7);
        this.sql = sql;
        this.town = town;
        this.backstage = backstage;
        this.calls = calls;
        this.checker = new Checker(sql);
        int hour = 7 + random.nextInt(10);
        backstage.set(
                LocalDateTime.of(2026, 11, 2, hour, 0).atZone(CityTime.ZONE).toInstant());
        town.open(random, backstage.now(), List.of("PL-G01", "PL-G03"));
        this.cast = Cast.enter(sql, random, backstage.now());
    }

    <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Writes a step down and looks whether everything is true still. */
    void did(String what) {
        steps.add(backstage.now().atZone(CityTime.ZONE).format(CLOCK) + "  " + what);
        try {
            require(checker.between(cast.unit(), backstage.now()));
        } catch (SQLException e) {
            throw new AssertionError(told("the checker itself failed"), e);
        }
    }

    /** Nothing is left to do. */
    void over() throws SQLException {
        require(checker.atLast(cast.unit(), backstage.now()));
    }

    /** What the journal tells of this day, kind by kind: a play that never comes to something proves nothing of it. */
    Set<String> told() throws SQLException {
        return sql
                .rows(
                        "select distinct e.type from trip.trip t join journal.event e on e.trip_id = t.id "
                                + "where t.unit_id = ?",
                        cast.unit())
                .stream()
                .map(row -> row.get(0))
                .collect(Collectors.toSet());
    }

    private void require(List<String> broken) {
        if (!broken.isEmpty()) {
            throw new AssertionError(told(String.join("\n", broken)));
        }
    }

    AssertionError broken(String what) {
        return new AssertionError(told(what));
    }

    private String told(String what) {
        return "seed " + seed + " (again with -Dsimulation.seed=" + seed + ") broke: " + what + "\nunit " + cast.unit()
                + ", steps so far:\n" + String.join("\n", steps);
    }

    List<String> steps() {
        return List.copyOf(steps);
    }

    /**
     * Sends a call as the world would have it: the answer arrives; or the service throws the act out midway; or it dies
     * after the commit, before the answer, and the phone sends the same again.
     */
    Answer ask(String who, Call call) throws SQLException {
        return ask(who, call, null);
    }

    /** @param reads what the act reads first, for one that sees more than the unit; null for one of the unit */
    Answer ask(String who, Call call, String reads) throws SQLException {
        int fate = random.nextInt(100);
        if (fate < 8) {
            return thrownOut(who, call, reads);
        }
        Answer answer = heard(who, call);
        if (fate < 20 && answer.status() < 500) {
            again(who, call, answer);
        }
        return answer;
    }

    private Answer heard(String who, Call call) {
        Answer answer = calls.send(call);
        if (answer.status() >= 500) {
            throw broken(who + ": " + call.method() + " " + call.path() + " answered " + answer + " " + answer.body());
        }
        did(who + " → " + answer);
        return answer;
    }

    /** Nothing of it is there; then it is sent once more under the same id. */
    private Answer thrownOut(String who, Call call, String reads) throws SQLException {
        String before = picture();
        int statements = 1 + random.nextInt(STATEMENTS_MAX);
        Fault fault = reads == null ? Fault.after(cast.unit(), statements) : Fault.afterReading(reads, statements);
        Answer answer;
        try {
            answer = calls.send(call);
        } finally {
            Fault.disarm();
        }
        if (!fault.struck()) {
            if (answer.status() >= 500) {
                throw broken(who + " answered " + answer + " " + answer.body());
            }
            did(who + " → " + answer);
            return answer;
        }
        if (answer.status() != 500 || !before.equals(picture())) {
            throw broken(who + ", thrown out after " + fault.struckAfter() + ", answered " + answer
                    + " and left something behind");
        }
        did(who + " → thrown out after " + fault.struckAfter());
        return heard(who + " again", call);
    }

    /** The same again changes nothing and is answered the same. */
    private void again(String who, Call call, Answer first) throws SQLException {
        String before = picture();
        Answer second = calls.send(call);
        boolean same = first.isDone()
                ? second.isDone() && second.body().equals(first.body())
                : second.status() == first.status() && second.words().equals(first.words());
        if (!same || !before.equals(picture())) {
            throw broken(who + " sent twice: first " + first + " " + first.body() + ", then " + second + " "
                    + second.body() + (before.equals(picture()) ? "" : ", and it changed something"));
        }
        did(who + " sent again → " + second.status());
    }

    /** Asks, and when it was done asks something else under the same id, which has to be refused. */
    Answer asked(String who, Call call, Call otherBody) throws SQLException {
        Answer answer = ask(who, call);
        if (answer.isDone() && chance(10)) {
            String before = picture();
            Answer other = calls.send(otherBody);
            if (other.status() != 409 || !before.equals(picture())) {
                throw broken(who + " with another body under the same id answered " + other + " " + other.body());
            }
            did(who + " with another body → " + other);
        }
        return answer;
    }

    /** Asks for something that has no effect but its answer. */
    Answer look(Call call) {
        Answer answer = calls.send(call);
        if (answer.status() >= 500) {
            throw broken(call.method() + " " + call.path() + " answered " + answer);
        }
        return answer;
    }

    /** Every row of this unit as one text. */
    private String picture() throws SQLException {
        return sql.value(PICTURE, cast.unit());
    }

    private static String part(String table, String condition) {
        return "select '" + table + " ' || count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) "
                + "as part from u, " + table + " t where " + condition;
    }

    private static final String PICTURE = "with u as (select ?::uuid as id) "
            + "select string_agg(part, ', ') from ("
            + String.join(
                    " union all ",
                    part("trip.trip", "t.unit_id = u.id"),
                    part("trip.booking", "t.unit_id = u.id"),
                    part("trip.approval", "t.unit_id = u.id"),
                    part("trip.change", "t.unit_id = u.id"),
                    part("vehicle.reservation", "t.unit_id = u.id"),
                    part("vehicle.bay_reservation", "t.unit_id = u.id"),
                    part("charging.reservation", "t.unit_id = u.id"),
                    part(
                            "ledger.transfer",
                            "t.debit_account in (select account_id from ledger.budget where unit_id = u.id)"),
                    part("ledger.budget", "t.unit_id = u.id"),
                    part("trip.pool_proposal", "t.guest_unit_id = u.id"),
                    part("trip.passenger", "t.unit_id = u.id"),
                    part("identity.delegation", "t.unit_id = u.id"),
                    part("trip.timer", "t.trip_id in (select id from trip.trip where unit_id = u.id)"),
                    part("trip.leg", "t.trip_id in (select id from trip.trip where unit_id = u.id)"),
                    part("trip.approval_step", "t.trip_id in (select id from trip.trip where unit_id = u.id)"),
                    part("device.command", "t.trip_id in (select id from trip.trip where unit_id = u.id)"),
                    part("journal.event", "t.trip_id in (select id from trip.trip where unit_id = u.id)"))
            + ") parts";

    static UUID id() {
        return Ids.next();
    }
}
