package org.twinloop.trip.planning;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.common.geo.Datum;
import org.twinloop.common.geo.GeoBox;
import org.twinloop.identity.CurrentUser;
import org.twinloop.network.Places;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.planning.TripPlanner.Asker;
import org.twinloop.trip.planning.market.PlanningConfig;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlanRequest.Spot;
import org.twinloop.trip.planning.option.PlanRequest.Via;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.planning.option.RejectedMode;

/** Options from A to B at a time. */
@Path("/api/v1/trip-plans")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("TRAVELLER")
class TripPlanResource {
    /** Farther off nobody plans; policy refuses long before. */
    private static final Duration PAST_MAX = Duration.ofDays(1);

    private static final Duration AHEAD_MAX = Duration.ofDays(60);
    private static final Duration STAY_MAX = Duration.ofDays(7);
    private static final Duration JOURNEY_MAX = Duration.ofDays(1);

    private final TripPlanner planner;
    private final Places places;
    private final CurrentUser user;
    private final BodyHash hash;
    private final Clock clock;
    private final PlanRecheck recheck;
    private final PlanningConfig config;

    TripPlanResource(
            TripPlanner planner,
            PlanRecheck recheck,
            Places places,
            CurrentUser user,
            BodyHash hash,
            Clock clock,
            PlanningConfig config) {
        this.planner = planner;
        this.recheck = recheck;
        this.config = config;
        this.places = places;
        this.user = user;
        this.hash = hash;
        this.clock = clock;
    }

    /** A place by its code, or a point with a name of one's own. */
    record PlanPoint(
            @Size(min = 1, max = 20) String placeId,
            @Min(-180) @Max(180) Double lon,
            @Min(-90) @Max(90) Double lat,
            @Size(max = 100) String name) {
        PlanPoint inWgs84(Datum datum) {
            if (lon == null || lat == null) {
                return this;
            }
            GeoPoint point = datum.toWgs84(lon, lat);
            return new PlanPoint(placeId, point.lon(), point.lat(), name);
        }
    }

    /** A stop on the way: a place by its code, or a point, and how long one stays. */
    record ViaPoint(
            @Size(min = 1, max = 20) String placeId,
            @Min(-180) @Max(180) Double lon,
            @Min(-90) @Max(90) Double lat,
            @Size(max = 100) String name,
            @NotNull @Min(0) @Max(1440) Integer stayMinutes) {
        PlanPoint point() {
            return new PlanPoint(placeId, lon, lat, name);
        }

        ViaPoint inWgs84(Datum datum) {
            PlanPoint point = point().inWgs84(datum);
            return new ViaPoint(placeId, point.lon(), point.lat(), name, stayMinutes);
        }
    }

    record TripPlanRequest(
            @NotNull UUID id,
            @NotNull @Valid PlanPoint from,
            @NotNull @Valid PlanPoint to,
            @NotNull Instant departAt,
            Instant arriveBy,
            @NotNull @Min(1) @Max(50) Integer passengers,
            @Min(0) @Max(20) Integer luggage,
            Boolean chargeThere,
            Instant returnBy,
            PurposeCategory purposeCategory,
            @Size(max = 10) List<@NotNull @Valid ViaPoint> via,
            UUID changeOf) {
        TripPlanRequest inWgs84(Datum datum) {
            return new TripPlanRequest(
                    id,
                    from.inWgs84(datum),
                    to.inWgs84(datum),
                    departAt,
                    arriveBy,
                    passengers,
                    luggage,
                    chargeThere,
                    returnBy,
                    purposeCategory,
                    via == null
                            ? null
                            : via.stream().map(one -> one.inWgs84(datum)).toList(),
                    changeOf);
        }
    }

    record TripPlanView(
            UUID id,
            Instant createdAt,
            Instant validUntil,
            long metricVersion,
            List<PlanOption> options,
            List<RejectedMode> rejected) {
        static TripPlanView of(Plan plan) {
            return new TripPlanView(
                    plan.id(),
                    plan.createdAt(),
                    plan.validUntil(),
                    plan.metricVersion(),
                    plan.options().stream().map(PlannedOption::option).toList(),
                    plan.rejected());
        }
    }

    record PlanCheckView(UUID planId, Instant checkedAt, List<OptionCheck> options) {}

    @POST
    @ResponseStatus(201)
    public Uni<TripPlanView> plan(
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum, @NotNull @Valid TripPlanRequest asked) {
        if (user.unitId() == null) {
            throw new ProblemException(CommonProblem.NOT_ALLOWED, "only people of a unit make official trips");
        }
        TripPlanRequest body = asked.inWgs84(datum);
        Spot from = spot("/from", body.from());
        List<Via> via = via(from, body.via());
        Spot last = via.isEmpty() ? from : via.get(via.size() - 1).spot();
        PlanRequest request = new PlanRequest(
                from,
                elsewhere("/to", last, spot("/to", body.to())),
                departure(body.departAt()),
                arriveBy(body),
                body.passengers(),
                body.luggage() == null ? 0 : body.luggage(),
                Boolean.TRUE.equals(body.chargeThere()),
                returnBy(body),
                Optional.ofNullable(body.purposeCategory()),
                via,
                Optional.ofNullable(body.changeOf()));
        Asker asker = new Asker(body.id(), user.personId(), user.unitId(), hash.of(body));
        return planner.plan(asker, request).map(TripPlanView::of);
    }

    /** A plan of one's own as it was made, also one that was made for somebody left without a car. */
    @GET
    @Path("{id}")
    public Uni<TripPlanView> whole(@PathParam("id") UUID id, @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        if (user.unitId() == null) {
            throw new ProblemException(CommonProblem.NOT_ALLOWED, "only people of a unit make official trips");
        }
        return planner.whole(id, user.personId(), user.unitId()).map(TripPlanView::of);
    }

    /** What has become of the options of a plan of one's own. */
    @GET
    @Path("{id}/recheck")
    public Uni<PlanCheckView> recheck(
            @PathParam("id") UUID id, @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        if (user.unitId() == null) {
            throw new ProblemException(CommonProblem.NOT_ALLOWED, "only people of a unit make official trips");
        }
        return recheck.of(id, user.personId(), user.unitId())
                .map(checked -> new PlanCheckView(id, checked.at(), checked.options()));
    }

    private Spot spot(String pointer, PlanPoint point) {
        if (point.placeId() != null) {
            if (point.lon() != null || point.lat() != null || point.name() != null) {
                throw invalid(pointer, "both a place and a point; give either placeId or lon and lat");
            }
            return places.find(point.placeId())
                    .map(place ->
                            new Spot(place.id(), place.nameZh(), place.district(), place.position(), place.nameEn()))
                    .orElseThrow(() -> invalid(
                            pointer + "/placeId",
                            "value " + point.placeId() + " is no place; search with GET /places"));
        }
        if (point.lon() == null || point.lat() == null) {
            throw invalid(pointer, "neither a place nor a point; give placeId, or lon and lat");
        }
        GeoPoint at = inCity(pointer, new GeoPoint(point.lon(), point.lat()));
        String name = point.name() == null || point.name().isBlank()
                ? "%.5f, %.5f".formatted(point.lat(), point.lon())
                : point.name().strip();
        return new Spot(null, name, null, at, null);
    }

    /** Far from all roads, places and stops nothing is to be had, and a slip of the pen is told as one. */
    private GeoPoint inCity(String pointer, GeoPoint point) {
        List<GeoBox> city = places.extents().stream()
                .map(box -> box.grown(config.cityMarginM()))
                .toList();
        if (city.stream().anyMatch(box -> box.covers(point))) {
            return point;
        }
        boolean lonFits = city.stream().anyMatch(box -> box.coversLon(point.lon()));
        double value = lonFits ? point.lat() : point.lon();
        String ranges = city.stream()
                .filter(box -> !lonFits || box.coversLon(point.lon()))
                .map(box -> lonFits ? range(box.south(), box.north()) : range(box.west(), box.east()))
                .distinct()
                .collect(Collectors.joining(" or "));
        throw invalid(pointer + (lonFits ? "/lat" : "/lon"), "value " + value + "; the city lies within " + ranges);
    }

    /** Rounded inward, so that all of it is taken. */
    private static String range(double from, double to) {
        return Math.ceil(from * 100) / 100 + "…" + Math.floor(to * 100) / 100;
    }

    /** Each stop lies away from the one before, and none is longer than one may stay. */
    private List<Via> via(Spot from, List<ViaPoint> asked) {
        List<Via> via = new ArrayList<>();
        if (asked == null) {
            return via;
        }
        if (asked.size() > config.viaMax()) {
            throw invalid(
                    "/via",
                    "value " + asked.size() + " stops; a plan takes at most " + config.viaMax() + " stops on the way");
        }
        Spot before = from;
        for (int i = 0; i < asked.size(); i++) {
            String pointer = "/via/" + i;
            Duration stay = Duration.ofMinutes(asked.get(i).stayMinutes());
            if (stay.compareTo(config.viaStayMax()) > 0) {
                throw invalid(
                        pointer + "/stayMinutes",
                        "value " + stay.toMinutes() + "; one stays 0…"
                                + config.viaStayMax().toMinutes() + " minutes, longer stays are two trips");
            }
            before = elsewhere(pointer, before, spot(pointer, asked.get(i).point()));
            via.add(new Via(before, asked.get(i).stayMinutes()));
        }
        return via;
    }

    /** A way of no length is no journey; there and back again is one with a stop on the way. */
    private Spot elsewhere(String pointer, Spot from, Spot to) {
        double apartM = from.point().distanceM(to.point());
        if (apartM < config.apartMinM()) {
            throw invalid(
                    pointer,
                    "value " + to.name() + "; it lies " + Math.round(apartM) + " m from where one comes from: "
                            + "choose a place at least " + Math.round(config.apartMinM()) + " m away");
        }
        return to;
    }

    private Instant departure(Instant at) {
        Instant now = clock.instant();
        if (at.isBefore(now.minus(PAST_MAX))) {
            throw invalid("/departAt", "value " + at + "; it is past: choose a time from " + now + " on");
        }
        if (at.isAfter(now.plus(AHEAD_MAX))) {
            throw invalid("/departAt", "value " + at + "; plans reach " + AHEAD_MAX.toDays() + " days ahead of " + now);
        }
        return at;
    }

    private static Optional<Instant> arriveBy(TripPlanRequest body) {
        Instant by = body.arriveBy();
        if (by != null
                && (!by.isAfter(body.departAt()) || by.isAfter(body.departAt().plus(JOURNEY_MAX)))) {
            throw invalid(
                    "/arriveBy",
                    "value " + by + "; it lies after departAt and within " + JOURNEY_MAX.toHours() + " hours of it");
        }
        return Optional.ofNullable(by);
    }

    private static Optional<Instant> returnBy(TripPlanRequest body) {
        Instant by = body.returnBy();
        if (by != null
                && (!by.isAfter(body.departAt()) || by.isAfter(body.departAt().plus(STAY_MAX)))) {
            throw invalid(
                    "/returnBy",
                    "value " + by + "; it lies after departAt and within " + STAY_MAX.toDays() + " days of it");
        }
        return Optional.ofNullable(by);
    }

    private static ProblemException invalid(String pointer, String detail) {
        return ProblemException.field(CommonProblem.INVALID, pointer, detail);
    }
}
