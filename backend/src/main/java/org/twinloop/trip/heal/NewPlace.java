package org.twinloop.trip.heal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.twinloop.charging.FreeConnector;
import org.twinloop.common.Ids;
import org.twinloop.network.Stop;
import org.twinloop.trip.heal.PlaceRepository.Taken;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.vehicle.Bay;

/**
 * A place that is held instead of one that will not do.
 *
 * @param spot where, and for how long
 * @param bay as it was reserved; empty for a pile on the way
 * @param plug as it was reserved; empty for a bay without a pile
 */
record NewPlace(Spot spot, Optional<Reserved<Bay>> bay, Optional<Reserved<FreeConnector>> plug) {

    /** A stop and the time for which a place of it is wanted. */
    record Spot(Stop stop, Instant from, Instant to) {}

    /** Something under the id of its reservation, which is that of the booking. */
    record Reserved<T>(UUID id, T what) {
        static <T> Reserved<T> of(T what) {
            return new Reserved<>(Ids.next(), what);
        }
    }

    /** As bookings of the trip. */
    List<Taken> taken() {
        Stream<Taken> place = bay.stream()
                .map(one -> new Taken(one.id(), "BAY", null, one.what().code()));
        Stream<Taken> pile =
                plug.stream().map(one -> new Taken(one.id(), "PILE", one.what().connectorId(), pileLabel(one.what())));
        return Stream.concat(place, pile).toList();
    }

    /** A pile at the return is called by its bay, as when it was booked. */
    private String pileLabel(FreeConnector connector) {
        return bay.map(one -> one.what().code()).orElseGet(() -> pile(connector).label());
    }

    /** What is written down of the move. */
    HealRepository.Note note() {
        return HealRepository.Note.toPlace(
                plug.map(one -> one.what().connectorId()).orElse(null),
                bay.map(Reserved::id).orElse(null));
    }

    Optional<PlanOption.Pile> pile() {
        return plug.map(one -> pile(one.what()));
    }

    private static PlanOption.Pile pile(FreeConnector connector) {
        return new PlanOption.Pile(connector.pileCode(), connector.number(), connector.powerKw());
    }

    /** Writes it into the option the trip has, so that everybody is shown where to go. */
    void show(ObjectNode planned) {
        ObjectNode option = (ObjectNode) planned.get("option");
        ObjectNode terms = (ObjectNode) planned.get("terms");
        if (bay.isPresent()) {
            showReturn(option, terms);
        } else {
            showStop((ObjectNode) option.get("chargingStop"));
            ((ObjectNode) option.get("chargingStop"))
                    .put("startAt", spot.from().toString())
                    .put("endAt", spot.to().toString());
            plug.ifPresent(one -> ((ObjectNode) terms.get("charge"))
                    .put("connectorId", one.what().connectorId().toString())
                    .put("stopId", spot.stop().id().toString())
                    .put("name", pile(one.what()).label()));
        }
    }

    private void showReturn(ObjectNode option, ObjectNode terms) {
        ObjectNode there = option.putObject("returnStop");
        showStop(there);
        bay.ifPresent(one -> there.put("bayCode", one.what().code()));
        terms.put("returnStopId", spot.stop().id().toString());
        ArrayNode connectors = terms.putArray("connectorIds");
        plug.ifPresent(one -> connectors.add(one.what().connectorId().toString()));
        JsonNode legs = option.path("legs");
        for (int i = legs.size() - 1; i >= 0; i--) {
            if (legs.get(i).path("kind").asText().equals(PlanOption.StageKind.DRIVE.name())) {
                ObjectNode drive = (ObjectNode) legs.get(i);
                drive.put("toName", spot.stop().nameZh());
                drive.putObject("to")
                        .put("lon", spot.stop().position().lon())
                        .put("lat", spot.stop().position().lat());
                return;
            }
        }
    }

    private void showStop(ObjectNode there) {
        there.put("code", spot.stop().code())
                .put("nameZh", spot.stop().nameZh())
                .put("nameEn", spot.stop().nameEn());
        showPile(there, pile());
    }

    private static void showPile(ObjectNode there, Optional<PlanOption.Pile> pile) {
        pile.ifPresentOrElse(
                one -> there.putObject("pile")
                        .put("id", one.id())
                        .put("connector", one.connector())
                        .put("powerKw", one.powerKw()),
                () -> there.putNull("pile"));
    }

    /** The pile is given up for none other: the car is returned unplugged, or not charged on the way. */
    static void showNoPile(ObjectNode planned, boolean onTheWay) {
        ObjectNode option = (ObjectNode) planned.get("option");
        ObjectNode terms = (ObjectNode) planned.get("terms");
        if (onTheWay) {
            option.putNull("chargingStop");
            terms.putNull("charge");
        } else {
            ((ObjectNode) option.get("returnStop")).putNull("pile");
            terms.putArray("connectorIds");
        }
    }
}
