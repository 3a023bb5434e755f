package org.twinloop.chauffeur.driver;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.twinloop.chauffeur.Chauffeurs;
import org.twinloop.chauffeur.Dispatch;
import org.twinloop.chauffeur.Order;
import org.twinloop.chauffeur.OrderState;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.CurrentUser;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/**
 * Issues drivers' links and does what is told through them. The link is all there is to go by, so each act first takes
 * the order's row and asks whether the link still fits it; of two steps at once the second sees the first.
 */
@ApplicationScoped
class DriverDesk {

    private final Database database;
    private final Chauffeurs chauffeurs;
    private final DriverRepository repository;
    private final DriverLinks links;
    private final Journal journal;
    private final DriverConfig config;
    private final Clock clock;

    DriverDesk(
            Database database,
            Chauffeurs chauffeurs,
            DriverRepository repository,
            DriverLinks links,
            Journal journal,
            DriverConfig config,
            Clock clock) {
        this.database = database;
        this.chauffeurs = chauffeurs;
        this.repository = repository;
        this.links = links;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /** A link as its driver is to have it; shown once. */
    record Issued(String text, Instant expiresAt) {}

    /** An order as its driver sees it. */
    record Sheet(Dispatch order, Course course) {

        /** The ride is over, and the step of this id belongs to it. */
        private boolean isFinishedWith(UUID stepId) {
            return order.state() == OrderState.COMPLETED
                    && course.steps().stream().anyMatch(step -> step.id().equals(stepId));
        }
    }

    /** A new link for the driver of an order; the one before is good no more. */
    Uni<Issued> issue(CurrentUser user, UUID orderId) {
        UUID by = user.personId();
        return database.act(
                user.scope(),
                () -> chauffeurs
                        .lock(orderId)
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound("dispatch order " + orderId)))
                        .invoke(DriverDesk::mustHaveDriver)
                        .chain(order -> chauffeurs.nextLink(orderId).chain(version -> {
                            Issued issued = sign(order, version);
                            return journal.append(event("chauffeur.driver-link-issued", order.order())
                                            .actor(by)
                                            .payload(Map.of("bookingId", orderId, "version", version)))
                                    .replaceWith(issued);
                        })));
    }

    private static void mustHaveDriver(Dispatch order) {
        if (!order.state().isDriven() || order.driverName() == null) {
            throw new ProblemException(
                    DriverProblem.STEP_REFUSED,
                    "order " + order.order().number() + " is " + order.state() + " or has no driver yet");
        }
    }

    private Issued sign(Dispatch order, int version) {
        Instant end = order.until() == null ? order.order().pickupAt() : order.until();
        Instant latest = end.isAfter(clock.instant()) ? end : clock.instant();
        Instant expiresAt = Instant.ofEpochSecond(latest.plus(config.linkFor()).getEpochSecond());
        long driver = DriverLink.fingerprint(order.driverName(), order.driverPhone(), order.plate());
        return new Issued(links.sign(new DriverLink(order.id(), driver, expiresAt, version)), expiresAt);
    }

    Uni<Sheet> sheet(String text) {
        return admitted(text, sheet -> Uni.createFrom().item(sheet));
    }

    /** Writes a step down. Its id again with the same content answers as before, whatever came after it. */
    Uni<Sheet> tell(String text, DriverStepBody said) {
        return admitted(text, said.id(), sheet -> {
            DriverStep step = said.at(clock.instant());
            return sheet.course().steps().stream()
                    .filter(known -> known.id().equals(step.id()))
                    .findFirst()
                    .map(known -> again(sheet, known, step))
                    .orElseGet(() -> write(sheet, step));
        });
    }

    private static Uni<Sheet> again(Sheet sheet, DriverStep known, DriverStep step) {
        if (!known.sameAs(step)) {
            throw new ProblemException(CommonProblem.CONFLICT, "step " + step.id() + " is there with other content");
        }
        return Uni.createFrom().item(sheet);
    }

    private Uni<Sheet> write(Sheet sheet, DriverStep step) {
        Course course = sheet.course();
        if (!course.next().contains(step.kind()) || course.steps().size() >= config.stepsMax()) {
            throw new ProblemException(
                    DriverProblem.STEP_REFUSED, step.kind() + " is not due; now it may be " + course.next());
        }
        Course longer = course.with(step);
        longer.km().ifPresent(km -> {
            if (km.signum() < 0 || km.intValue() > config.kmMax()) {
                throw ProblemException.field(
                        CommonProblem.INVALID,
                        "/odometerKm",
                        "value " + step.odometerKm() + " makes a way of " + km + " km; 0 to " + config.kmMax()
                                + " km more than at the start are accepted");
            }
        });
        Order order = sheet.order().order();
        return repository
                .add(order, longer.steps().size(), step)
                .invoke(written -> {
                    if (!written) {
                        throw new ProblemException(
                                CommonProblem.CONFLICT, "the id or the receipt number of this step is there already");
                    }
                })
                .chain(() ->
                        journal.append(event("chauffeur.driver-told", order).payload(payload(order, step))))
                .chain(() -> move(sheet.order(), longer, step))
                .replaceWith(new Sheet(sheet.order(), longer));
    }

    /** What the step means for the order itself. */
    private Uni<Void> move(Dispatch dispatch, Course course, DriverStep step) {
        Order order = dispatch.order();
        return switch (step.kind()) {
            case ARRIVED -> chauffeurs.told(order, OrderState.ARRIVED, null);
            case ONBOARD -> chauffeurs.told(order, OrderState.ONBOARD, null);
            case FINISHED ->
                repository
                        .finish(order.id(), course, course.waitedMinutes(order.pickupAt(), config.freeWait()))
                        .chain(() -> chauffeurs.told(
                                order, OrderState.COMPLETED, course.usage(order.pickupAt(), config.freeWait())));
            case ON_THE_WAY, WAIT_BEGIN, WAIT_END, TOLL, PARKING ->
                Uni.createFrom().voidItem();
        };
    }

    /** Where the driver is, while under way only. */
    Uni<Void> place(String text, GeoPoint at) {
        return admitted(text, sheet -> {
            if (!sheet.course().isUnderWay()) {
                throw new ProblemException(DriverProblem.STEP_REFUSED, "no position is taken before setting out");
            }
            return repository.place(sheet.order().order(), at, clock.instant(), config.positionEvery());
        });
    }

    private <T> Uni<T> admitted(String text, Function<Sheet, Uni<T>> work) {
        return admitted(text, null, work);
    }

    /**
     * Whoever has a good link, and nobody else; why another is not good is not told. The end of an order revokes its
     * link, but for the repeat of a step that is written already, since the answer to the last one may have been lost,
     * and for the photo of its receipt.
     *
     * @param repeated id of the step that is told again or photographed, null when none is
     */
    <T> Uni<T> admitted(String text, UUID repeated, Function<Sheet, Uni<T>> work) {
        DriverLink link = links.read(text, clock.instant()).orElseThrow(DriverDesk::refused);
        return database.act(
                Scope.SYSTEM,
                () -> chauffeurs
                        .lock(link.orderId())
                        .map(found -> found.filter(link::isOf).orElseThrow(DriverDesk::refused))
                        .chain(order -> repository.course(order.id()).map(course -> new Sheet(order, course)))
                        .invoke(sheet -> {
                            if (!link.fits(sheet.order()) && !sheet.isFinishedWith(repeated)) {
                                throw refused();
                            }
                        })
                        .chain(work::apply));
    }

    private static ProblemException refused() {
        return new ProblemException(DriverProblem.LINK_REFUSED, "ask your company for a new link");
    }

    private static Event event(String type, Order order) {
        return Event.of(type)
                .subject("booking", order.id())
                .unit(order.unitId())
                .operator(order.operatorId())
                .trip(order.tripId());
    }

    private static Map<String, Object> payload(Order order, DriverStep step) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("bookingId", order.id());
        payload.put("stepId", step.id());
        payload.put("kind", step.kind());
        payload.put("at", step.at());
        if (step.odometerKm() != null) {
            payload.put("odometerKm", step.odometerKm());
        }
        if (step.fen() != null) {
            payload.put("fen", step.fen());
            payload.put("receiptNo", step.receiptNo());
        }
        return payload;
    }
}
