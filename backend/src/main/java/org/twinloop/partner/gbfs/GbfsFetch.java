package org.twinloop.partner.gbfs;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.twinloop.partner.PartnerFailure;
import org.twinloop.partner.PartnerHttp;

/** Reads one file over HTTP, asking only for what changed. Never fails: an outcome says what became of it. */
@ApplicationScoped
class GbfsFetch {

    private static final int RETRY_AFTER_MAX_S = 3_600;

    private final PartnerHttp http;
    private final GbfsConfig config;
    private final GbfsTiming timing;
    private final Clock clock;

    GbfsFetch(PartnerHttp http, GbfsConfig config, GbfsTiming timing, Clock clock) {
        this.http = http;
        this.config = config;
        this.timing = timing;
        this.clock = clock;
    }

    /**
     * What became of a read.
     *
     * @param next what to remember of the file
     * @param file its content, null unless it is new
     * @param problem why it could not be used, null when it could or did not change
     */
    record Outcome(FeedFile next, GbfsFile file, String problem) {

        boolean fresh() {
            return file != null;
        }
    }

    Uni<Outcome> read(FeedFile known) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", "application/json");
        headers.put("Accept-Encoding", "gzip");
        if (known.etag() != null) {
            headers.put("If-None-Match", known.etag());
        }
        if (known.lastModified() != null) {
            headers.put("If-Modified-Since", known.lastModified());
        }
        return http.send(new PartnerHttp.Call(HttpMethod.GET, known.address(), headers, null, config.fileBytesMax()))
                .map(answer -> outcome(known, answer))
                .onFailure(PartnerFailure.class)
                .recoverWithItem(failed -> failed(known, failed.getMessage(), null));
    }

    private Outcome outcome(FeedFile known, PartnerHttp.Answer answer) {
        Instant now = clock.instant();
        if (answer.status() == 304) {
            return new Outcome(known.unchanged(timing.nextRead(known, now)), null, null);
        }
        if (answer.status() != 200) {
            return failed(known, "status " + answer.status(), answer.headers().get("Retry-After"));
        }
        byte[] hash = sha256(answer.body());
        if (known.same(hash)) {
            return new Outcome(known.unchanged(timing.nextRead(known, now)), null, null);
        }
        GbfsFile file;
        try {
            file = GbfsFile.read(answer.body());
        } catch (GbfsUnreadable e) {
            return failed(known, e.getMessage(), null);
        }
        if (file.lastUpdated().isAfter(now.plus(config.aheadMax()))) {
            return failed(known, "last_updated " + file.lastUpdated() + " lies in the future", null);
        }
        if (known.publishedAt() != null && file.lastUpdated().isBefore(known.publishedAt())) {
            return new Outcome(known.unchanged(timing.nextRead(known, now)), null, null);
        }
        FeedFile next =
                known.accepted(answer.headers().get("ETag"), answer.headers().get("Last-Modified"), hash, file, now);
        return new Outcome(next.unchanged(timing.nextRead(next, now)), file, null);
    }

    /** The file as if it had not come: what it says cannot be used after all. */
    Outcome refused(FeedFile known, String reason) {
        return failed(known, reason, null);
    }

    private Outcome failed(FeedFile known, String problem, String retryAfter) {
        Instant due = timing.afterFailure(known.failures(), clock.instant());
        Instant asked = retryAfter == null ? due : clock.instant().plus(timing.city(seconds(retryAfter)));
        return new Outcome(known.failed(asked.isAfter(due) ? asked : due), null, problem);
    }

    /** Retry-After in seconds; a date or nonsense is no more than our own pace. */
    private static Duration seconds(String retryAfter) {
        try {
            return Duration.ofSeconds(Math.min(RETRY_AFTER_MAX_S, Math.max(0, Long.parseLong(retryAfter.strip()))));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
