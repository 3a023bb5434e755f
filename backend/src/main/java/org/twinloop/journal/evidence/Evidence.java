package org.twinloop.journal.evidence;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.journal.Chain;

/** Gathers the evidence of a trip from the sealed chain. */
@ApplicationScoped
public class Evidence {

    private static final int ROUNDS_MAX = 1_000;

    private final Database database;
    private final EvidenceRepository repository;
    private final Checkpoints checkpoints;
    private final CheckpointKey key;
    private final EvidenceConfig config;

    Evidence(
            Database database,
            EvidenceRepository repository,
            Checkpoints checkpoints,
            CheckpointKey key,
            EvidenceConfig config) {
        this.database = database;
        this.repository = repository;
        this.checkpoints = checkpoints;
        this.key = key;
        this.config = config;
    }

    /**
     * The bundle of a trip the caller may see; a checkpoint is signed first, so that its newest event is covered.
     * Fails with {@code not-found} when there is no sealed event of the trip.
     */
    public Uni<EvidenceBundle> ofTrip(UUID tripId) {
        return database.apart(Scope.SYSTEM, () -> repository.placesOf(tripId, ROUNDS_MAX * config.checkpointEvents()))
                .chain(places -> {
                    if (places.isEmpty()) {
                        throw ProblemException.notFound("events of trip " + tripId);
                    }
                    return covered(places.get(places.size() - 1), ROUNDS_MAX).replaceWith(places);
                })
                .chain(places -> database.apart(Scope.SYSTEM, () -> stretches(tripId, places))
                        .map(stretches -> bundle(tripId, places, stretches)));
    }

    private EvidenceBundle bundle(UUID tripId, List<Long> places, List<EvidenceBundle.Stretch> stretches) {
        Instant at = SystemTime.now();
        long last = places.get(places.size() - 1);
        String signature = key.sign(EvidenceBundle.statement(tripId, at, places.size(), last));
        return new EvidenceBundle(EvidenceBundle.FORMAT, tripId, at, places.size(), last, signature, stretches);
    }

    /** Signs until a checkpoint lies at or after this place; another instance may be the one that signs. */
    private Uni<Void> covered(long seq, int roundsLeft) {
        return database.apart(Scope.SYSTEM, () -> repository.from(seq)).chain(found -> {
            if (found.isPresent()) {
                return Uni.createFrom().voidItem();
            }
            if (roundsLeft == 0) {
                throw new ProblemException(CommonProblem.UNAVAILABLE, "the chain is being signed; ask again");
            }
            return checkpoints.pass(true).chain(signed -> covered(seq, roundsLeft - 1));
        });
    }

    private Uni<List<EvidenceBundle.Stretch>> stretches(UUID tripId, List<Long> places) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new Cursor(places), cursor -> stretch(tripId, cursor))
                .until(Optional::isEmpty)
                .filter(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asList();
    }

    /** The next stretch that holds an event of the trip. */
    private Uni<Optional<EvidenceBundle.Stretch>> stretch(UUID tripId, Cursor cursor) {
        if (cursor.isDone()) {
            return Uni.createFrom().item(Optional.empty());
        }
        if (++cursor.stretches > config.stretchesMax()) {
            throw new ProblemException(
                    CommonProblem.INVALID,
                    "the trip lies on more than " + config.stretchesMax() + " stretches of the chain; raise "
                            + "twinloop.journal.evidence.stretches-max");
        }
        long place = cursor.place();
        return repository
                .before(place)
                .chain(from -> repository.from(place).chain(to -> {
                    Checkpoint end = to.orElseThrow();
                    cursor.goPast(end.seq());
                    return repository
                            .lines(from.map(Checkpoint::seq).orElse(0L) + 1, end.seq())
                            .map(lines -> Optional.of(new EvidenceBundle.Stretch(
                                    from.orElse(null),
                                    end,
                                    lines.stream()
                                            .map(line -> shown(line, tripId))
                                            .toList())));
                }));
    }

    private static ChainLine shown(ChainLine line, UUID tripId) {
        boolean own = tripId.equals(line.event().tripId());
        String link = Hex.of(Chain.link(line.event().envelope()));
        return new ChainLine(line.seq(), link, null, own ? line.event() : null);
    }

    private static final class Cursor {
        private final List<Long> places;
        private int next;
        private int stretches;

        Cursor(List<Long> places) {
            this.places = places;
        }

        boolean isDone() {
            return next >= places.size();
        }

        long place() {
            return places.get(next);
        }

        void goPast(long seq) {
            while (!isDone() && place() <= seq) {
                next++;
            }
        }
    }
}
