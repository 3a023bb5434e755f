package org.twinloop.isolation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.twinloop.contract.SpecOperation;

/** What kind of thing each path is about. A path that is not here is the same for everybody, or shows nothing owned. */
final class Subjects {

    /** Nobody else's, whatever they answer for. */
    static final Set<String> PERSONAL = Set.of("message", "phone", "plan", "offer");

    /** The same for everybody, or about the caller alone. */
    static final Set<String> OPEN = Set.of(
            "/system",
            "/auth/login",
            "/auth/refresh",
            "/auth/logout",
            "/auth/password",
            "/me",
            "/me/password",
            "/registry/first-administrator",
            "/registry/imports",
            "/places",
            "/places/{id}",
            "/stops",
            "/public-tiles/{layer}/{z}/{x}/{y}",
            "/stops/{id}",
            "/loops/{id}",
            "/loops/{id}/legs",
            "/loops/{id}/tour",
            "/loops/{id}/coverage",
            "/loops/{id}/siting",
            "/routes",
            "/isochrones",
            "/matrix",
            "/closures",
            "/closures/{id}",
            "/piles",
            "/bays",
            "/personnel/imports",
            "/personnel/records",
            "/policy-registers/imports",
            "/policy-registers/records",
            "/trip-plans",
            "/approvals",
            "/delegations",
            "/delegations/{id}",
            "/approval-chains",
            "/approval-chains/{id}",
            "/messages/stream",
            "/devices",
            "/devices/claims",
            "/devices/offline-keys",
            "/devices/provision",
            "/devices/clocks",
            "/devices/unknown-fields",
            "/policies",
            "/policies/{version}",
            "/policies/trials",
            "/expense-checks",
            "/publications",
            "/publications/{id}",
            "/partner/bike-rides/{rideNo}",
            "/partner/driver-links",
            "/partner/webhooks/{operatorCode}",
            "/me/message-preferences",
            "/driver/order",
            "/driver/steps",
            "/driver/positions",
            "/driver/photos/{photoId}",
            "/console/overview");

    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("/trips/{id}/receipt", "receipt");
        KINDS.put("/trips/{id}/dispute", "disputed");
        KINDS.put("/trips/{id}/offer", "offer");
        KINDS.put("/disputes", "dispute");
        KINDS.put("/receipt-photos", "receipt photo");
        KINDS.put("/trips/{id}/legs/{legId}", "leg");
        KINDS.put("/trips", "trip");
        KINDS.put("/parked-timers", "parked timer");
        KINDS.put("/trip-plans", "plan");
        KINDS.put("/receipts", "awaiting");
        KINDS.put("/push-tokens", "phone");
        KINDS.put("/findings", "finding");
        KINDS.put("/me/findings", "finding");
        KINDS.put("/questions", "question");
        KINDS.put("/me/pool-proposals", "pool proposal");
        KINDS.put("/pool-proposals", "pool proposal");
        KINDS.put("/me/questions", "question");
        KINDS.put("/samples", "sample");
        KINDS.put("/sample-items", "sample item");
        KINDS.put("/publications/desk", "publication");
        KINDS.put("/publications/{id}/review", "publication");
        KINDS.put("/publications/{id}/publish", "publication");
        KINDS.put("/publications/{id}/withdraw", "publication");
        KINDS.put("/messages", "message");
        KINDS.put("/me/message-deliveries", "message");
        KINDS.put("/message-deliveries", "delivery");
        KINDS.put("/people", "person");
        KINDS.put("/budgets", "budget");
        KINDS.put("/statements", "statement");
        KINDS.put("/partner/feeds", "feed");
        KINDS.put("/partner/gb32960/terminals/{vin}", "vehicle");
        KINDS.put("/partner/gb32960/terminals", "terminal");
        KINDS.put("/partner/gb32960/platforms", "platform");
        KINDS.put("/partner/orders", "order");
        KINDS.put("/partner/price-lists", "price list");
        KINDS.put("/price-lists", "price list");
        KINDS.put("/demo/vehicles", "vehicle");
        KINDS.put("/photos", "photo");
        KINDS.put("/vehicle-damages", "damage");
        KINDS.put("/vehicle-labels", "vehicle");
        KINDS.put("/vehicle-alerts", "alert");
        KINDS.put("/vehicles", "vehicle");
        KINDS.put("/console", "vehicle");
        KINDS.put("/tiles", "vehicle");
        KINDS.put("/devices/quarantine", "quarantined");
        KINDS.put("/devices", "device");
    }

    /** Acts for the whole city: a role held in one unit is not enough, whatever it is called. */
    static final Set<String> CITY_WIDE = Set.of(
            "importStatement",
            "publishPriceList",
            "publishPolicy",
            "importRegistry",
            "putClosure",
            "withdrawClosure",
            "putStop",
            "importPersonnel",
            "importPersonnelRecords",
            "listPersonnelImports",
            "importPolicyRegister",
            "importPolicyRecords",
            "listPolicyRegisterImports");

    private Subjects() {}

    /** Empty for a path that is open; a path that is neither is a mistake. */
    static Optional<String> of(SpecOperation operation) {
        if (OPEN.contains(operation.path())) {
            return Optional.empty();
        }
        return Optional.of(KINDS.entrySet().stream()
                .filter(kind -> (operation.path() + "/").startsWith(kind.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(operation.name() + ": say in Subjects what this path is about")));
    }
}
