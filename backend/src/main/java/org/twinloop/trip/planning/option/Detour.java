package org.twinloop.trip.planning.option;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.geo.Polyline;
import org.twinloop.network.Route;
import org.twinloop.pricing.PriceTerms;
import org.twinloop.pricing.Usage.CarShareUsage;
import org.twinloop.trip.planning.market.CityPicture;
import org.twinloop.trip.planning.market.RoadTravel;
import org.twinloop.trip.planning.option.PlanOption.Instruction;
import org.twinloop.trip.planning.option.PlanOption.Stage;
import org.twinloop.trip.planning.option.PlanOption.StageKind;
import org.twinloop.trip.planning.option.PlanRequest.Spot;

/**
 * The way of a booked car past a place where somebody gets out.
 *
 * @param directM metres of the way without it, by the same travel times
 * @param longerM metres more than that; {@code longerS} seconds more, the stop counted in
 * @param untilThere from the start to the place
 * @param geometry encoded polyline of the whole way, precision 5
 */
public record Detour(
        int directM, int longerM, int longerS, Duration untilThere, String geometry, List<Instruction> instructions) {
    private static final double M_PER_KM = 1000.0;

    /** Empty where no road leads there. */
    public static Optional<Detour> of(RoadTravel travel, Stage drive, Spot place, Duration stop) {
        GeoPoint via = place.point();
        return travel.drive(drive.from(), drive.to())
                .flatMap(direct -> travel.drive(drive.from(), via)
                        .flatMap(there -> travel.drive(via, drive.to()).map(on -> of(direct, there, on, place, stop))));
    }

    private static Detour of(Route direct, Route there, Route on, Spot place, Duration stop) {
        List<GeoPoint> way = new ArrayList<>(there.geometry());
        way.addAll(on.geometry());
        Instruction out = new Instruction("在" + place.name() + "停车下客", "Stop at " + place.name() + " to let out", 0);
        return new Detour(
                (int) Math.round(direct.distanceM()),
                Math.max(0, (int) Math.round(there.distanceM() + on.distanceM() - direct.distanceM())),
                (int) Math.max(
                        stop.toSeconds(),
                        there.duration()
                                .plus(on.duration())
                                .plus(stop)
                                .minus(direct.duration())
                                .toSeconds()),
                there.duration(),
                Polyline.encode(way),
                Stream.of(told(there), Stream.of(out), told(on))
                        .flatMap(part -> part)
                        .toList());
    }

    private static Stream<Instruction> told(Route route) {
        return route.instructions().stream().map(i -> new Instruction(i.zh(), i.en(), (int) Math.round(i.distanceM())));
    }

    /**
     * The option driven so: longer, later, at the price of the same list for that way and time.
     *
     * @param keptUntil when the car is given back without it; {@code windowTo} until when it is held without it
     * @param was what the way takes without it, {@code will} with it
     */
    public PlannedOption driven(
            PlannedOption before,
            Optional<PriceTerms> prices,
            Instant keptUntil,
            Instant windowTo,
            DriveEnergy was,
            DriveEnergy will) {
        PlanOption option = before.option();
        double metres = before.terms().routeKm() * M_PER_KM + longerM;
        Instant until = windowTo.plusSeconds(longerS);
        Instant takenAt = option.legs().get(0).arriveAt();
        Quote quote = prices.map(terms -> Quote.of(
                        terms,
                        new CarShareUsage(takenAt, keptUntil.plusSeconds(longerS), CityPicture.km(metres)),
                        new CarShareUsage(
                                option.departAt(), until, CityPicture.km(metres * SelfDriveOptions.LONGER_WAY))))
                .orElse(Quote.FREE);
        return new PlannedOption(longer(option, quote, was, will), longer(before.terms(), metres / M_PER_KM, until));
    }

    private PlanOption longer(PlanOption o, Quote quote, DriveEnergy was, DriveEnergy will) {
        return new PlanOption(
                o.id(),
                o.mode(),
                o.bookable(),
                o.notBookable(),
                o.labels(),
                o.departAt(),
                o.arriveAt().plusSeconds(longerS),
                o.durationS() + longerS,
                o.distanceM() + longerM,
                quote.priceFen(),
                quote.holdFen(),
                quote.lines(),
                o.co2G() + will.co2G() - was.co2G(),
                o.co2Basis(),
                less(o.arrivalSocPercent(), will.percent() - was.percent()),
                less(o.arrivalSocLowPercent(), will.percentMost() - was.percentMost()),
                less(o.arrivalSocHighPercent(), will.percentLeast() - was.percentLeast()),
                o.socReservePercent(),
                o.estimated(),
                stages(o.legs()),
                o.vehicle(),
                o.returnStop(),
                o.chargingStop(),
                o.reasonZh(),
                o.reasonEn(),
                o.policy(),
                o.via(),
                o.bike());
    }

    private static Double less(Double percent, double by) {
        return percent == null ? null : Double.valueOf(Math.round((percent - by) * 10) / 10.0);
    }

    /** The drive takes longer, and what comes after it is later. */
    private List<Stage> stages(List<Stage> legs) {
        List<Stage> moved = new ArrayList<>();
        boolean driven = false;
        for (Stage leg : legs) {
            boolean drive = leg.kind() == StageKind.DRIVE;
            int later = driven ? longerS : 0;
            int grows = drive ? longerS : 0;
            moved.add(new Stage(
                    leg.kind(),
                    leg.fromName(),
                    leg.toName(),
                    leg.from(),
                    leg.to(),
                    leg.departAt().plusSeconds(later),
                    leg.arriveAt().plusSeconds(later + grows),
                    leg.distanceM() + (drive ? longerM : 0),
                    leg.durationS() + grows,
                    leg.estimated(),
                    drive ? geometry : leg.geometry(),
                    drive ? instructions : leg.instructions()));
            driven |= drive;
        }
        return List.copyOf(moved);
    }

    private static BookingTerms longer(BookingTerms t, double routeKm, Instant windowTo) {
        return new BookingTerms(
                t.windowFrom(),
                windowTo,
                t.operatorId(),
                t.product(),
                t.priceListId(),
                t.vehicleClass(),
                t.vehicleId(),
                t.returnStopId(),
                t.connectorIds(),
                t.ours(),
                t.retained(),
                t.seats(),
                t.innerPile(),
                routeKm,
                t.fromPlaceId(),
                t.toPlaceId(),
                t.charge(),
                t.cheapestAdequateFen(),
                t.via(),
                t.known(),
                t.feeder());
    }
}
