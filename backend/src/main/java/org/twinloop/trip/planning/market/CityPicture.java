package org.twinloop.trip.planning.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.twinloop.charging.ConnectorOutlook;
import org.twinloop.network.Loops;
import org.twinloop.network.Stop;
import org.twinloop.network.traffic.NoReturn;
import org.twinloop.pricing.PriceLine;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.Pricing;
import org.twinloop.pricing.Usage.CarShareUsage;
import org.twinloop.trip.planning.market.CarMarket.ReturnSpace;
import org.twinloop.trip.planning.search.Busy;
import org.twinloop.trip.planning.search.City;
import org.twinloop.trip.planning.search.Fare;
import org.twinloop.trip.planning.search.Limits;
import org.twinloop.vehicle.Bay;
import org.twinloop.vehicle.Calendar;
import org.twinloop.vehicle.Candidate;
import org.twinloop.vehicle.Vehicle;

/** Puts what was read into the words of the search, and keeps which car, stop and plug each number means. */
public final class CityPicture {
    private final CarMarket market;
    private final EnergyModels models;
    private final List<Candidate> cars;
    private final List<ReturnSpace> spaces = new ArrayList<>();
    private final List<ConnectorOutlook> plugs = new ArrayList<>();
    private final City city;

    /** @param bans when cars are not returned at a stop */
    public CityPicture(CarMarket market, EnergyModels models, Function<Stop, List<NoReturn.Time>> bans) {
        this.market = market;
        this.models = models;
        cars = market.cars().stream().filter(market::isToBeHad).toList();
        spaces.addAll(market.returns());
        spaces.addAll(market.sites());
        List<City.Plug> connectors = new ArrayList<>();
        for (int stop = 0; stop < spaces.size(); stop++) {
            for (ConnectorOutlook plug : spaces.get(stop).plugs()) {
                plugs.add(plug);
                connectors.add(new City.Plug(stop, (int) (plug.powerKw() * 1000), plug.direct(), busy(plug)));
            }
        }
        city = new City(
                cars.stream().map(this::car).toList(),
                spaces.stream()
                        .map(space -> stop(space, banned(Loops.refused(space.stop(), bans.apply(space.stop())))))
                        .toList(),
                connectors,
                List.of(),
                List.of(),
                (car, stop) -> Loops.returnAllowed(
                        cars.get(car).vehicle().loop(), spaces.get(stop).stop(), false));
    }

    public City city() {
        return city;
    }

    public Candidate candidate(int car) {
        return cars.get(car);
    }

    public ReturnSpace space(int stop) {
        return spaces.get(stop);
    }

    public ConnectorOutlook plug(int number) {
        return plugs.get(number);
    }

    /** Connectors at a stop that are free for a time, the strongest first. */
    public List<ConnectorOutlook> freePlugs(int stop, Instant from, Instant to) {
        return city.freePlugs(stop, from.getEpochSecond(), to.getEpochSecond()).stream()
                .map(plugs::get)
                .toList();
    }

    /** How far a search goes, as configured. */
    public static Limits limits(PlanningConfig config) {
        return new Limits(
                config.walkToCarMaxM(),
                config.walkFromStopMaxM(),
                seconds(config.pickUp()),
                seconds(config.handBack()),
                seconds(config.early()),
                seconds(config.late()),
                config.socReservePercent(),
                config.chargeToPercent(),
                seconds(config.plugIn()),
                seconds(config.chargingWaitMax()),
                config.chargingDetourFactor(),
                config.chargingDetourM(),
                config.walkToBikeMaxM(),
                seconds(config.unlock()));
    }

    private City.Car car(Candidate car) {
        Vehicle vehicle = car.vehicle();
        return new City.Car(
                car.position(),
                vehicle.seats(),
                models.luggage(vehicle),
                car.socPercent(),
                models.of(vehicle),
                busy(market.taken().getOrDefault(vehicle.id(), List.of())),
                vehicle.calendar() == Calendar.OURS,
                fare(vehicle));
    }

    private Fare fare(Vehicle vehicle) {
        Optional<PriceList> list = market.priceOf(vehicle);
        if (list.isEmpty()) {
            return Fare.FREE;
        }
        return (taken, returned, metres) -> PriceLine.total(Pricing.price(
                        list.get().terms(),
                        new CarShareUsage(Instant.ofEpochSecond(taken), Instant.ofEpochSecond(returned), km(metres))))
                .fen();
    }

    /** Kilometres as the price functions take them. */
    public static BigDecimal km(double metres) {
        return BigDecimal.valueOf(metres / 1000).setScale(3, RoundingMode.HALF_UP);
    }

    /** At a whole second, the times are those of the closures: from the begin to just before the end. */
    private static Busy banned(List<NoReturn.Time> bans) {
        return Busy.of(bans.stream()
                .map(ban -> new Busy.Span(ceil(ban.from()), ban.until() == null ? Long.MAX_VALUE : ceil(ban.until())))
                .toList());
    }

    private static City.Stop stop(ReturnSpace space, Busy banned) {
        if (space.bays().isEmpty()) {
            return new City.Stop(space.stop().position(), List.of(), 0, 0, banned);
        }
        Bay.Outlook bays = space.bays().get();
        return new City.Stop(
                space.stop().position(),
                bays.taken().stream().map(CityPicture::busy).toList(),
                bays.standing(),
                bays.standingUntil().getEpochSecond(),
                banned);
    }

    private Busy busy(ConnectorOutlook plug) {
        List<Candidate.Taken> taken = new ArrayList<>(plug.taken());
        if (plug.freeFrom() != null) {
            taken.add(new Candidate.Taken(market.now(), plug.freeFrom()));
        }
        return busy(taken);
    }

    private static Busy busy(List<Candidate.Taken> taken) {
        return Busy.of(taken.stream()
                .map(span -> new Busy.Span(span.from().getEpochSecond(), ceil(span.to())))
                .toList());
    }

    /** The first whole second at or after an instant, so that nothing is free a moment too early. */
    private static long ceil(Instant at) {
        return at.getNano() == 0 ? at.getEpochSecond() : at.getEpochSecond() + 1;
    }

    private static int seconds(java.time.Duration duration) {
        return Math.toIntExact(duration.toSeconds());
    }
}
