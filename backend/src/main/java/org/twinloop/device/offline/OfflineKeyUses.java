package org.twinloop.device.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.device.DeviceKind;
import org.twinloop.device.Uplink;
import org.twinloop.device.UplinkHandler;
import org.twinloop.device.offline.OfflineKeyRepository.Issued;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** Reads {@code up/key-use}: keys that were shown to a terminal, told when it has a network again. */
@ApplicationScoped
class OfflineKeyUses implements UplinkHandler {

    private static final int REASON_LENGTH_MAX = 200;
    /** Milliseconds of 9999-12-31: beyond it the database has no room. */
    private static final long LATEST_MS = 253_402_300_799_999L;

    private final Database database;
    private final OfflineKeyRepository repository;
    private final Journal journal;
    private final ObjectMapper json;
    private final Clock clock;

    OfflineKeyUses(
            Database database, OfflineKeyRepository repository, Journal journal, ObjectMapper json, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.journal = journal;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A key that was shown.
     *
     * @param at by the terminal's clock
     * @param tripId null when the key could not be read
     * @param reason why it was refused, else null
     */
    record Use(String deviceId, Instant at, UUID tripId, long counter, boolean opened, String reason) {}

    /** What a message said, or what is wrong with it. */
    private record Read(Use use, String fault) {

        static Read wrong(String fault) {
            return new Read(null, fault);
        }
    }

    @Override
    public String topicSuffix() {
        return "key-use";
    }

    @Override
    public boolean accepts(DeviceKind kind) {
        return kind == DeviceKind.TERMINAL;
    }

    @Override
    public Uni<Uplink.Verdict> receive(Uplink.Message message) {
        Read read = read(message);
        if (read.fault() != null) {
            return Uni.createFrom().item(Uplink.Verdict.quarantine(read.fault()));
        }
        return database.apart(Scope.SYSTEM, () -> keep(read.use(), message.subjectId()))
                .replaceWith(Uplink.Verdict.ACCEPTED);
    }

    private Uni<Void> keep(Use use, UUID vehicleId) {
        Uni<Optional<Issued>> found = use.tripId() == null
                ? Uni.createFrom().item(Optional.empty())
                : repository.find(use.deviceId(), use.tripId(), use.counter());
        return found.chain(issued -> {
            String verdict = verdict(use, issued);
            UUID unit = issued.map(Issued::unitId).orElse(null);
            return repository
                    .insertUse(use, unit, verdict, clock.instant())
                    .chain(fresh -> fresh && use.opened()
                            ? tell(use, vehicleId, unit, verdict)
                            : Uni.createFrom().voidItem());
        });
    }

    private static String verdict(Use use, Optional<Issued> issued) {
        if (!use.opened()) {
            return "REFUSED";
        }
        if (issued.isEmpty()) {
            return "UNKNOWN";
        }
        Instant revoked = issued.get().revokedAt();
        return revoked != null && use.at().isAfter(revoked) ? "AFTER_REVOCATION" : "MATCHED";
    }

    private Uni<Void> tell(Use use, UUID vehicleId, UUID unit, String verdict) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("deviceId", use.deviceId());
        payload.put("vehicleId", vehicleId);
        payload.put("counter", use.counter());
        payload.put("usedAt", use.at());
        payload.put("verdict", verdict);
        Event event = Event.of("device.offline-key-used")
                .subject("vehicle", vehicleId)
                .unit(unit)
                .payload(payload);
        // A trip that no key was issued for may be anything a stranger wrote: it is told, but names no trip.
        if (verdict.equals("UNKNOWN")) {
            payload.put("claimedTripId", use.tripId());
        } else {
            event.trip(use.tripId());
        }
        return journal.append(event, use.at());
    }

    private Read read(Uplink.Message message) {
        JsonNode said;
        try {
            said = json.readTree(message.payload());
        } catch (IOException e) {
            return Read.wrong("not readable as JSON; send one object with ts, trip, counter and result");
        }
        if (said == null || !said.isObject()) {
            return Read.wrong("not a JSON object; send one object with ts, trip, counter and result");
        }
        JsonNode ts = said.path("ts");
        if (!ts.canConvertToLong() || !ts.isIntegralNumber() || ts.asLong() < 0 || ts.asLong() > LATEST_MS) {
            return Read.wrong("/ts: " + ts + "; send milliseconds since 1970, city time");
        }
        String result = said.path("result").asText();
        boolean opened = result.equals("OPENED");
        if (!opened && !result.equals("REFUSED")) {
            return Read.wrong("/result: " + said.path("result") + "; send OPENED or REFUSED");
        }
        UUID trip = uuid(said.path("trip").asText());
        JsonNode counter = said.path("counter");
        boolean counted = counter.isIntegralNumber() && counter.canConvertToLong() && counter.asLong() >= 0;
        if (opened && (trip == null || !counted)) {
            return Read.wrong("/trip: " + said.path("trip") + ", /counter: " + counter
                    + "; a key that opened says which trip and counter it names");
        }
        String reason = opened ? null : reasonOf(said.path("reason").asText(""));
        Instant at = Instant.ofEpochMilli(ts.asLong());
        return new Read(new Use(message.deviceId(), at, trip, counted ? counter.asLong() : 0, opened, reason), null);
    }

    private static String reasonOf(String told) {
        String clean = told.replace("\0", "").strip();
        return clean.length() <= REASON_LENGTH_MAX ? clean : clean.substring(0, REASON_LENGTH_MAX);
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
