package org.twinloop.telematics.retention;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.twinloop.telematics.TelematicsConfig;
import org.twinloop.telematics.retention.ArchiveFolder.Written;
import org.twinloop.telematics.retention.PartRepository.Turn;
import org.twinloop.telematics.retention.RetentionConfig.Then;

/**
 * Removes partitions whose class of retention is over. A file that is archived is written, read back and listed before
 * its partition goes, and is looked at once more where an earlier look ended in between; so whatever ends in the middle
 * leaves the partition, and the next look goes on.
 */
@ApplicationScoped
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final Duration RAW_MIN = Duration.ofDays(31);
    private static final Duration SUMMARY_MIN = Duration.ofDays(366);

    private final PartRepository repository;
    private final TelematicsConfig history;
    private final RetentionConfig config;
    private final MeterRegistry meters;
    private final ArchiveFolder folder;

    @Inject
    Retention(PartRepository repository, TelematicsConfig history, RetentionConfig config, MeterRegistry meters) {
        this(
                repository,
                history,
                config,
                meters,
                config.folder().map(ArchiveFolder::new).orElse(null));
    }

    Retention(
            PartRepository repository,
            TelematicsConfig history,
            RetentionConfig config,
            MeterRegistry meters,
            ArchiveFolder folder) {
        this.repository = repository;
        this.history = history;
        this.config = config;
        this.meters = meters;
        this.folder = folder;
        check();
    }

    private void check() {
        if (history.historyKept().compareTo(RAW_MIN) < 0) {
            throw new IllegalArgumentException("twinloop.telematics.history-kept is " + history.historyKept()
                    + "; late reports may come for 30 days, so keep at least 31 days");
        }
        if (config.summaryKept().compareTo(SUMMARY_MIN) < 0) {
            throw new IllegalArgumentException("twinloop.telematics.retention.summary-kept is " + config.summaryKept()
                    + "; whole calendar years go, so keep at least 366 days");
        }
        if (config.partsMax() < 1 || config.partsMax() > 400) {
            throw new IllegalArgumentException(
                    "twinloop.telematics.retention.parts-max is " + config.partsMax() + "; allowed are 1…400");
        }
        if (folder == null && (config.rawThen() == Then.ARCHIVE || config.summaryThen() == Then.ARCHIVE)) {
            throw new IllegalArgumentException("twinloop.telematics.retention.folder is not set, but partitions are to "
                    + "be archived; name a folder that all instances share, or set raw-then and summary-then to drop");
        }
    }

    /** One look at all classes; blocks, for minutes perhaps. Answers how many partitions went. */
    int look(Instant now) throws SQLException, IOException {
        if (!config.on()) {
            return 0;
        }
        Optional<Turn> taken = repository.take();
        if (taken.isEmpty()) {
            return 0;
        }
        try (Turn turn = taken.get()) {
            return clear(turn, RetentionClass.RAW, history.historyKept(), config.rawThen(), now)
                    + clear(turn, RetentionClass.SUMMARY, config.summaryKept(), config.summaryThen(), now);
        }
    }

    private int clear(Turn turn, RetentionClass kind, Duration kept, Then then, Instant now)
            throws SQLException, IOException {
        LocalDate keptFrom = now.minus(kept).atZone(ZoneOffset.UTC).toLocalDate();
        int gone = 0;
        for (Part part : turn.old(kind, keptFrom, config.partsMax())) {
            boolean went = then == Then.ARCHIVE ? archived(turn, part, now) : turn.remove(part);
            if (went) {
                gone++;
                told(part, then);
            } else {
                LOG.warnf("the partition %s of the history stays: its rows changed meanwhile", part.name());
            }
        }
        return gone;
    }

    /** Rows that came after the file was written make another file. */
    private boolean archived(Turn turn, Part part, Instant now) throws SQLException, IOException {
        Optional<Written> listed = turn.listed(part);
        Written file = listed.isPresent() && folder.holds(listed.get()) ? listed.get() : write(turn, part, now);
        return turn.remove(part, file, now) || turn.remove(part, write(turn, part, now), now);
    }

    private Written write(Turn turn, Part part, Instant now) throws SQLException, IOException {
        Written written = folder.write(part.name(), csv -> turn.copy(part, csv));
        turn.list(part, written, now);
        return written;
    }

    private void told(Part part, Then then) {
        String how = then.name().toLowerCase(Locale.ROOT);
        meters.counter(
                        "twinloop.telematics.retention.parts",
                        "class",
                        part.kind().name().toLowerCase(Locale.ROOT),
                        "then",
                        how)
                .increment();
        LOG.infof("partition %s of the history is gone: %s", part.name(), how);
    }
}
