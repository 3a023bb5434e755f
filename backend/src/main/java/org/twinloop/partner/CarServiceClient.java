package org.twinloop.partner;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.chauffeur.CarService;
import org.twinloop.chauffeur.NewOrder;
import org.twinloop.chauffeur.Order;
import org.twinloop.chauffeur.OrderState;
import org.twinloop.partner.PartnerCalls.Question;
import org.twinloop.partner.PartnerCalls.Reply;

/** Orders at a car-service company: {@code POST}, {@code GET} and {@code DELETE} below {@code /orders}. */
@ApplicationScoped
class CarServiceClient implements CarService {

    private static final String FEED = "carservice/orders";

    private final PartnerCalls calls;

    CarServiceClient(PartnerCalls calls) {
        this.calls = calls;
    }

    private record Place(double lon, double lat, String name) {

        static Place of(NewOrder.Stop stop) {
            return new Place(stop.position().lon(), stop.position().lat(), stop.name());
        }
    }

    /** What is absent was not told. Nobody's purpose, and no name but that of the contact. */
    private record OrderRequest(
            UUID orderId,
            String orderNo,
            String unitCode,
            Place pickup,
            List<NewOrder.Via> via,
            Place dropoff,
            Instant pickupAt,
            Instant until,
            int passengers,
            String vehicleClass,
            NewOrder.Contact contact) {

        static OrderRequest of(Order order) {
            Order.Sheet sheet = order.sheet();
            return new OrderRequest(
                    order.id(),
                    order.number(),
                    sheet.unitCode(),
                    Place.of(order.pickup()),
                    sheet.via().isEmpty() ? null : sheet.via(),
                    Place.of(order.dropoff()),
                    order.pickupAt(),
                    sheet.until(),
                    order.passengers(),
                    order.vehicleClass(),
                    sheet.contact());
        }
    }

    @Override
    public Uni<Answer> order(Order order) {
        return calls.ask(new Question(order.operatorId(), FEED, HttpMethod.POST, "/orders", OrderRequest.of(order)))
                .map(reply -> reply.status() == 409
                        ? new Answer(OrderState.DECLINED, "the company knows another order under this id", null, null)
                        : answer(reply));
    }

    @Override
    public Uni<Answer> look(UUID operatorId, UUID orderId) {
        return calls.ask(new Question(operatorId, FEED, HttpMethod.GET, "/orders/" + orderId, null))
                .map(reply -> reply.status() == 404 ? new Answer(OrderState.UNKNOWN, null, null, null) : answer(reply));
    }

    @Override
    public Uni<Void> cancel(UUID operatorId, UUID orderId) {
        return calls.ask(new Question(operatorId, FEED, HttpMethod.DELETE, "/orders/" + orderId, null))
                .replaceWithVoid();
    }

    private static Answer answer(Reply reply) {
        return PartnerAnswers.order(reply.body());
    }
}
