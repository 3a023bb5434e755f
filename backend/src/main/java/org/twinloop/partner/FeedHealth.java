package org.twinloop.partner;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** How each feed and endpoint of each partner is doing. Every method runs inside the caller's act. */
@ApplicationScoped
public class FeedHealth {

    private static final int ERROR_LENGTH_MAX = 400;
    private static final int RECORD_LENGTH_MAX = 2_000;

    private final FeedRepository repository;
    private final IntakeRepository intake;
    private final PartnerConfig config;
    private final Clock clock;

    FeedHealth(FeedRepository repository, IntakeRepository intake, PartnerConfig config, Clock clock) {
        this.repository = repository;
        this.intake = intake;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A success.
     *
     * @param publishedAt when the partner last changed the content; null for an endpoint
     * @param ttlS how long the partner says it stays good; null for an endpoint
     * @param received records in it
     * @param rejected records set aside
     */
    public record Success(
            UUID operatorId,
            String feed,
            String url,
            String etag,
            Instant publishedAt,
            Integer ttlS,
            long received,
            long rejected) {

        /** An endpoint that answered. */
        public static Success endpoint(UUID operatorId, String feed, String url) {
            return new Success(operatorId, feed, url, null, null, null, 1, 0);
        }
    }

    /**
     * A record that cannot be used.
     *
     * @param key its id at the partner, may be null
     */
    public record SetAside(String feed, String key, String reason, String record) {}

    enum State {
        OK,
        STALE,
        DOWN
    }

    record Feed(
            String operatorCode,
            String feed,
            State state,
            Instant lastOkAt,
            Integer lagS,
            String lastError,
            long received,
            long rejected) {}

    public Uni<Void> ok(Success success) {
        return repository.ok(success, clock.instant());
    }

    public Uni<Void> failed(UUID operatorId, String feed, String url, String error) {
        return repository.failed(operatorId, feed, url, cut(error, ERROR_LENGTH_MAX), clock.instant());
    }

    /** Keeps records that could not be used, one row each however often they come. */
    public Uni<Void> setAside(UUID operatorId, List<SetAside> records) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<SetAside> shortened = records.stream()
                .map(one -> new SetAside(
                        one.feed(),
                        one.key(),
                        cut(one.reason(), ERROR_LENGTH_MAX),
                        cut(one.record(), RECORD_LENGTH_MAX)))
                .toList();
        return repository.setAside(operatorId, shortened, clock.instant());
    }

    /** When the newest accepted content of a feed was published, as far as known. */
    public Uni<List<Published>> published(UUID operatorId) {
        return repository.published(operatorId);
    }

    public record Published(String feed, Instant at) {}

    Uni<List<Feed>> list() {
        Instant now = clock.instant();
        return repository
                .list()
                .map(rows -> rows.stream().map(row -> feed(row, now)).toList());
    }

    /**
     * What comes in by itself from the devices of each operator.
     *
     * @param heard those of which something came within the time after which a feed counts as stale
     * @param lagS age of the newest, city seconds; null when none was ever heard
     */
    record Intake(String operatorCode, IntakeKind kind, long devices, long heard, Instant newestAt, Integer lagS) {}

    Uni<List<Intake>> intake() {
        Instant now = clock.instant();
        return intake.list(now.minus(config.staleAfter()))
                .map(rows -> rows.stream()
                        .map(row -> new Intake(
                                row.operatorCode(),
                                row.kind(),
                                row.devices(),
                                row.heard(),
                                row.newestAt(),
                                lagS(row.newestAt(), now)))
                        .toList());
    }

    private static Integer lagS(Instant newest, Instant now) {
        return newest == null
                ? null
                : (int) Math.max(0, Duration.between(newest, now).toSeconds());
    }

    private Feed feed(FeedRepository.FeedRow row, Instant now) {
        Integer lagS = lagS(row.publishedAt(), now);
        State state = State.OK;
        if (row.failures() > 0) {
            state = State.DOWN;
        } else if (lagS != null && lagS > staleAfterS(row.ttlS())) {
            state = State.STALE;
        }
        return new Feed(
                row.operatorCode(),
                row.feed(),
                state,
                row.lastOkAt(),
                lagS,
                row.lastError(),
                row.received(),
                row.rejected());
    }

    /** GBFS: a feed is stale after three times its time to live, and not before five minutes. */
    private long staleAfterS(Integer ttlS) {
        return Math.max(config.staleAfter().toSeconds(), ttlS == null ? 0 : 3L * ttlS);
    }

    private static String cut(String text, int max) {
        String printable = text.replace("\u0000", "\ufffd");
        return printable.length() <= max ? printable : printable.substring(0, max);
    }
}
