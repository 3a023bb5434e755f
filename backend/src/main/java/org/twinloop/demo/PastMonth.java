package org.twinloop.demo;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.twinloop.common.CityClock;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;

/**
 * Last month, lived through once before the city opens: the clock is set back and real requests are made, ridden and
 * settled, so that statements and reports have something to show. Demo mode only.
 *
 * <p>How far it has come is kept. A start that is killed goes on where it broke off: what was open that day is closed,
 * and its trips are made on the next day, so the month is never half. Once the city has opened its past stays as it is.
 */
@ApplicationScoped
class PastMonth {

    private static final Logger LOG = Logger.getLogger(PastMonth.class);
    private static final long SEED = 7;
    private static final int AT_ONCE = 6;
    private static final int TRIES_MAX = 3;
    private static final LocalTime FIRST_TRIP = LocalTime.of(9, 0);
    private static final Duration RIDE_ROOM = Duration.ofMinutes(100);
    private static final List<String> PLACES = List.of(
            "PL-G01", "PL-K02", "PL-K05", "PL-K03", "PL-G05", "PL-K04", "PL-K07", "PL-K08", "PL-K01", "PL-G03",
            "PL-R01", "PL-R03");
    private static final List<String> LOGINS = List.of(
            "wang",
            "he",
            "traveller01",
            "traveller02",
            "traveller04",
            "traveller05",
            "traveller07",
            "traveller08",
            "traveller10",
            "traveller11",
            "traveller13");
    private static final List<String> PURPOSES = List.of("参加区里的项目协调会", "到现场核对工程进度", "报送年度预算材料", "走访服务企业代表", "出席专题工作会议");

    private final CityClock clock;
    private final PuppetCars cars;
    private final PastTrips trips;
    private final PastMonthRepository progress;
    private final Database database;
    private final int wanted;

    PastMonth(
            CityClock clock,
            PuppetCars cars,
            PastTrips trips,
            PastMonthRepository progress,
            Database database,
            @ConfigProperty(name = "twinloop.demo.past-trips", defaultValue = "48") int wanted) {
        this.clock = clock;
        this.cars = cars;
        this.trips = trips;
        this.progress = progress;
        this.database = database;
        this.wanted = wanted;
    }

    /** When the city has to be built so that there is a last month to live through. */
    Instant opening() {
        return wanted == 0
                ? clock.now()
                : firstDay().atTime(6, 0).atZone(CityTime.ZONE).toInstant();
    }

    /** Says that a past month is to be lived through. Must be called inside the act that builds the city. */
    Uni<Void> plan() {
        return wanted == 0 ? Uni.createFrom().voidItem() : progress.begin(firstDay());
    }

    /** Lives through what is left of the month, if anything is; afterwards it is over for good. */
    Uni<Void> live() {
        return database.apart(Scope.SYSTEM, progress::open)
                .chain(open -> open.isEmpty() ? Uni.createFrom().voidItem() : live(TRIES_MAX));
    }

    private Uni<Void> live(int tries) {
        return trips.awaitService()
                .chain(() -> cars.load())
                .chain(this::goOn)
                .onFailure(failed -> tries > 1)
                .recoverWithUni(failed -> {
                    LOG.warn("last month broke off; it goes on with the next day", failed);
                    return live(tries - 1);
                })
                .onFailure()
                .invoke(failed -> LOG.error("last month broke off; statements will show less of it", failed))
                .onFailure()
                .recoverWithNull()
                .invoke(() -> clock.pretend(Optional.empty()))
                .chain(() -> database.apart(Scope.SYSTEM, progress::end))
                .chain(cars::reportAll);
    }

    private Uni<Void> goOn() {
        return database.apart(Scope.SYSTEM, progress::open).chain(found -> {
            PastMonthRepository.Progress at = found.orElseThrow();
            List<ZonedDateTime> mornings = mornings(at, (wanted + AT_ONCE - 1) / AT_ONCE);
            List<List<PastTrips.Wish>> wishes = wishes(at.mornings() + mornings.size());
            Uni<Void> done = at.lastDay() == null || mornings.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : tidyUp(mornings.get(0).toInstant());
            for (int i = 0; i < mornings.size(); i++) {
                ZonedDateTime morning = mornings.get(i);
                int ordinal = at.mornings() + i;
                done = done.chain(() -> whole(morning, wishes.get(ordinal), ordinal + 1));
            }
            return done;
        });
    }

    /** What the day that broke off left open is closed, so that its people and cars are free. */
    private Uni<Void> tidyUp(Instant morning) {
        clock.pretend(Optional.of(morning));
        return PastTrips.each(LOGINS, trips::closeOpen).replaceWithVoid();
    }

    /** A day counts once all its trips are settled. */
    private Uni<Void> whole(ZonedDateTime morning, List<PastTrips.Wish> wishes, int ordinal) {
        return database.apart(Scope.SYSTEM, () -> progress.dayBegins(morning.toLocalDate()))
                .chain(() -> day(morning.toInstant(), wishes))
                .chain(rode -> database.apart(Scope.SYSTEM, progress::dayDone)
                        .invoke(() -> LOG.infof("last month: day %d, %d trips ridden and settled", ordinal, rode)));
    }

    /** Several people go at the same time; answers how many trips were ridden and settled. */
    private Uni<Integer> day(Instant morning, List<PastTrips.Wish> wishes) {
        clock.pretend(Optional.of(morning));
        cars.charge();
        return cars.reportAll()
                .chain(() -> PastTrips.each(wishes, trips::book))
                .map(booked -> booked.stream().flatMap(Optional::stream).toList())
                .chain(booked ->
                        ride(morning.plus(Duration.ofMinutes(36)), booked).replaceWith(booked.size()));
    }

    private Uni<Void> ride(Instant departure, List<PastTrips.Booked> booked) {
        clock.pretend(Optional.of(departure));
        Duration longest = booked.stream()
                .map(PastTrips.Booked::takes)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return PastTrips.each(booked, trips::start)
                .invoke(() -> clock.pretend(Optional.of(departure.plus(longest))))
                .chain(() -> PastTrips.each(booked, trips::finish))
                .chain(() -> PastTrips.each(booked, trips::settled))
                .replaceWithVoid();
    }

    /** The mornings that are left to be lived through, on days that have not begun. */
    static List<ZonedDateTime> mornings(PastMonthRepository.Progress at, int count) {
        List<ZonedDateTime> mornings = new ArrayList<>();
        LocalDate first = at.lastDay() == null ? at.month() : at.lastDay().plusDays(1);
        for (LocalDate d = first; d.getMonth() == at.month().getMonth(); d = d.plusDays(1)) {
            int ordinal = at.mornings() + mornings.size();
            if (ordinal < count && isOrdinary(d)) {
                long shift = ordinal % 3 * RIDE_ROOM.toMinutes();
                mornings.add(d.atTime(FIRST_TRIP).plusMinutes(shift).atZone(CityTime.ZONE));
            }
        }
        return mornings;
    }

    /** Monday to Friday outside the first weeks of May, October and of the spring, where holidays lie. */
    private static boolean isOrdinary(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        boolean holidays = (day.getMonthValue() == 10 || day.getMonthValue() == 5) && day.getDayOfMonth() <= 8;
        return !weekend && !holidays;
    }

    private LocalDate firstDay() {
        return clock.now().atZone(CityTime.ZONE).toLocalDate().withDayOfMonth(1).minusMonths(1);
    }

    /** The wishes of so many mornings; the same for every sample city. */
    private static List<List<PastTrips.Wish>> wishes(int mornings) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<List<PastTrips.Wish>> all = new ArrayList<>();
        for (int i = 0; i < mornings; i++) {
            all.add(wishes(random));
        }
        return all;
    }

    private static List<PastTrips.Wish> wishes(SplittableRandom random) {
        List<String> logins = new ArrayList<>(LOGINS);
        List<PastTrips.Wish> wishes = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            String login = logins.remove(random.nextInt(logins.size()));
            int from = random.nextInt(PLACES.size());
            int to = (from + 1 + random.nextInt(PLACES.size() - 1)) % PLACES.size();
            wishes.add(new PastTrips.Wish(
                    login, PLACES.get(from), PLACES.get(to), PURPOSES.get(random.nextInt(PURPOSES.size()))));
        }
        return wishes;
    }
}
