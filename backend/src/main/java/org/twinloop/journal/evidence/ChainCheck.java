package org.twinloop.journal.evidence;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import org.twinloop.journal.Chain;

/**
 * Follows the chain line by line and stops at the first place that is not as it was sealed. Knows no database: lines
 * and checkpoints may come from anywhere.
 */
final class ChainCheck {

    /** The chain is broken at a place. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;
        private final long seq;

        Broken(long seq, String reason) {
            super("seq " + seq + ": " + reason);
            this.seq = seq;
        }

        long seq() {
            return seq;
        }
    }

    private final List<PublicKey> trusted;
    private long seq;
    private byte[] hash = new byte[Chain.HASH_BYTES];

    /** From the beginning; only signatures of these keys count. */
    ChainCheck(List<PublicKey> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** Goes on from a checkpoint instead, whose signature is checked. */
    void startAt(Checkpoint from) throws Broken {
        signed(from);
        seq = from.seq();
        hash = Hex.bytes(from.hash());
    }

    /** Goes on from a checkpoint that must be the place reached. */
    void pass(Checkpoint reached) throws Broken {
        signed(reached);
        if (reached.seq() != seq) {
            throw new Broken(reached.seq(), "a checkpoint stands here, but the chain shown ends at seq " + seq);
        }
        if (!reached.hash().equals(Hex.of(hash))) {
            throw new Broken(seq, "the chain shown has not the hash of the checkpoint");
        }
    }

    void next(ChainLine line) throws Broken {
        if (line.seq() != seq + 1) {
            throw new Broken(seq + 1, "expected here, but met seq " + line.seq());
        }
        byte[] link = link(line);
        hash = Chain.next(hash, line.seq(), link);
        seq = line.seq();
        if (line.hash() != null && !line.hash().equals(Hex.of(hash))) {
            throw new Broken(seq, "its hash does not follow from the one before and its event");
        }
    }

    private static byte[] link(ChainLine line) throws Broken {
        try {
            byte[] told = line.link() == null ? null : Hex.bytes(line.link());
            if (line.event() == null) {
                if (told == null || told.length != Chain.HASH_BYTES) {
                    throw new Broken(line.seq(), "neither an event nor a link is shown");
                }
                return told;
            }
            byte[] computed = computed(line);
            if (told != null && !Arrays.equals(told, computed)) {
                throw new Broken(line.seq(), "its link does not follow from its event");
            }
            return computed;
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new Broken(line.seq(), "it cannot be read: " + e.getMessage());
        }
    }

    private static byte[] computed(ChainLine line) throws Broken {
        ChainLine.Entry event = line.event();
        if (event.body() != null) {
            byte[] salt = event.salt() == null ? new byte[0] : Hex.bytes(event.salt());
            if (!Hex.of(Chain.commitment(salt, event.body())).equals(event.commitment())) {
                throw new Broken(line.seq(), "its payload is not the one that was committed to");
            }
        }
        return Chain.link(event.envelope());
    }

    private void signed(Checkpoint checkpoint) throws Broken {
        if (trusted.stream().noneMatch(checkpoint::isSignedBy)) {
            throw new Broken(checkpoint.seq(), "the signature of its checkpoint is not of a trusted key");
        }
    }

    long seq() {
        return seq;
    }

    String hash() {
        return Hex.of(hash);
    }
}
