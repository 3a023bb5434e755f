package org.twinloop.journal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;

/**
 * Gives committed events their place: a dense {@code seq} and the chain hash.
 *
 * <p>The race that decides the shape: sequence numbers and ids are drawn before commit, so a cursor over them passes
 * events that commit late. Instead each pass reads, in one statement, every unsealed event whose writer was not
 * finished
 * in the snapshot of the last complete pass, and remembers the snapshot of that same statement. Rival sealers of other
 * instances are held off by an advisory lock; the loser simply does nothing.
 */
@ApplicationScoped
class Sealer {

    private final Database database;
    private final JournalRepository repository;
    private final JournalConfig config;

    Sealer(Database database, JournalRepository repository, JournalConfig config) {
        this.database = database;
        this.repository = repository;
        this.config = config;
    }

    /** One pass; answers how many events it sealed. */
    Uni<Integer> pass() {
        return database.apart(
                Scope.SYSTEM,
                () -> repository
                        .tryLockSealer()
                        .chain(locked -> locked ? seal() : Uni.createFrom().item(0)));
    }

    private Uni<Integer> seal() {
        return repository.unsealed(config.batchMax()).chain(unsealed -> {
            if (unsealed.events().isEmpty()) {
                return Uni.createFrom().item(0);
            }
            return repository.tip().chain(tip -> extend(tip, unsealed));
        });
    }

    private Uni<Integer> extend(JournalRepository.Tip tip, JournalRepository.Unsealed unsealed) {
        int count = unsealed.events().size();
        Long[] seqs = new Long[count];
        UUID[] ids = new UUID[count];
        String[] hashes = new String[count];
        byte[] hash = tip.hash();
        for (int i = 0; i < count; i++) {
            Chain.Envelope envelope = unsealed.events().get(i);
            seqs[i] = tip.seq() + i + 1;
            ids[i] = envelope.id();
            hash = Chain.next(hash, seqs[i], envelope);
            hashes[i] = HexFormat.of().formatHex(hash);
        }
        byte[] last = hash;
        String snapshot = count < config.batchMax() ? unsealed.snapshot() : null;
        return repository
                .seal(seqs, ids, hashes, SystemTime.now())
                .chain(() -> repository.advance(snapshot, tip.seq() + count, last))
                .replaceWith(count);
    }
}
