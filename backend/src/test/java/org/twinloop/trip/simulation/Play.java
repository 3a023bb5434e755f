package org.twinloop.trip.simulation;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.twinloop.identity.Role;
import org.twinloop.trip.simulation.Backstage.Round;
import org.twinloop.trip.simulation.Cast.Actor;

/** One seed: some tens of steps of everybody, drawn by lot, and then the days that are left until nothing is to do. */
final class Play {
    private static final int STEPS = 12;
    private static final int LATER_STEPS_MAX = 17;

    /** Of so many seeds one is a long day, in which more comes of what was done before. */
    private static final int LONG_DAY = 10;

    private static final int LONGER = 3;
    private static final int LAST_DECISIONS = 4;

    /** What two instances do at once comes to the same, whichever does what; so a seed replays all the same. */
    private static final Set<Round> TWICE =
            Set.of(Round.TIMERS, Round.WATCHERS, Round.SWEEPS, Round.OPERATORS, Round.COMPANIES, Round.COMMANDS);

    private final Stage stage;
    private final Travellers travellers;
    private final Desks desks;

    Play(Stage stage) {
        this.stage = stage;
        this.travellers = new Travellers(stage);
        this.desks = new Desks(stage, travellers);
    }

    /** Plays the seed to its end; answers how many steps it had. */
    int run() throws SQLException {
        int steps = (STEPS + stage.random.nextInt(LATER_STEPS_MAX)) * (stage.seed % LONG_DAY == 0 ? LONGER : 1);
        for (int i = 0; i < steps; i++) {
            step(stage.random.nextInt(100));
        }
        rest();
        stage.over();
        return stage.steps().size();
    }

    private void step(int lot) throws SQLException {
        if (lot < 20 || travellers.isIdle()) {
            travellers.submit();
        } else if (lot < 31) {
            desks.decide();
        } else if (lot < 34) {
            desks.handOn();
        } else if (lot < 40) {
            Optional<UUID> together = travellers.share();
            if (together.isPresent()) {
                desks.travel(together.get());
            }
        } else if (lot < 47) {
            travellers.change();
        } else if (lot < 51) {
            travellers.giveUp();
        } else if (lot < 61) {
            timeUnless(desks.open());
        } else if (lot < 69) {
            timeUnless(desks.handBack());
        } else if (lot < 71) {
            travellers.say();
        } else if (lot < 77) {
            timeUnless(desks.partner());
        } else if (lot < 86) {
            time();
        } else if (lot < 96) {
            round();
        } else if (lot < 98) {
            timeUnless(desks.trouble());
        } else {
            travellers.repeat();
        }
    }

    private void timeUnless(boolean done) throws SQLException {
        if (!done) {
            time();
        }
    }

    private void time() throws SQLException {
        int minutes = stage.chance(60)
                ? 1 + stage.random.nextInt(10)
                : stage.chance(60)
                        ? 11 + stage.random.nextInt(40)
                        : stage.chance(70) ? 60 + stage.random.nextInt(180) : 600 + stage.random.nextInt(900);
        stage.backstage.pass(Duration.ofMinutes(minutes));
        if (stage.chance(90)) {
            stage.town.report(stage.backstage.now());
        }
        stage.did(minutes + " min pass");
    }

    private void round() {
        Round round = stage.any(List.of(
                Round.WATCHERS,
                Round.WATCHERS,
                Round.TIMERS,
                Round.TIMERS,
                Round.SWEEPS,
                Round.OPERATORS,
                Round.COMPANIES,
                Round.COMMANDS,
                Round.POOLS,
                Round.HEALING));
        if (TWICE.contains(round) && stage.chance(30)) {
            round.runTwice();
            stage.did(round + " ran on two instances at once");
        } else if (round.knownBy().isPresent() && stage.chance(25)) {
            boolean struck = stage.backstage.crash(round, 1 + stage.random.nextInt(14));
            stage.did(round + (struck ? " thrown out" : " ran"));
        } else {
            round.run();
            stage.did(round + " ran");
        }
    }

    /** Everybody has gone home: what is left ends by itself, but for rides whose car nobody handed back. */
    private void rest() throws SQLException {
        stage.backstage.rest();
        stage.did("the service rests");
        for (int i = 0; i < LAST_DECISIONS && desks.isAsked(); i++) {
            desks.decide();
        }
        for (Duration later : List.of(Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(3))) {
            stage.backstage.pass(later);
            stage.backstage.rest();
            stage.did(later + " later");
        }
        for (List<String> trip : under("IN_PROGRESS")) {
            UUID id = UUID.fromString(trip.get(0));
            Actor desk = travellers.one(Role.FLEET_MANAGER);
            stage.look(Travellers.post(desk, id, "end-override", Map.of("reason", "车辆失联已停回")));
            stage.did(desk + " ends trip " + travellers.index(id));
        }
        stage.backstage.rest();
        for (Duration later : List.of(Duration.ofDays(4), Duration.ofDays(31))) {
            stage.backstage.pass(later);
            stage.backstage.rest();
            stage.did(later + " later");
        }
    }

    private List<List<String>> under(String state) throws SQLException {
        return stage.sql.rows(
                "select id from trip.trip where unit_id = ? and state = ? order by id", stage.cast.unit(), state);
    }
}
