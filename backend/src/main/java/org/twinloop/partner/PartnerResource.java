package org.twinloop.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.Page;
import org.twinloop.common.ProblemException;
import org.twinloop.identity.CurrentUser;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.PriceLists;
import org.twinloop.pricing.PriceTerms;
import org.twinloop.pricing.PriceTermsJson;
import org.twinloop.pricing.Product;
import org.twinloop.trip.ride.BikeRides;

/** What a partner may read of its own business, and how its feeds are doing. */
@Path("/api/v1/partner")
@Produces(MediaType.APPLICATION_JSON)
class PartnerResource {

    /** How far a partner's clock may be ahead of ours. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private final Database database;
    private final FeedHealth health;
    private final PartnerOrderRepository orders;
    private final OrdersUnderWay underWay;
    private final PriceLists priceLists;
    private final BikeRides rides;
    private final Clock clock;
    private final CurrentUser user;

    PartnerResource(
            Database database,
            FeedHealth health,
            PartnerOrderRepository orders,
            OrdersUnderWay underWay,
            PriceLists priceLists,
            BikeRides rides,
            Clock clock,
            CurrentUser user) {
        this.database = database;
        this.health = health;
        this.orders = orders;
        this.underWay = underWay;
        this.priceLists = priceLists;
        this.rides = rides;
        this.clock = clock;
        this.user = user;
    }

    record FeedView(
            String operatorCode,
            String feed,
            FeedHealth.State state,
            Instant lastOkAt,
            Integer lagS,
            String lastError,
            long received,
            long rejected) {

        static FeedView of(FeedHealth.Feed feed) {
            return new FeedView(
                    feed.operatorCode(),
                    feed.feed(),
                    feed.state(),
                    feed.lastOkAt(),
                    feed.lagS(),
                    feed.lastError(),
                    feed.received(),
                    feed.rejected());
        }
    }

    record IntakeView(String operatorCode, IntakeKind kind, long devices, long heard, Instant newestAt, Integer lagS) {

        static IntakeView of(FeedHealth.Intake intake) {
            return new IntakeView(
                    intake.operatorCode(),
                    intake.kind(),
                    intake.devices(),
                    intake.heard(),
                    intake.newestAt(),
                    intake.lagS());
        }
    }

    record FeedList(List<FeedView> items, List<IntakeView> intake) {}

    enum OrderState {
        FINISHED,
        CANCELLED
    }

    record PartnerOrder(
            UUID platformOrderId,
            String operatorOrderId,
            Product product,
            String unitCode,
            String riderPseudonym,
            String plate,
            String vin,
            UUID priceListId,
            String vehicleClass,
            Instant startedAt,
            Instant endedAt,
            int minutes,
            BigDecimal km,
            long energyWh,
            long tollFen,
            long parkingFen,
            OrderState state) {}

    enum UnderWayState {
        ACCEPTED,
        ARRIVED,
        ONBOARD
    }

    /**
     * What the partner has accepted and is not over; when it is, it is one of the orders.
     *
     * @param pickup as unit, stops, end and people for a ride with driver only
     */
    record OrderUnderWay(
            UUID platformOrderId,
            String orderNo,
            Product product,
            UnderWayState state,
            Instant startsAt,
            Instant endsAt,
            String vehicleClass,
            String plate,
            String vin,
            String unitCode,
            String pickup,
            List<String> via,
            String dropoff,
            Integer passengers) {}

    record PartnerOrderPage(List<PartnerOrder> items, String next, List<OrderUnderWay> underWay) {

        static PartnerOrderPage of(Page<PartnerOrder> page, List<OrderUnderWay> underWay) {
            return new PartnerOrderPage(page.items(), page.next(), underWay);
        }
    }

    record PartnerPriceList(
            UUID id,
            Product product,
            String vehicleClass,
            Instant validFrom,
            Instant validTo,

            @Schema(implementation = PriceTerms.class, discriminatorProperty = "kind")
            JsonNode terms) {

        static PartnerPriceList of(PriceList list) {
            return new PartnerPriceList(
                    list.id(),
                    list.product(),
                    list.vehicleClass(),
                    list.validFrom(),
                    list.validTo(),
                    PriceTermsJson.write(list.terms()));
        }
    }

    record PartnerPriceListList(List<PartnerPriceList> items) {}

    @GET
    @Path("/feeds")
    @RolesAllowed({"PARTNER", "FLEET_MANAGER"})
    public Uni<FeedList> feeds() {
        return database.read(
                user.scope(),
                () -> health.list()
                        .chain(feeds -> health.intake()
                                .map(intake -> new FeedList(
                                        feeds.stream().map(FeedView::of).toList(),
                                        intake.stream().map(IntakeView::of).toList()))));
    }

    @GET
    @Path("/orders")
    @RolesAllowed("PARTNER")
    public Uni<PartnerOrderPage> orders(
            @QueryParam("period") @NotNull @Size(max = 7) @Pattern(regexp = "^[0-9]{4}-(0[1-9]|1[0-2])$") String period,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        OrderCursor after = OrderCursor.read(cursor);
        return database.read(
                user.scope(),
                () -> orders.page(user.operatorId(), period, after, limit + 1)
                        .map(read -> Page.of(
                                read,
                                limit,
                                last -> new OrderCursor(last.startedAt(), last.platformOrderId()).written()))
                        .chain(page -> (cursor == null
                                        ? underWay.of(user.operatorId(), YearMonth.parse(period))
                                        : Uni.createFrom().item(List.<OrderUnderWay>of()))
                                .map(under -> PartnerOrderPage.of(page, under))));
    }

    record BikeRideBody(
            @NotNull @Size(min = 1, max = 200) String bikeId,
            UUID orderId,
            @NotNull Instant startedAt,
            Instant endedAt) {}

    record BikeRideView(String rideNo, UUID platformOrderId, boolean over) {}

    /** A ride on a bicycle of the partner, when it began and again when it ended; the same record again is no other. */
    @PUT
    @Path("/bike-rides/{rideNo}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("PARTNER")
    public Uni<BikeRideView> bikeRide(
            @PathParam("rideNo") @Size(min = 1, max = 100) @Pattern(regexp = "^[A-Za-z0-9._:-]+$") String rideNo,
            @NotNull @Valid BikeRideBody body) {
        Instant latest = clock.instant().plus(CLOCKS_APART);
        notAfter("/startedAt", body.startedAt(), body.endedAt() == null ? latest : body.endedAt());
        notAfter("/endedAt", body.endedAt(), latest);
        BikeRides.Told ride =
                new BikeRides.Told(rideNo, body.bikeId(), body.orderId(), body.startedAt(), body.endedAt());
        return rides.told(user.operatorId(), ride)
                .map(heard -> new BikeRideView(rideNo, heard.orderId(), heard.over()));
    }

    private static void notAfter(String pointer, Instant at, Instant latest) {
        if (at != null && at.isAfter(latest)) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    pointer,
                    "value " + at + "; at most " + latest + ", and no end before begin");
        }
    }

    @GET
    @Path("/price-lists")
    @RolesAllowed("PARTNER")
    public Uni<PartnerPriceListList> priceLists() {
        return database.read(user.scope(), () -> priceLists.ofOperator(user.operatorId()))
                .map(lists -> new PartnerPriceListList(
                        lists.stream().map(PartnerPriceList::of).toList()));
    }
}
