package org.twinloop.partner.gb32960;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.ServiceOpens;
import org.twinloop.identity.PasswordQueue;
import org.twinloop.partner.gb32960.GbScene.GbCar;
import org.twinloop.partner.gb32960.PlaceRepository.Claimant;
import org.twinloop.partner.gb32960.PlaceRepository.Place;

/** Two instances of the door over one database: a car's terminal has one place, and its newest login has it. */
@QuarkusTest
class GbPlacesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String OTHER_SIM = "89860000000000000002";
    private static final String OPEN = "select count(*) from partner.gb_session where vin = $1 and epoch = $2 "
            + "and ended_at is null and end_reason is null";
    private static final String ENDED =
            "select count(*) from partner.gb_session where vin = $1 and epoch = $2 and end_reason = $3";

    @Inject
    GbScene scene;

    @Inject
    Vertx vertx;

    @Inject
    GbConfig config;

    @Inject
    GbMeters meters;

    @Inject
    Database database;

    @Inject
    RegistrationRepository registrations;

    @Inject
    PasswordQueue passwords;

    @Inject
    GbDeliveries deliveries;

    @Inject
    GbRoom room;

    @Inject
    Clock clock;

    @Inject
    PlaceRepository places;

    private PlaceKeeper otherKeeper;
    private GbGateway other;
    private GbCar car;
    private Instant now;

    @BeforeEach
    void another_instance_and_a_car() {
        scene.port();
        GbConfig quick = hearing(Duration.ofMillis(400));
        PlaceRepository otherPlaces = new PlaceRepository(database, config);
        LiveConnections live = new LiveConnections(config, meters);
        otherKeeper = new PlaceKeeper(vertx, database, otherPlaces, live, quick, clock);
        other = new GbGateway(
                vertx,
                config,
                live,
                otherKeeper,
                meters,
                new Registrations(database, registrations, otherPlaces, config, clock, passwords),
                deliveries,
                room,
                clock);
        other.open(new ServiceOpens());
        car = scene.car();
        now = scene.now();
    }

    @AfterEach
    void it_goes() {
        otherKeeper.stop(null);
        other.close(null);
    }

    /** The configuration, but for how often it is written that a terminal was heard: a quarter of this. */
    private GbConfig hearing(Duration otherSimAfter) {
        return (GbConfig) Proxy.newProxyInstance(
                GbConfig.class.getClassLoader(),
                new Class<?>[] {GbConfig.class},
                (proxy, method, arguments) ->
                        method.getName().equals("otherSimAfter") ? otherSimAfter : method.invoke(config, arguments));
    }

    @Test
    void a_newer_login_wins_on_whichever_instance_and_the_older_connection_is_closed() {
        try (RawGb first = scene.terminal(car).loggedIn(now);
                RawGb second = elsewhere().loggedIn(now)) {
            first.expectClosed();
            second.send(second.frame(7, "")).expect(7, 1);
            try (RawGb third = scene.terminal(car).loggedIn(now)) {
                second.expectClosed();
                third.send(third.frame(7, "")).expect(7, 1);
                assertEquals(1, scene.cars().count(OPEN, car.vin(), 3L));
            }
        }
        scene.cars().eventually(1, ENDED, car.vin(), 3L, "the other end closed the connection");
    }

    @Test
    void the_end_of_an_older_login_never_ends_the_newer() {
        assertEquals(Optional.of(1L), claim(RawGb.ICCID));
        assertEquals(Optional.of(2L), claim(RawGb.ICCID));
        assertEquals(0, scene.cars().act(() -> places.end(new Place(car.vin(), 1), "late", clock.instant())));
        assertEquals(1, scene.cars().count(OPEN, car.vin(), 2L));
        assertEquals(1, scene.cars().act(() -> places.end(new Place(car.vin(), 2), "over", clock.instant())));
        scene.cars().eventually(1, ENDED, car.vin(), 2L, "over");
    }

    @Test
    void what_is_heard_of_an_older_login_is_not_written_to_the_newer() {
        Place older = new Place(car.vin(), claim(RawGb.ICCID).orElseThrow());
        Place newer = new Place(car.vin(), claim(RawGb.ICCID).orElseThrow());
        assertEquals(0, scene.cars().act(() -> places.heard(List.of(older), new Double[] {600.0})));
        assertEquals(1, scene.cars().act(() -> places.heard(List.of(newer), new Double[] {600.0})));
    }

    @Test
    void a_login_is_overtaken_by_one_elsewhere_or_by_one_that_is_over_before_it_could_close_it() {
        UUID here = UUID.randomUUID();
        Place older = new Place(car.vin(), claim(here).orElseThrow());
        Place newer = new Place(car.vin(), claim(here).orElseThrow());
        assertEquals(List.of(), overtaken(older, here), "the newer closes it itself");
        assertEquals(List.of(older), overtaken(older, UUID.randomUUID()));
        assertEquals(List.of(), overtaken(newer, UUID.randomUUID()));
        scene.cars().act(() -> places.end(newer, "over", clock.instant()));
        assertEquals(List.of(older), overtaken(older, here));
    }

    private List<Place> overtaken(Place held, UUID instance) {
        return scene.cars().act(() -> places.overtaken(List.of(held), instance));
    }

    @Test
    void the_end_of_a_login_that_could_not_be_written_is_written_with_the_next_comparison() {
        AtomicBoolean away = new AtomicBoolean(true);
        PlaceRepository breaking = new PlaceRepository(database, config) {
            @Override
            Uni<Integer> end(Place place, String reason, Instant at) {
                return away.get()
                        ? Uni.createFrom().failure(new IllegalStateException("no database, says the test"))
                        : super.end(place, reason, at);
            }
        };
        PlaceKeeper keeper =
                new PlaceKeeper(vertx, database, breaking, new LiveConnections(config, meters), config, clock);
        var berth = keeper.berth(() -> true);
        berth.got(new Place(car.vin(), claim(RawGb.ICCID).orElseThrow()));
        berth.leave("gone");
        assertThrows(
                IllegalStateException.class,
                () -> Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> keeper.compare().await().atMost(PATIENCE) != null));
        assertEquals(1, scene.cars().count(OPEN, car.vin(), 1L));
        away.set(false);
        keeper.compare().await().atMost(PATIENCE);
        assertEquals(1, scene.cars().count(ENDED, car.vin(), 1L, "gone"));
    }

    @Test
    void another_sim_card_waits_on_every_instance_until_the_first_is_silent_or_gone() {
        try (RawGb first = scene.terminal(car).loggedIn(now);
                RawGb stranger = elsewhere();
                RawGb later = elsewhere();
                RawGb afterwards = scene.terminal(car)) {
            stranger.send(stranger.login(now, OTHER_SIM)).expect(1, 3);
            stranger.expectClosed();

            scene.cars()
                    .act(() -> database.sql(
                            "update partner.gb_session set heard_at = heard_at - interval '10 minutes' where vin = $1",
                            car.vin()));
            later.send(later.login(now, OTHER_SIM)).expect(1, 1);
            first.expectClosed();

            later.send(later.frame(4, RawGb.time(now) + "0001")).expect(4, 1);
            scene.cars().eventually(1, ENDED, car.vin(), 2L, "the terminal logged out");
            afterwards.loggedIn(now);
        }
    }

    @Test
    void the_same_sim_card_takes_over_from_an_instance_that_died() {
        assertEquals(Optional.of(1L), claim(RawGb.ICCID));
        try (RawGb terminal = elsewhere().loggedIn(now)) {
            assertEquals(1, scene.cars().count(OPEN, car.vin(), 2L));
            terminal.send(terminal.frame(7, "")).expect(7, 1);
        }
    }

    @Test
    void a_terminal_that_logs_in_again_on_its_connection_keeps_it() {
        try (RawGb terminal = elsewhere().loggedIn(now)) {
            for (long epoch = 2; epoch <= 20; epoch++) {
                terminal.loggedIn(now);
                assertEquals(1, scene.cars().count(OPEN, car.vin(), epoch));
                compare();
            }
            terminal.send(terminal.frame(7, "")).expect(7, 1);
        }
    }

    @Test
    void that_a_terminal_was_heard_is_written() {
        try (RawGb terminal = elsewhere().loggedIn(now)) {
            Instant at = heardAt();
            Awaitility.await().atMost(PATIENCE).until(() -> {
                terminal.send(terminal.frame(7, "")).expect(7, 1);
                compare();
                return heardAt().isAfter(at);
            });
        }
    }

    @Test
    void who_leaves_before_the_answer_does_not_keep_the_place() {
        for (long attempt = 1; attempt <= 20; attempt++) {
            RawGb hasty = elsewhere();
            hasty.send(hasty.login(now, RawGb.ICCID));
            hasty.close();
            scene.cars()
                    .eventually(
                            1,
                            "select count(*) from partner.gb_session where vin = $1 and epoch = $2 "
                                    + "and ended_at is not null",
                            car.vin(),
                            attempt);
        }
    }

    private void compare() {
        otherKeeper.compare().await().atMost(PATIENCE);
    }

    private Instant heardAt() {
        return scene.cars()
                .row("select heard_at from partner.gb_session where vin = $1", car.vin())
                .instant(0);
    }

    private Optional<Long> claim(String iccid) {
        return scene.cars()
                .act(() -> places.claim(car.vin(), iccid, new Claimant(UUID.randomUUID(), "nowhere"), clock.instant()));
    }

    private Optional<Long> claim(UUID instance) {
        return scene.cars()
                .act(() -> places.claim(car.vin(), RawGb.ICCID, new Claimant(instance, "nowhere"), clock.instant()));
    }

    private RawGb elsewhere() {
        int port = Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(other::port, open -> open > 0);
        return new RawGb(port, "##", car.vin());
    }
}
