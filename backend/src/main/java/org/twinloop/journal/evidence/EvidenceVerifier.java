package org.twinloop.journal.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.common.key.KeyFiles;

/**
 * Checks evidence offline: {@code EvidenceVerifier FILE --key PUBLIC.pem [--key …] [--kept SEQ:HASH]}.
 *
 * <p>FILE is a bundle of {@code GET /api/v1/trips/{id}/evidence}, or the whole chain as JSON lines (docs/evidence.md).
 * {@code --kept} names a checkpoint that was kept outside: the chain must reach it and have its hash, so that a deleted
 * end or a chain computed anew is found too. Prints {@code OK …} and exits 0, or names the broken place and exits 1;
 * 2 when the call is wrong.
 */
public final class EvidenceVerifier {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    private final List<PublicKey> keys = new ArrayList<>();
    private Path file;
    private long keptSeq;
    private String keptHash;
    private boolean keptMet;

    private EvidenceVerifier() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    /** Does what {@link #main} does and answers its exit code instead. */
    public static int run(String[] arguments, PrintStream out) {
        EvidenceVerifier verifier = new EvidenceVerifier();
        try {
            verifier.read(arguments);
            out.println("OK " + verifier.verify());
            return 0;
        } catch (ChainCheck.Broken broken) {
            out.println("BROKEN " + broken.getMessage());
            return 1;
        } catch (IllegalArgumentException | IOException | GeneralSecurityException wrong) {
            out.println("cannot check: " + wrong.getMessage());
            return 2;
        }
    }

    private void read(String[] arguments) throws GeneralSecurityException {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--key" -> keys.add(key(Path.of(value(arguments, ++i))));
                case "--kept" -> kept(value(arguments, ++i));
                default -> file = Path.of(arguments[i]);
            }
        }
        if (file == null || keys.isEmpty()) {
            throw new IllegalArgumentException("FILE and --key PUBLIC.pem are needed");
        }
    }

    private static String value(String[] arguments, int at) {
        if (at >= arguments.length) {
            throw new IllegalArgumentException(arguments[at - 1] + " needs a value");
        }
        return arguments[at];
    }

    private static PublicKey key(Path pem) throws GeneralSecurityException {
        return KeyFactory.getInstance(Checkpoint.ALGORITHM)
                .generatePublic(new X509EncodedKeySpec(KeyFiles.read(pem).der()));
    }

    private void kept(String text) {
        if (!text.matches("[1-9][0-9]{0,17}:[0-9a-f]{64}")) {
            throw new IllegalArgumentException("--kept " + text + ": SEQ:HASH is needed, the hash as 64 hex digits");
        }
        keptSeq = Long.parseLong(text.substring(0, text.indexOf(':')));
        keptHash = text.substring(text.indexOf(':') + 1);
    }

    private String verify() throws IOException, ChainCheck.Broken {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String first = reader.readLine();
            if (first == null) {
                throw new IllegalArgumentException(file + " is empty");
            }
            return first.contains("\"" + EvidenceBundle.FORMAT + "\"") ? bundle() : chain(first, reader);
        }
    }

    private String bundle() throws IOException, ChainCheck.Broken {
        EvidenceBundle bundle = JSON.readValue(Files.readString(file), EvidenceBundle.class);
        whole(bundle);
        int events = 0;
        long last = 0;
        for (EvidenceBundle.Stretch stretch : bundle.stretches()) {
            ChainCheck check = new ChainCheck(keys);
            if (stretch.from() != null) {
                check.startAt(stretch.from());
            }
            for (ChainLine line : stretch.lines()) {
                check.next(line);
                if (line.event() != null) {
                    ofTrip(bundle, line);
                    events++;
                    last = line.seq();
                }
                keptIs(check);
            }
            check.pass(stretch.to());
        }
        if (events != bundle.events() || last != bundle.lastSeq()) {
            throw new ChainCheck.Broken(
                    bundle.lastSeq(),
                    "the bundle was signed with " + bundle.events() + " events up to here and shows " + events
                            + " up to seq " + last);
        }
        if (keptSeq > 0 && !keptMet) {
            throw new ChainCheck.Broken(keptSeq, "the bundle does not reach the checkpoint kept outside");
        }
        return events + " events of trip " + bundle.tripId() + " on "
                + bundle.stretches().size() + " signed stretches of the chain";
    }

    private void whole(EvidenceBundle bundle) throws ChainCheck.Broken {
        boolean whole = bundle.tripId() != null
                && bundle.madeAt() != null
                && bundle.signature() != null
                && bundle.stretches() != null
                && bundle.stretches().stream().allMatch(part -> part.lines() != null && part.to() != null);
        if (!whole) {
            throw new IllegalArgumentException(file + " is no whole bundle: a field is missing");
        }
        byte[] statement =
                EvidenceBundle.statement(bundle.tripId(), bundle.madeAt(), bundle.events(), bundle.lastSeq());
        if (keys.stream().noneMatch(key -> Checkpoint.isSigned(key, statement, bundle.signature()))) {
            throw new ChainCheck.Broken(bundle.lastSeq(), "the signature of the bundle is not of a trusted key");
        }
    }

    private static void ofTrip(EvidenceBundle bundle, ChainLine line) throws ChainCheck.Broken {
        if (!bundle.tripId().equals(line.event().tripId())) {
            throw new ChainCheck.Broken(line.seq(), "the event shown is of another trip");
        }
    }

    private String chain(String first, BufferedReader reader) throws IOException, ChainCheck.Broken {
        ChainCheck check = new ChainCheck(keys);
        long signed = 0;
        for (String text = first; text != null; text = reader.readLine()) {
            if (text.startsWith("{\"checkpoint\"")) {
                check.pass(parse(text, check, CheckpointLine.class).checkpoint());
                signed = check.seq();
            } else {
                check.next(parse(text, check, ChainLine.class));
                keptIs(check);
            }
        }
        if (keptSeq > check.seq()) {
            throw new ChainCheck.Broken(
                    check.seq() + 1, "the chain ends before the checkpoint kept outside, at seq " + keptSeq);
        }
        long covered = Math.max(signed, keptSeq);
        if (covered == 0) {
            throw new ChainCheck.Broken(1, "no signed checkpoint stands in the file and none was kept outside");
        }
        String after = covered < check.seq() ? ", the last " + (check.seq() - covered) + " not signed yet" : "";
        return check.seq() + " events, hash " + check.hash() + after;
    }

    private void keptIs(ChainCheck check) throws ChainCheck.Broken {
        if (check.seq() != keptSeq) {
            return;
        }
        keptMet = true;
        if (!check.hash().equals(keptHash)) {
            throw new ChainCheck.Broken(keptSeq, "the chain has not the hash of the checkpoint kept outside");
        }
    }

    private static <T> T parse(String text, ChainCheck check, Class<T> kind) throws ChainCheck.Broken {
        try {
            return JSON.readValue(text, kind);
        } catch (JsonProcessingException e) {
            throw new ChainCheck.Broken(check.seq() + 1, "its line cannot be read: " + e.getOriginalMessage());
        }
    }

    /** A checkpoint among the lines of the whole chain. */
    record CheckpointLine(Checkpoint checkpoint) {}
}
