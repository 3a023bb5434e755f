package org.twinloop.trip.simulation;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.chauffeur.OrderState;
import org.twinloop.identity.Role;
import org.twinloop.trip.simulation.Backstage.Round;
import org.twinloop.trip.simulation.Calls.Answer;
import org.twinloop.trip.simulation.Calls.Call;
import org.twinloop.trip.simulation.Cast.Actor;

/** Approvers, cars, the fleet desk and partners; each says whether there was anything to do. */
final class Desks {
    private static final String DEPARTS =
            "select to_char(depart_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') "
                    + "from trip.trip where id = ?";

    private final Stage stage;
    private final Travellers travellers;
    private final List<List<String>> unproved = new ArrayList<>();
    private final List<Entrusted> entrusted = new ArrayList<>();

    Desks(Stage stage, Travellers travellers) {
        this.stage = stage;
        this.travellers = travellers;
    }

    boolean isAsked() throws SQLException {
        return !waiting().isEmpty();
    }

    private List<List<String>> waiting() throws SQLException {
        return stage.sql.rows(
                "select trip_id from trip.approval where unit_id = ? and decision is null order by trip_id",
                stage.cast.unit());
    }

    boolean decide() throws SQLException {
        List<List<String>> waiting = waiting();
        UUID trip = waiting.isEmpty() || stage.chance(10)
                ? travellers.any()
                : UUID.fromString(stage.any(waiting).get(0));
        Actor by = stage.chance(60)
                ? travellers.one(Role.APPROVER)
                : stage.chance(70) ? deputy() : stage.any(stage.cast.people());
        String decision = stage.any(List.of("APPROVE", "APPROVE", "APPROVE", "REJECT", "RETURN"));
        stage.ask(
                by + " decides about trip " + travellers.index(trip) + ": " + decision,
                Travellers.post(by, trip, "decision", Map.of("decision", decision, "reason", "按规定办理")));
        return true;
    }

    /** Whoever has been entrusted last, today or before; anybody when there is nobody. */
    private Actor deputy() {
        return entrusted.isEmpty()
                ? stage.any(stage.cast.people())
                : stage.any(entrusted).to();
    }

    /** Somebody hands on the right to decide for some hours, or ends that early. */
    void handOn() throws SQLException {
        Instant now = stage.backstage.now();
        List<Entrusted> running =
                entrusted.stream().filter(one -> now.isBefore(one.until())).toList();
        boolean ends = !running.isEmpty() && stage.chance(30);
        Entrusted one = ends ? stage.any(running).until(now.plus(Duration.ofMinutes(1))) : anew(now);
        Map<String, Object> body = Map.of(
                "kind", "APPROVE",
                "toPersonId", one.to().id(),
                "from", one.from().toString(),
                "until", one.until().toString(),
                "reason", "外出培训");
        Answer answer = stage.ask(
                one.by()
                        + (ends ? " takes the right to decide back from " : " hands the right to decide on to ")
                        + one.to(),
                new Call("PUT", "/api/v1/delegations/" + one.id(), one.by().token(), body));
        if (answer.isDone()) {
            entrusted.removeIf(known -> known.id().equals(one.id()));
            entrusted.add(one);
        }
    }

    private Entrusted anew(Instant now) {
        Actor by = stage.chance(80) ? travellers.one(Role.APPROVER) : stage.any(stage.cast.people());
        Duration length = Duration.ofHours(1 + stage.random.nextInt(30));
        return new Entrusted(Stage.id(), by, stage.any(stage.cast.people()), now, now.plus(length));
    }

    /** A right to decide that was handed on. */
    private record Entrusted(UUID id, Actor by, Actor to, Instant from, Instant until) {
        Entrusted until(Instant sooner) {
            return new Entrusted(id, by, to, from, sooner.isBefore(until) ? sooner : until);
        }
    }

    /** The traveller unlocks; the car says so now, later, or never. */
    boolean open() throws SQLException {
        if (!unproved.isEmpty() && stage.chance(25)) {
            List<String> late = unproved.remove(stage.random.nextInt(unproved.size()));
            stage.backstage.carProves(late.get(0), UUID.fromString(late.get(1)));
            stage.did("the car proves late that it opened for trip " + late.get(2));
            return true;
        }
        List<List<String>> cars = cars("('BOOKED', 'IN_PROGRESS')");
        if (cars.isEmpty()) {
            return false;
        }
        List<String> car = stage.any(cars);
        Actor by = actor(car.get(1));
        UUID trip = UUID.fromString(car.get(0));
        UUID command = Stage.id();
        Answer answer = stage.ask(
                by + " opens the car of trip " + travellers.index(trip),
                Travellers.post(by, trip, "unlock", Map.of("assetNo", car.get(4), "commandId", command)));
        if (answer.isDone()) {
            if (stage.chance(75)) {
                stage.town.unlocked(UUID.fromString(car.get(2)));
                stage.backstage.carProves(car.get(3), command);
                if (stage.chance(70)) {
                    Round.WATCHERS.run();
                }
                stage.did("the car of trip " + travellers.index(trip) + " proves that it opened");
            } else {
                unproved.add(List.of(car.get(3), command.toString(), String.valueOf(travellers.index(trip))));
            }
        }
        return true;
    }

    /** A trip goes its way from the departure to the end: the car opens, proves it, and is handed back. */
    void travel(UUID trip) throws SQLException {
        Optional<List<String>> found = cars("('BOOKED')").stream()
                .filter(car -> car.get(0).equals(trip.toString()))
                .findFirst();
        if (found.isEmpty()) {
            return;
        }
        List<String> car = found.get();
        UUID vehicle = UUID.fromString(car.get(2));
        Instant departAt = Instant.parse(stage.sql.value(DEPARTS, trip));
        if (stage.backstage.now().isBefore(departAt)) {
            stage.backstage.set(departAt);
        }
        stage.town.report(stage.backstage.now());
        Actor by = actor(car.get(1));
        UUID command = Stage.id();
        Answer opened = stage.ask(
                by + " opens the shared car of trip " + travellers.index(trip),
                Travellers.post(by, trip, "unlock", Map.of("assetNo", car.get(4), "commandId", command)));
        if (opened.isDone()) {
            stage.town.unlocked(vehicle);
            stage.backstage.carProves(car.get(3), command);
            Round.WATCHERS.run();
            stage.backstage.pass(Duration.ofMinutes(25));
            stage.town.report(stage.backstage.now());
            stage.town.parked(vehicle, trip, 10_000);
            stage.ask(
                    by + " hands the shared car of trip " + travellers.index(trip) + " back",
                    Travellers.post(by, trip, "end", null));
        }
    }

    boolean handBack() throws SQLException {
        List<List<String>> cars = cars("('IN_PROGRESS')");
        if (cars.isEmpty()) {
            return false;
        }
        List<String> car = stage.any(cars);
        UUID trip = UUID.fromString(car.get(0));
        if (stage.chance(80)) {
            stage.town.parked(UUID.fromString(car.get(2)), trip, 1000 + stage.random.nextInt(20_000));
        }
        if (stage.chance(15)) {
            Actor desk = travellers.one(Role.FLEET_MANAGER);
            stage.ask(
                    desk + " ends trip " + travellers.index(trip),
                    Travellers.post(desk, trip, "end-override", Map.of("reason", "车辆失联已停回")));
            return true;
        }
        Actor by = actor(car.get(1));
        stage.ask(by + " hands trip " + travellers.index(trip) + " back", Travellers.post(by, trip, "end", null));
        return true;
    }

    /** Trip, traveller, car, terminal and label of trips in some states that have a car. */
    private List<List<String>> cars(String states) throws SQLException {
        return stage.sql.rows(
                "select t.id, t.traveller_id, v.id, v.device_id, v.asset_no from trip.trip t "
                        + "join trip.booking b on b.trip_id = t.id and b.kind = 'CAR' and b.state = 'FIRM' "
                        + "join vehicle.vehicle v on v.id = b.vehicle_id where t.unit_id = ? and t.state in " + states
                        + " order by t.id",
                stage.cast.unit());
    }

    boolean trouble() throws SQLException {
        List<List<String>> cars = cars("('BOOKED', 'SUBMITTED', 'IN_PROGRESS')");
        if (!cars.isEmpty()) {
            List<String> car = stage.any(cars);
            String what = stage.town.trouble(stage.random, UUID.fromString(car.get(2)));
            int moved = stage.chance(80) ? Round.HEALING.run() : 0;
            stage.did("the car of trip " + travellers.index(UUID.fromString(car.get(0))) + " " + what + ", moved "
                    + moved);
        } else {
            return false;
        }
        return true;
    }

    boolean partner() throws SQLException {
        List<List<String>> open = stage.sql.rows(
                "select b.id, b.kind, b.operator_id, t.id from trip.booking b join trip.trip t on t.id = b.trip_id "
                        + "where b.unit_id = ? and b.operator_id is not null and (b.state = 'PENDING_PARTNER' "
                        + "or b.kind = 'CHAUFFEUR') order by b.id",
                stage.cast.unit());
        if (open.isEmpty()) {
            return false;
        }
        List<String> one = stage.any(open);
        UUID booking = UUID.fromString(one.get(0));
        UUID operator = UUID.fromString(one.get(2));
        int trip = travellers.index(UUID.fromString(one.get(3)));
        if (stage.chance(70)) {
            Round.WATCHERS.run();
        }
        if (one.get(1).equals("CAR")) {
            boolean yes = stage.chance(70);
            Boolean news = stage.backstage.operatorTells(operator, booking, yes);
            stage.did("the operator says " + (yes ? "yes" : "no") + " to trip " + trip + ", news: " + news);
        } else {
            OrderState state = stage.any(List.of(
                    OrderState.ACCEPTED,
                    OrderState.ACCEPTED,
                    OrderState.ARRIVED,
                    OrderState.ONBOARD,
                    OrderState.COMPLETED,
                    OrderState.DECLINED));
            Boolean news = stage.backstage.companyTells(operator, booking, state, 1 + stage.random.nextInt(60));
            stage.did("the company says " + state + " to trip " + trip + ", news: " + news);
        }
        return true;
    }

    private Actor actor(String id) {
        return stage.cast.person(UUID.fromString(id));
    }
}
