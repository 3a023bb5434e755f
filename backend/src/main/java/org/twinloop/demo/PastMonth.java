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

/**
 * Last month, lived through once before the city opens: the clock is set back and real requests are made, ridden and
 * settled, so that statements and reports have something to show. Demo mode only.
 */
@ApplicationScoped
class PastMonth {

    private static final Logger LOG = Logger.getLogger(PastMonth.class);
    private static final long SEED = 7;
    private static final int AT_ONCE = 6;
    private static final LocalTime FIRST_TRIP = LocalTime.of(9, 0);
    private static final Duration RIDE_ROOM = Duration.ofMinutes(100);
    private static final List<String> PLACES = List.of(
            "PL-G01", "PL-K02", "PL-K05", "PL-K03", "PL-G05", "PL-K04", "PL-K07", "PL-K08", "PL-K01", "PL-G03",
            "PL-R01", "PL-R03");
    private static final List<String> PURPOSES = List.of("参加区里的项目协调会", "到现场核对工程进度", "报送年度预算材料", "走访服务企业代表", "出席专题工作会议");

    private final CityClock clock;
    private final PuppetCars cars;
    private final PastTrips trips;
    private final int wanted;

    PastMonth(
            CityClock clock,
            PuppetCars cars,
            PastTrips trips,
            @ConfigProperty(name = "twinloop.demo.past-trips", defaultValue = "48") int wanted) {
        this.clock = clock;
        this.cars = cars;
        this.trips = trips;
        this.wanted = wanted;
    }

    /** When the city has to be built so that there is a last month to live through. */
    Instant opening() {
        return wanted == 0
                ? clock.now()
                : firstDay().atTime(6, 0).atZone(CityTime.ZONE).toInstant();
    }

    Uni<Void> live() {
        if (wanted == 0) {
            return Uni.createFrom().voidItem();
        }
        List<ZonedDateTime> mornings = mornings((wanted + AT_ONCE - 1) / AT_ONCE);
        Uni<Integer> done = trips.awaitService().replaceWith(0);
        SplittableRandom random = new SplittableRandom(SEED);
        for (ZonedDateTime morning : mornings) {
            List<PastTrips.Wish> wishes = wishes(random);
            done = done.chain(before -> day(morning.toInstant(), wishes)
                    .map(rode -> before + rode)
                    .invoke(rode -> LOG.infof("last month: %d of %d trips ridden and settled", rode, wanted)));
        }
        return done.onFailure()
                .invoke(failed -> LOG.error("last month broke off; statements will show less of it", failed))
                .onFailure()
                .recoverWithItem(0)
                .invoke(() -> clock.pretend(Optional.empty()))
                .chain(cars::reportAll);
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

    private List<ZonedDateTime> mornings(int count) {
        List<ZonedDateTime> mornings = new ArrayList<>();
        LocalDate day = firstDay();
        for (LocalDate d = day; d.getMonth() == day.getMonth() && mornings.size() < count; d = d.plusDays(1)) {
            if (isOrdinary(d)) {
                long shift = mornings.size() % 3 * RIDE_ROOM.toMinutes();
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

    private static List<PastTrips.Wish> wishes(SplittableRandom random) {
        List<String> logins = new ArrayList<>(List.of(
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
                "traveller13"));
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
