package org.twinloop.chauffeur.driver;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import org.twinloop.chauffeur.Order;
import org.twinloop.common.ProblemException;

/** Lets others in by a driver's link, who keep what belongs to a step and not to an order. */
@ApplicationScoped
public class DriverDoor {

    private final DriverDesk desk;

    DriverDoor(DriverDesk desk) {
        this.desk = desk;
    }

    /** The toll or parking of a step, by the order it belongs to. */
    public record Receipt(UUID orderId, UUID tripId, UUID unitId, UUID operatorId) {}

    /**
     * Works with the receipt of a step in one act that holds the order's row; also when the ride is over, since a
     * receipt may be photographed afterwards. Refused are a link that is not good, and a step that is none of its
     * order's or costs nothing.
     */
    public <T> Uni<T> withReceipt(String link, UUID stepId, Function<Receipt, Uni<T>> work) {
        return desk.admitted(link, stepId, sheet -> {
            boolean costs = sheet.course().steps().stream()
                    .anyMatch(step -> step.id().equals(stepId) && step.kind().costs());
            if (!costs) {
                throw new ProblemException(
                        DriverProblem.STEP_REFUSED, "step " + stepId + " is no toll or parking of this order");
            }
            Order order = sheet.order().order();
            return work.apply(new Receipt(order.id(), order.tripId(), order.unitId(), order.operatorId()));
        });
    }
}
