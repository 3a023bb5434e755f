package org.twinloop.telematics.drift;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.twinloop.common.CityClock;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.ServiceOpens;
import org.twinloop.common.Trouble;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** Counts the fields that reports carry and the contract does not know, and notes them now and then. */
@ApplicationScoped
public class UnknownFields {

    private static final Logger LOG = Logger.getLogger(UnknownFields.class);
    /** A message is bounded as a whole; what the codec read of it is read here too, long names and numbers alike. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    static final int NAME_LENGTH_MAX = 100;
    /** Stands for all names for which there is no room; its reports are how often such a name was heard. */
    static final String MORE = "(more names)";

    private final Vertx vertx;
    private final Database database;
    private final UnknownFieldRepository repository;
    private final Journal journal;
    private final CityClock clock;
    private final DriftConfig config;
    private final Counter reports;
    private final Counter beyond;
    /** Since the last note, by name: {@link DriftConfig#fieldsMax} at most and {@link #MORE}. Guarded by itself. */
    private final Map<String, Heard> heard = new HashMap<>();

    private final Trouble trouble = new Trouble(LOG, "notes of unknown fields");
    private volatile boolean stopping;

    /** A name that was heard so often since the last note, and by whom last. */
    record Heard(String field, long reports, String deviceId, Instant firstAt, Instant lastAt) {

        private Heard and(Heard later) {
            Instant last = later.lastAt.isAfter(lastAt) ? later.lastAt : lastAt;
            return new Heard(field, reports + later.reports, later.deviceId, firstAt, last);
        }
    }

    UnknownFields(
            Vertx vertx,
            Database database,
            UnknownFieldRepository repository,
            Journal journal,
            CityClock clock,
            DriftConfig config,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.database = database;
        this.repository = repository;
        this.journal = journal;
        this.clock = clock;
        this.config = config;
        reports = meters.counter("twinloop.telematics.unknown.fields");
        beyond = meters.counter("twinloop.telematics.unknown.fields.beyond");
    }

    void open(@Observes ServiceOpens opens) {
        noteAgain();
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    /**
     * A report that was not there before carries fields nobody knows. From any thread; does not block.
     *
     * @param extra those fields and their values, an object in JSON
     */
    public void heard(String deviceId, String extra, Instant receivedAt) {
        reports.increment();
        Set<String> names = names(extra);
        synchronized (heard) {
            names.forEach(field -> add(new Heard(field, 1, deviceId, receivedAt, receivedAt), Heard::and));
        }
    }

    /** Under its name, or where there is no room for it under {@link #MORE}. */
    private void add(Heard one, BinaryOperator<Heard> with) {
        int names = heard.size() - (heard.containsKey(MORE) ? 1 : 0);
        boolean fits = one.field().equals(MORE) || heard.containsKey(one.field()) || names < config.fieldsMax();
        if (fits) {
            heard.merge(one.field(), one, with);
        } else {
            beyond.increment(one.reports());
            heard.merge(MORE, new Heard(MORE, one.reports(), one.deviceId(), one.firstAt(), one.lastAt()), with);
        }
    }

    private static Set<String> names(String extra) {
        Set<String> names = new LinkedHashSet<>();
        try (JsonParser parser = JSON.createParser(extra)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                names.add(kept(parser.currentName()));
                parser.nextToken();
                parser.skipChildren();
            }
        } catch (IOException e) {
            LOG.warnf(e, "unknown fields of a report could not be read; counted without names after %s", names);
        }
        return names;
    }

    /** A name as text the database and a log can hold: of limited length, no control characters, no half characters. */
    private static String kept(String name) {
        String text = name.isBlank() ? "(blank)" : name.substring(0, Math.min(NAME_LENGTH_MAX, name.length()));
        byte[] utf8 = CONTROL.matcher(text).replaceAll("?").getBytes(StandardCharsets.UTF_8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private void noteAgain() {
        if (!stopping) {
            vertx.setTimer(
                    config.notedEvery().toMillis(),
                    timer -> trouble.endure(note()).subscribe().with(done -> noteAgain()));
        }
    }

    /** What could not be noted is noted the next time. */
    Uni<Void> note() {
        List<Heard> news = taken();
        return database.apart(
                        Scope.SYSTEM,
                        () -> repository
                                .forget(clock.now().minus(config.kept()))
                                .chain(() -> repository.note(news, config.fieldsMax()))
                                .call(this::tell))
                .onFailure()
                .invoke(() -> giveBack(news))
                .invoke(noted -> beyond.increment(noted.beyond()))
                .replaceWithVoid();
    }

    private List<Heard> taken() {
        synchronized (heard) {
            List<Heard> news = List.copyOf(heard.values());
            heard.clear();
            return news;
        }
    }

    private void giveBack(List<Heard> news) {
        synchronized (heard) {
            news.forEach(one -> add(one, (since, before) -> before.and(since)));
        }
    }

    /** An alarm for each name that was not known before, and one when there is no room for more. */
    private Uni<Void> tell(UnknownFieldRepository.News news) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (UnknownFieldRepository.Noted one : news.fresh()) {
            LOG.warnf("reports carry a field the contract does not know: %s, first of %s", one.field(), one.deviceId());
            told = told.chain(() -> journal.append(
                    Event.of("telematics.unknown-field")
                            .subject("device", one.deviceId())
                            .payload(Map.of("field", one.field(), "deviceId", one.deviceId())),
                    one.firstSeenAt()));
        }
        return told;
    }
}
