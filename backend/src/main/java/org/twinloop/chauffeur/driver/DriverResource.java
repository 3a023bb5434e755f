package org.twinloop.chauffeur.driver;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.chauffeur.NewOrder;
import org.twinloop.common.GeoPoint;

/**
 * The driver's door. There is no account behind it: the signed link in header {@code X-Driver-Link} is the
 * authorisation, for its one order.
 */
@Path("/api/v1/driver")
@Produces(MediaType.APPLICATION_JSON)
class DriverResource {

    static final String LINK = "X-Driver-Link";

    private final DriverDesk desk;

    DriverResource(DriverDesk desk) {
        this.desk = desk;
    }

    record PositionBody(
            @NotNull @DecimalMin("-180") @DecimalMax("180") Double lon,
            @NotNull @DecimalMin("-90") @DecimalMax("90") Double lat) {}

    record StepView(UUID id, DriverStep.Kind kind, Instant at, BigDecimal odometerKm, Long fen, String receiptNo) {

        static StepView of(DriverStep step) {
            return new StepView(step.id(), step.kind(), step.at(), step.odometerKm(), step.fen(), step.receiptNo());
        }
    }

    /** What a driver needs to know, and no more: nobody's name but the contact's, nobody's purpose. */
    record DriverOrderView(
            String orderNo,
            String unitName,
            String pickup,
            List<NewOrder.Via> via,
            String dropoff,
            Instant pickupAt,
            Instant until,
            int passengers,
            String vehicleClass,
            NewOrder.Contact contact,
            String plate,
            boolean underWay,
            List<StepView> steps,
            List<DriverStep.Kind> next) {

        static DriverOrderView of(DriverDesk.Sheet sheet) {
            var order = sheet.order().order();
            return new DriverOrderView(
                    order.number(),
                    order.sheet().unitName(),
                    order.pickup().name(),
                    order.sheet().via(),
                    order.dropoff().name(),
                    order.pickupAt(),
                    sheet.order().until(),
                    order.passengers(),
                    order.vehicleClass(),
                    order.sheet().contact(),
                    sheet.order().plate(),
                    sheet.course().isUnderWay(),
                    sheet.course().steps().stream().map(StepView::of).toList(),
                    List.copyOf(sheet.course().next()));
        }
    }

    @GET
    @Path("/order")
    @PermitAll
    public Uni<RestResponse<DriverOrderView>> order(@HeaderParam(LINK) @Size(max = 200) String link) {
        return desk.sheet(link).map(DriverOrderView::of).map(DriverResource::fresh);
    }

    @POST
    @Path("/steps")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    public Uni<RestResponse<DriverOrderView>> tell(
            @HeaderParam(LINK) @Size(max = 200) String link, @NotNull @Valid DriverStepBody body) {
        return desk.tell(link, body).map(DriverOrderView::of).map(DriverResource::fresh);
    }

    @POST
    @Path("/positions")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    public Uni<Void> place(@HeaderParam(LINK) @Size(max = 200) String link, @NotNull @Valid PositionBody body) {
        return desk.place(link, new GeoPoint(body.lon(), body.lat()));
    }

    static <T> RestResponse<T> fresh(T shown) {
        return RestResponse.ResponseBuilder.ok(shown)
                .header("Cache-Control", "no-store")
                .build();
    }
}
