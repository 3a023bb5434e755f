package org.twinloop.trip.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.trip.MondayMorning;
import org.twinloop.trip.inspection.Inspection.Phase;
import org.twinloop.trip.inspection.picture.Picture;
import org.twinloop.trip.inspection.picture.Shots;
import org.twinloop.trip.inspection.store.PhotoStore;
import org.twinloop.trip.inspection.store.StoreTrouble;
import org.twinloop.trip.look.Looks;

/** The service ends between file and row, or a sweep comes between them: nothing is lost and nothing stays behind. */
@QuarkusTest
class PhotoCrashTest extends MondayMorning {

    private static final Duration WAIT = Duration.ofSeconds(90);

    @Inject
    Clock time;

    @Inject
    Database database;

    @Inject
    InspectionRepository trips;

    @Inject
    PhotoRepository photos;

    @Inject
    InspectionConfig config;

    @Inject
    PhotoStore store;

    @Inject
    PhotoDesk desk;

    @Inject
    StrayPhotos strays;

    @Inject
    OldInspections old;

    @Inject
    Looks looks;

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "twinloop.trip.inspection.store.folder")
    Path folder;

    private final UUID trip = Ids.next();
    private final UUID photo = Ids.next();
    private Viewer traveller;

    @BeforeEach
    void a_booked_car() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 5, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS"))).statusCode(201);
        UUID unit = id("select unit_id from trip.trip where id = ?");
        traveller = new Viewer(
                id("select traveller_id from trip.trip where id = ?"),
                unit,
                Scope.unit(unit),
                List.of("TRAVELLER"),
                false);
        sweep();
    }

    @Test
    void after_an_end_between_file_and_row_the_same_is_sent_again_and_is_there() throws IOException, SQLException {
        byte[] sent = Shots.jpeg(160, 120, 101);
        PhotoDesk ending = desk(new Between(store) {
            @Override
            Kept after(Kept kept) {
                throw new IllegalStateException("the service ends here");
            }
        });

        assertThrows(IllegalStateException.class, () -> take(ending, sent));

        assertEquals(List.of("0"), rows("select count(*) from trip.photo where id = ?", photo));
        assertEquals(0, sweep(), "a file that is just being named is no stray");
        String digest = take(desk, sent).photo().sha256();
        age(digest);
        assertEquals(0, sweep(), "a file with a row stays, however old it is");
        assertTrue(store.has(digest));
    }

    @Test
    void a_file_without_a_row_is_swept_in_the_end() throws IOException {
        String digest = store.keep(to -> {
                    to.write(Shots.jpeg(160, 120, 102));
                    return new Picture(Picture.Format.JPEG, 160, 120);
                })
                .sha256();
        Path half = Files.writeString(
                Files.createDirectories(folder.resolve("incoming")).resolve("half"), "half");
        Files.setLastModifiedTime(half, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        age(digest);

        assertEquals(2, sweep());

        assertFalse(store.has(digest));
        assertFalse(Files.exists(half));
        assertEquals(0, sweep());
    }

    @Test
    void slow_uploads_hold_up_nobody_and_end_in_time() throws Exception {
        CountDownLatch reading = new CountDownLatch(config.parallelMax());
        CountDownLatch over = new CountDownLatch(1);
        InputStream slow = new InputStream() {
            @Override
            public int read() throws IOException {
                reading.countDown();
                try {
                    over.await();
                } catch (InterruptedException stopped) {
                    throw new IOException(stopped);
                }
                return -1;
            }
        };
        PhotoDesk patient = desk(store);
        PhotoDesk hasty = desk(store, Duration.ofMillis(50));
        try {
            for (int i = 0; i < config.parallelMax(); i++) {
                patient.take(traveller, label(Ids.next()), slow).subscribe().with(ignored -> {}, ignored -> {});
            }
            assertTrue(reading.await(WAIT.toSeconds(), TimeUnit.SECONDS), "all are being read");

            assertTrue(take(patient, Shots.jpeg(160, 120, 106)).isNew());
            ProblemException told = assertThrows(
                    ProblemException.class,
                    () -> hasty.take(traveller, label(Ids.next()), slow).await().atMost(WAIT));
            assertEquals("too-slow", told.problem().slug());
        } finally {
            over.countDown();
        }
    }

    private Photo.Label label(UUID id) {
        return new Photo.Label(id, trip, Phase.BEFORE, Photo.Subject.LEFT);
    }

    @Test
    void a_sweep_between_file_and_row_makes_no_row_without_a_file() throws SQLException {
        byte[] sent = Shots.jpeg(160, 120, 103);
        PhotoDesk swept = desk(new Between(store) {
            @Override
            Kept after(Kept kept) throws IOException {
                store.drop(new Lying(kept.sha256(), Instant.EPOCH));
                return kept;
            }
        });

        ProblemException told = assertThrows(ProblemException.class, () -> take(swept, sent));

        assertEquals("unavailable", told.problem().slug());
        assertEquals(List.of("0"), rows("select count(*) from trip.photo where id = ?", photo));
        assertTrue(take(desk, sent).isNew());
    }

    @Test
    void photos_of_long_ago_go_first_by_row_and_then_by_file() throws IOException, SQLException {
        String digest = take(desk, Shots.jpeg(160, 120, 104)).photo().sha256();
        UUID young = Ids.next();
        String other = desk.take(
                        traveller,
                        new Photo.Label(young, trip, Phase.BEFORE, Photo.Subject.REAR),
                        new ByteArrayInputStream(Shots.jpeg(160, 120, 105)))
                .await()
                .atMost(WAIT)
                .photo()
                .sha256();
        rows("update trip.photo set sent_at = '2026-01-01Z' where id = ? returning id", photo);

        int gone = database.apart(Scope.SYSTEM, () -> old.drop(1_000)).await().atMost(WAIT);
        age(digest);
        age(other);

        assertTrue(gone >= 1);
        assertEquals(List.of(), rows("select id from trip.photo where id = ?", photo));
        assertTrue(store.has(digest));
        assertTrue(sweep() >= 1);
        assertFalse(store.has(digest));
        assertTrue(store.has(other));
    }

    /** As often as there are parts, so that every part is looked through. */
    private int sweep() {
        int gone = 0;
        for (int i = 0; i < PhotoStore.PARTS / config.strayParts(); i++) {
            gone += database.apart(Scope.SYSTEM, () -> strays.drop(1_000))
                    .await()
                    .atMost(WAIT);
        }
        return gone;
    }

    private void age(String digest) throws IOException {
        Files.setLastModifiedTime(
                folder.resolve(digest.substring(0, 2)).resolve(digest),
                FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }

    private Photo.Taken take(PhotoDesk by, byte[] sent) {
        return by.take(
                        traveller,
                        new Photo.Label(photo, trip, Phase.BEFORE, Photo.Subject.FRONT),
                        new ByteArrayInputStream(sent))
                .await()
                .atMost(WAIT);
    }

    private PhotoDesk desk(PhotoStore with) {
        return new PhotoDesk(database, trips, photos, with, looks, config, time, vertx);
    }

    /** One to whom a photo has to come within this time. */
    private PhotoDesk desk(PhotoStore with, Duration within) {
        InspectionConfig hasty = (InspectionConfig) Proxy.newProxyInstance(
                InspectionConfig.class.getClassLoader(),
                new Class<?>[] {InspectionConfig.class},
                (proxy, method, arguments) ->
                        method.getName().equals("uploadWithin") ? within : method.invoke(config, arguments));
        return new PhotoDesk(database, trips, photos, with, looks, hasty, time, vertx);
    }

    private UUID id(String query) throws SQLException {
        return UUID.fromString(rows(query, trip).get(0));
    }

    /** The real store, and something that happens once a photo is in it. */
    private abstract static class Between implements PhotoStore {

        private final PhotoStore store;

        private Between(PhotoStore store) {
            this.store = store;
        }

        abstract Kept after(Kept kept) throws IOException;

        @Override
        public Kept keep(Source source) throws IOException {
            return after(store.keep(source));
        }

        @Override
        public byte[] read(String sha256) throws StoreTrouble {
            return store.read(sha256);
        }

        @Override
        public boolean has(String sha256) {
            return store.has(sha256);
        }

        @Override
        public List<Lying> in(int part) throws StoreTrouble {
            return store.in(part);
        }

        @Override
        public void drop(Lying lying) throws StoreTrouble {
            store.drop(lying);
        }
    }
}
