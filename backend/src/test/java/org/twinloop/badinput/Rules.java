package org.twinloop.badinput;

import java.util.Map;
import java.util.Set;
import org.twinloop.contract.SpecOperation;

/**
 * Fields that a rule of the feature narrows further than their shape, by operation: a value at the edge of the shape
 * may be refused because of them. What is listed here is tested with its feature.
 */
final class Rules {

    private static final Map<String, Set<String>> NARROWED = Map.ofEntries(
            // A place that is there; a point in the city.
            Map.entry(
                    "planTrip",
                    Set.of(
                            "/from/placeId",
                            "/to/placeId",
                            "/from/lon",
                            "/from/lat",
                            "/to/lon",
                            "/to/lat",
                            // As many stops and as long as the service is configured for.
                            "/via",
                            "/via/0/placeId",
                            "/via/0/lon",
                            "/via/0/lat",
                            "/via/0/stayMinutes",
                            // Not before the departure.
                            "/arriveBy",
                            "/returnBy")),
            // Terms of the product; bands that cover the day once; packages with a code each.
            Map.entry("publishPriceList", Set.of("/terms/kind", "/terms/bands", "/terms/packages")),
            // A place that is there, or a position on the globe.
            Map.entry("findRoutes", Set.of("/from", "/to")),
            // A tile of the zoom.
            Map.entry("getTile", Set.of("/x", "/y")),
            Map.entry("getPublicTile", Set.of("/x", "/y")),
            // A budget of the unit.
            Map.entry("submitTrip", Set.of("/costCentre")),
            // A stop lies near its place; the version is the one seen; a membership ends after it begins.
            Map.entry("putStop", Set.of("/lon", "/lat", "/version", "/memberships", "/memberships/0/to")),
            // A new platform needs one.
            Map.entry("putGbPlatform", Set.of("/password")),
            // A unit of the administrator's; one name each; held by a role or by people.
            Map.entry("publishApprovalChain", Set.of("/unitCode")),
            // Either another option or another end.
            Map.entry("changeTrip", Set.of("/planId", "/optionId", "/until")),
            // Both ends of the quiet hours or none, and not the same.
            Map.entry("putMessagePreferences", Set.of("/quietFrom", "/quietTo")),
            // A month that is over.
            Map.entry("drawSample", Set.of("/period")),
            Map.entry("makePublication", Set.of("/period")),
            // A code that was issued.
            Map.entry("claimDevice", Set.of("/code")),
            // A standing for each rule, and a time to come.
            Map.entry("publishPolicy", Set.of("/settings/rules", "/validFrom")),
            Map.entry("tryPolicy", Set.of("/settings/rules")),
            // Roads or an area, by the kind; roads that are there; times not too far ahead.
            Map.entry(
                    "putClosure", Set.of("/from", "/to", "/modes", "/roads", "/roads/0/edge", "/structures", "/area")));

    private Rules() {}

    /** A cursor is whatever the page before said, and nothing else. */
    static boolean narrow(SpecOperation operation, String pointer) {
        return pointer.equals("/cursor")
                || NARROWED.getOrDefault(operation.id(), Set.of()).contains(pointer);
    }
}
