package org.twinloop.trip.inspection;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.Problem;
import org.twinloop.common.ProblemException;
import org.twinloop.common.ProblemException.FieldError;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.trip.inspection.picture.Arrivals;
import org.twinloop.trip.inspection.picture.Picture;
import org.twinloop.trip.inspection.picture.PictureCopy;
import org.twinloop.trip.inspection.picture.PictureRefused;
import org.twinloop.trip.inspection.store.PhotoStore;
import org.twinloop.trip.inspection.store.StoreTrouble;
import org.twinloop.trip.look.Looked;
import org.twinloop.trip.look.Looks;

/**
 * Takes photos in and shows them. First it is asked whether the photo may come, then it goes to the store, then its row
 * is written: under a lock of the content and only while the file is there, so a sweep cannot come between.
 */
@ApplicationScoped
class PhotoDesk implements KeptPhotos {

    private static final Logger LOG = Logger.getLogger(PhotoDesk.class);

    private final Database database;
    private final InspectionRepository trips;
    private final PhotoRepository repository;
    private final PhotoStore store;
    private final Looks looks;
    private final InspectionConfig config;
    private final Clock clock;
    private final Vertx vertx;
    private final PictureCopy pictures;
    private final Semaphore places;
    private final Arrivals arrivals;

    PhotoDesk(
            Database database,
            InspectionRepository trips,
            PhotoRepository repository,
            PhotoStore store,
            Looks looks,
            InspectionConfig config,
            Clock clock,
            Vertx vertx) {
        this.database = database;
        this.trips = trips;
        this.repository = repository;
        this.store = store;
        this.looks = looks;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        this.pictures = new PictureCopy(new Picture.Limits(config.sideMinPx(), config.sideMaxPx(), config.pixelsMax()));
        this.places = new Semaphore(config.parallelMax());
        this.arrivals = new Arrivals(
                config.arrivingMax(),
                config.arrivingBytesMax().asLongValue(),
                config.photoBytesMax().asLongValue(),
                config.uploadWithin(),
                SystemTime::nanos);
    }

    /** A photo with its bytes. */
    record Bytes(Photo photo, byte[] content) {}

    /**
     * Takes a photo of a trip of one's own; the same id with the same photo again is the same photo. The request
     * comes on a worker, where its body may be read; what the database does goes on in the request's own context. It is
     * received whole, in time, before it takes the place of a copy.
     */
    Uni<Photo.Taken> take(Viewer viewer, Photo.Label label, InputStream body) {
        return asked().chain(() -> take(viewer, label, Scope.unit(viewer.unitId()), body));
    }

    @Override
    public Uni<Void> asked() {
        Context asking = vertx.getOrCreateContext();
        return Uni.createFrom().voidItem().emitOn(go -> asking.runOnContext(ignored -> go.run()));
    }

    @Override
    public Uni<PhotoStore.Kept> keep(InputStream body) {
        return received(body).chain(this::kept);
    }

    @Override
    public Uni<Void> lock(String sha256) {
        return repository.lockContent(sha256);
    }

    @Override
    public Uni<Void> mustBeThere(String sha256) {
        return work(() -> store.has(sha256))
                .invoke(there -> {
                    if (!there) {
                        throw new ProblemException(
                                CommonProblem.UNAVAILABLE, "the photo was swept meanwhile; send it again");
                    }
                })
                .replaceWithVoid();
    }

    @Override
    public Uni<byte[]> read(String sha256) {
        return placed(() -> content(sha256));
    }

    private Uni<byte[]> content(String sha256) {
        return work(() -> store.read(sha256)).onFailure(StoreTrouble.class).transform(PhotoDesk::notShown);
    }

    private Uni<Photo.Taken> take(Viewer viewer, Photo.Label label, Scope scope, InputStream body) {
        return database.read(scope, () -> expected(viewer, label))
                .chain(before -> received(body)
                        .chain(bytes -> before.isPresent()
                                ? digested(bytes).map(content -> again(before.get(), label, content))
                                : kept(bytes).chain(kept -> database.act(scope, () -> name(viewer, label, kept)))));
    }

    private Uni<String> digested(byte[] bytes) {
        return taken(() -> copied(() -> digest(bytes)));
    }

    private Uni<PhotoStore.Kept> kept(byte[] bytes) {
        return taken(() -> copied(() -> keep(bytes)));
    }

    /** The bytes; told as too slow when the time is over, whatever the worker still waits for. */
    private Uni<byte[]> received(InputStream body) {
        return Uni.createFrom().emitter(answer -> {
            if (!arrivals.begin()) {
                answer.fail(busy());
                return;
            }
            long timer = vertx.setTimer(
                    config.uploadWithin().toMillis(),
                    late -> answer.fail(refused(PictureRefused.tooSlow(config.uploadWithin()))));
            taken(() -> {
                        try {
                            return arrivals.read(body);
                        } finally {
                            arrivals.end();
                        }
                    })
                    .onTermination()
                    .invoke(() -> vertx.cancelTimer(timer))
                    .subscribe()
                    .with(answer::complete, answer::fail);
        });
    }

    /** One of so many copies at a time; the others wait for their turn. On a worker. */
    private <T> T copied(Callable<T> copy) throws Exception {
        if (!places.tryAcquire(config.uploadWithin().toMillis(), TimeUnit.MILLISECONDS)) {
            throw busy();
        }
        try {
            return copy.call();
        } finally {
            places.release();
        }
    }

    /** A photo for somebody who may see it; written down before it is shown to anybody but the traveller. */
    Uni<Bytes> show(Viewer viewer, UUID id) {
        return placed(() -> database.act(
                        viewer.scope(),
                        () -> repository
                                .show(id, viewer.seesOthers() ? null : viewer.personId())
                                .map(found -> found.orElseThrow(() -> ProblemException.notFound("photo " + id)))
                                .call(shown -> looks.note(
                                        new Looks.Shown(shown.photo().tripId(), shown.unitId(), shown.travellerId()),
                                        viewer.personId(),
                                        viewer.roles(),
                                        Looked.What.PHOTO)))
                .chain(shown -> content(shown.photo().sha256()).map(content -> new Bytes(shown.photo(), content))));
    }

    /** The photo that is there already under this id, or nothing when one may come. In an act or read. */
    private Uni<Optional<Photo>> expected(Viewer viewer, Photo.Label label) {
        return repository
                .find(label.photoId())
                .chain(before -> trips.lock(label.tripId())
                        .map(found -> found.filter(trip -> trip.isOf(viewer.personId()))
                                .orElseThrow(() -> ProblemException.notFound("trip " + label.tripId())))
                        .chain(trip -> before.isPresent()
                                ? Uni.createFrom().item(before)
                                : room(trip, label).map(ignored -> before)));
    }

    private Uni<Void> room(InspectedTrip trip, Photo.Label label) {
        trip.requireOpen(label.phase(), config, clock.instant());
        return repository
                .count(trip, label.phase())
                .invoke(count -> {
                    if (count >= config.photosMax()) {
                        throw new ProblemException(
                                InspectionProblem.TOO_MANY,
                                "每阶段最多 " + config.photosMax() + " 张照片 / at most " + config.photosMax()
                                        + " photos a phase");
                    }
                })
                .replaceWithVoid();
    }

    /** The file is there; from now on a row names it. In an act. */
    private Uni<Photo.Taken> name(Viewer viewer, Photo.Label label, PhotoStore.Kept kept) {
        return repository
                .lockContent(kept.sha256())
                .chain(() -> expected(viewer, label))
                .chain(before -> before.isPresent()
                        ? Uni.createFrom().item(again(before.get(), label, kept.sha256()))
                        : mustBeThere(kept.sha256()).chain(() -> insert(label, kept)));
    }

    private Uni<Photo.Taken> insert(Photo.Label label, PhotoStore.Kept kept) {
        return trips.trip(label.tripId()).map(Optional::orElseThrow).chain(trip -> {
            Photo photo = Photo.of(label, trip.vehicleId(), kept, clock.instant());
            return repository.insert(photo, trip.unitId()).map(isNew -> {
                if (!isNew) {
                    throw otherContent(label);
                }
                return new Photo.Taken(photo, true);
            });
        });
    }

    private static Photo.Taken again(Photo before, Photo.Label label, String sha256) {
        if (!before.isOf(label) || !before.sha256().equals(sha256)) {
            throw otherContent(label);
        }
        return new Photo.Taken(before, false);
    }

    private static ProblemException otherContent(Photo.Label label) {
        return new ProblemException(
                CommonProblem.CONFLICT, "photo " + label.photoId() + " was sent with other content; use a new id");
    }

    private PhotoStore.Kept keep(byte[] sent) throws IOException {
        return store.keep(to -> pictures.copy(new ByteArrayInputStream(sent), to));
    }

    private String digest(byte[] sent) throws IOException {
        MessageDigest digest = sha256();
        pictures.copy(new ByteArrayInputStream(sent), new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java knows SHA-256", impossible);
        }
    }

    private static ProblemException busy() {
        return new ProblemException(
                CommonProblem.UNAVAILABLE, "照片传输繁忙，请稍后再试 / many photos are on their way; try again");
    }

    /** Refuses at once when as many photos as may be are copied or shown. */
    private <T> Uni<T> placed(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (!places.tryAcquire()) {
                return Uni.createFrom().failure(busy());
            }
            return work.get().onTermination().invoke(places::release);
        });
    }

    /** Runs what takes its time on a worker. */
    <T> Uni<T> work(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }

    private <T> Uni<T> taken(Callable<T> work) {
        return work(work)
                .onFailure(StoreTrouble.class)
                .transform(PhotoDesk::notKept)
                .onFailure(PictureRefused.class)
                .transform(PhotoDesk::refused);
    }

    private static ProblemException refused(Throwable failed) {
        PictureRefused refused = (PictureRefused) failed;
        Problem problem = switch (refused.why()) {
            case NO_PICTURE -> InspectionProblem.PHOTO_REFUSED;
            case TOO_LARGE -> CommonProblem.TOO_LARGE;
            case TOO_SLOW -> CommonProblem.TOO_SLOW;
            case NO_ROOM -> CommonProblem.UNAVAILABLE;
        };
        return new ProblemException(problem, refused.getMessage(), List.of(new FieldError("", refused.getMessage())));
    }

    private static ProblemException notKept(Throwable failed) {
        StoreTrouble trouble = (StoreTrouble) failed;
        LOG.errorf("photo store: %s", trouble.getMessage());
        return trouble.kind() == StoreTrouble.Kind.FULL
                ? new ProblemException(
                        InspectionProblem.STORE_FULL, "照片未保存，请稍后用同一编号重试 / nothing was kept; try again later, same id")
                : broken();
    }

    private static ProblemException notShown(Throwable failed) {
        StoreTrouble trouble = (StoreTrouble) failed;
        LOG.errorf("photo store: %s", trouble.getMessage());
        return trouble.kind() == StoreTrouble.Kind.LOST
                ? new ProblemException(
                        InspectionProblem.PHOTO_LOST, "照片文件缺失或已损坏，已记录 / the file is missing or damaged; it is noted")
                : broken();
    }

    private static ProblemException broken() {
        return new ProblemException(
                InspectionProblem.STORE_BROKEN, "照片存储暂不可用，请稍后重试 / the store does not answer; try again later");
    }
}
