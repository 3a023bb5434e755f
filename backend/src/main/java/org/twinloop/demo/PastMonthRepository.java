package org.twinloop.demo;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Optional;
import org.twinloop.common.Database;
import org.twinloop.common.SystemTime;

/** The SQL of how far the past month has come. Must be called inside an act. */
@ApplicationScoped
class PastMonthRepository {

    private final Database database;

    PastMonthRepository(Database database) {
        this.database = database;
    }

    /**
     * How far it has come.
     *
     * @param month first day of the month
     * @param lastDay the day that began last; null when none has
     * @param mornings mornings that are ridden and settled whole
     */
    record Progress(LocalDate month, LocalDate lastDay, int mornings) {}

    Uni<Void> begin(LocalDate month) {
        return database.sql("insert into demo.past_month (month) values ($1) on conflict do nothing", month)
                .replaceWithVoid();
    }

    /** The month that is being lived through; empty when there is none, or it is over. */
    Uni<Optional<Progress>> open() {
        return database.row("select month, last_day, mornings from demo.past_month where ended_at is null "
                        + "order by month limit 1")
                .map(row -> row.map(r -> new Progress(r.date(0), r.date(1), (int) r.whole(2))));
    }

    Uni<Void> dayBegins(LocalDate day) {
        return database.sql("update demo.past_month set last_day = $1 where ended_at is null", day)
                .replaceWithVoid();
    }

    Uni<Void> dayDone() {
        return database.sql("update demo.past_month set mornings = mornings + 1 where ended_at is null")
                .replaceWithVoid();
    }

    Uni<Void> end() {
        return database.sql("update demo.past_month set ended_at = $1 where ended_at is null", SystemTime.now())
                .replaceWithVoid();
    }
}
