package org.twinloop.telematics.day;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.telematics.day.Span.Kind;

/** The drives of a car's day by odometer and state of charge, for who learns from them what driving takes. */
@ApplicationScoped
public class DayDrives {

    private final Database database;
    private final DayRepository repository;
    private final DayConfig config;

    DayDrives(Database database, DayRepository repository, DayConfig config) {
        this.database = database;
        this.repository = repository;
        this.config = config;
    }

    /**
     * A drive whose odometer is believed, unplugged from begin to end.
     *
     * @param fromPercent state of charge at its begin
     * @param toPercent and at its end
     */
    public record Driven(Instant from, Duration lasted, long metres, double fromPercent, double toPercent) {}

    /** Drives of a day of the city, in the order of time; in a read of its own, not within the caller's act. */
    public Uni<List<Driven>> of(int vehicleNo, LocalDate day) {
        Instant from = day.atStartOfDay(CityTime.ZONE).toInstant();
        Instant to = day.plusDays(1).atStartOfDay(CityTime.ZONE).toInstant();
        return database.apart(Scope.SYSTEM, () -> repository.reports(vehicleNo, from, to, config.reportsMax()))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(reports -> drives(reports, config));
    }

    static List<Driven> drives(List<Told> reports, DayConfig config) {
        Parting parting = new Parting(config, reports);
        return parting.spans().stream()
                .filter(span -> span.kind() == Kind.DRIVE)
                .flatMap(span -> driven(reports.subList(span.first(), span.last() + 1), parting.distance(span)))
                .toList();
    }

    private static Stream<Driven> driven(List<Told> part, Distance distance) {
        boolean plugged = part.stream().anyMatch(told -> Boolean.TRUE.equals(told.plugged()));
        Told begin = part.get(0);
        Told end = part.get(part.size() - 1);
        boolean told = begin.socPercent() != null && end.socPercent() != null;
        return plugged || !told || distance.chosen() != Distance.Source.ODOMETER
                ? Stream.empty()
                : Stream.of(new Driven(
                        begin.at(),
                        Duration.between(begin.at(), end.at()),
                        distance.odometerM(),
                        begin.socPercent(),
                        end.socPercent()));
    }
}
