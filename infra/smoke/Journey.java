import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * One official trip from sign-in to receipt, driven as a phone drives it: HTTP and server-sent events only.
 *
 * <p>{@code --api http://127.0.0.1:8080 [--change-price]} against a service in demo mode
 * with its simulator. Prints what happened and {@code journey=ok seconds=N}; a step that fails is named and ends the
 * program with exit code 1. With {@code --change-price} a new price list is published afterwards and a second trip
 * must be charged by it, while the first receipt stays as it was. Needs nothing but a JDK 17.
 */
final class Journey {
    /** Pairs of places of the inner loop, tried in turn until a charged car stands near the first one. */
    private static final List<String[]> WAYS = List.of(
            new String[] {"上海市人民政府", "徐汇区人民政府"},
            new String[] {"静安区人民政府", "黄浦区人民政府"},
            new String[] {"黄浦区人民政府", "上海市财政局"},
            new String[] {"徐汇区人民政府", "静安区人民政府"});

    /** A command lives two minutes of the city, few real seconds: like a person, the phone presses again. */
    private static final int UNLOCK_TRIES = 5;

    private static String step = "start";

    private final String api;
    private final Phone traveller;

    private Journey(String api) {
        this.api = api;
        this.traveller = new Phone(api);
    }

    public static void main(String[] arguments) {
        List<String> given = List.of(arguments);
        int at = given.indexOf("--api");
        if (at < 0 || at + 1 >= given.size()) {
            System.err.println("usage: Journey --api URL [--change-price]");
            System.exit(2);
        }
        long begun = System.nanoTime();
        try {
            Journey journey = new Journey(given.get(at + 1));
            Receipt first = journey.travel(0);
            if (given.contains("--change-price")) {
                journey.chargeByNewPrices(first);
            }
            say(
                    "journey=ok seconds=%d",
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds());
            System.exit(0);
        } catch (StepFailed | IOException failure) {
            System.err.println("journey=failed step=\"" + step + "\": "
                    + (failure.getMessage() == null ? failure : failure.getMessage()));
            System.exit(1);
        } catch (InterruptedException interrupted) {
            System.err.println("journey=failed step=\"" + step + "\": interrupted");
            System.exit(1);
        }
    }

    // ---------------------------------------------------------------------------------------------- the trip

    private Receipt travel(int firstWay) throws IOException, InterruptedException {
        step("sign in");
        traveller.signIn("wang");
        step("plan");
        Json plan = planWithCar(firstWay);
        Json option = carOption(plan);
        say(
                "option   EV %s, %s, %d min, %d fen, arrives with %s %% charge, policy %s",
                option.at("vehicle").text("plate"),
                option.at("vehicle").text("model"),
                option.whole("durationS") / 60,
                option.whole("priceFen"),
                option.text("arrivalSocPercent"),
                option.at("policy").text("outcome"));
        String trip = UUID.randomUUID().toString();
        Json booked = submit(trip, plan, option);
        LiveTrip live = new LiveTrip(traveller, trip);
        if (booked.text("state").equals("SUBMITTED")) {
            approve(trip);
        }
        step("wait for the booking");
        booked = traveller.until("/trips/" + trip, view -> view.text("state").equals("BOOKED"), "state BOOKED");
        say("quoted   %d fen", booked.whole("quotedFen"));
        say("held     %d fen on %s", booked.whole("heldFen"), booked.text("costCentre"));
        unlock(trip, option.at("vehicle").text("id"), live);
        drive(live);
        end(trip);
        Receipt receipt = receipt(trip, booked.whole("heldFen"));
        audit(trip);
        live.close();
        return receipt;
    }

    /** Cars are offered once they have reported, so a city that has just begun may need a moment. */
    private Json planWithCar(int firstWay) throws IOException, InterruptedException {
        List<String> refusals = new ArrayList<>();
        long deadline = System.nanoTime() + Phone.PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            refusals.clear();
            Json plan = planOnSomeWay(firstWay, refusals);
            if (plan != null) {
                return plan;
            }
            Phone.pause();
        }
        throw new StepFailed("no way has a car: " + refusals);
    }

    private Json planOnSomeWay(int firstWay, List<String> refusals) throws IOException, InterruptedException {
        for (int tried = 0; tried < WAYS.size(); tried++) {
            String[] way = WAYS.get((firstWay + tried) % WAYS.size());
            Json system = traveller.get("/system");
            Instant departAt = Instant.parse(system.text("cityTime")).plusSeconds(300);
            Json plan = traveller.call(
                    "POST",
                    "/trip-plans",
                    Json.object(
                            "id", UUID.randomUUID().toString(),
                            "from", Json.object("placeId", placeId(way[0])),
                            "to", Json.object("placeId", placeId(way[1])),
                            "departAt", departAt.toString(),
                            "passengers", 1,
                            "purposeCategory", "MEETING"),
                    201);
            if (carOption(plan) != null) {
                say("plan     %s → %s: %s", way[0], way[1], modes(plan));
                return plan;
            }
            refusals.add(way[0] + " → " + way[1] + ": " + modes(plan) + ", not: " + plan.get("rejected"));
        }
        return null;
    }

    private String placeId(String name) throws IOException, InterruptedException {
        for (Json place : traveller.get("/places?limit=5&q=" + encoded(name)).list("items")) {
            if (place.text("nameZh").startsWith(name)) {
                return place.text("id");
            }
        }
        throw new StepFailed("no place is called " + name);
    }

    private static String modes(Json plan) {
        List<String> modes = new ArrayList<>();
        plan.list("options").forEach(option -> modes.add(option.text("mode")));
        return String.join(", ", modes);
    }

    /** The electric car to drive oneself, or null. */
    private static Json carOption(Json plan) {
        Json second = null;
        for (Json option : plan.list("options")) {
            if (option.text("mode").equals("EV") && option.flag("bookable")) {
                String outcome = option.at("policy").text("outcome");
                if (outcome.equals("IN_POLICY")) {
                    return option;
                }
                second = outcome.equals("NEEDS_APPROVAL") && second == null ? option : second;
            }
        }
        return second;
    }

    private Json submit(String trip, Json plan, Json option) throws IOException, InterruptedException {
        step("submit the request");
        Map<String, Object> request = Json.object(
                "planId", plan.text("id"),
                "optionId", option.text("id"),
                "purpose", Json.object("category", "MEETING", "text", "到区政府参加会议"),
                "passengers", List.of(Json.object("personId", traveller.personId())),
                "costCentre", costCentre(),
                "emergency", false);
        Json first = traveller.call("PUT", "/trips/" + trip, request, 201);
        say("trip     %s, %s", trip, first.text("state"));
        step("repeat the request");
        Json again = traveller.call("PUT", "/trips/" + trip, request, 200);
        StepFailed.unless(again.text("id").equals(trip), "the repeated call answered another trip: " + again);
        return first;
    }

    private String costCentre() throws IOException, InterruptedException {
        Json budgets = traveller.get("/budgets");
        for (Json budget : budgets.list("items")) {
            if (budget.whole("availableFen") > 100_000) {
                return budget.text("code");
            }
        }
        throw new StepFailed("no budget has 1,000 yuan left: " + budgets);
    }

    private void approve(String trip) throws IOException, InterruptedException {
        step("approve");
        Phone approver = new Phone(api);
        approver.signIn("zhou");
        approver.until("/approvals", list -> list.toString().contains(trip), "the trip among the approvals");
        approver.call("POST", "/trips/" + trip + "/decision", Json.object("decision", "APPROVE", "reason", "同意"), 200);
        say("approved by zhou");
    }

    private void unlock(String trip, String vehicle, LiveTrip live) throws IOException, InterruptedException {
        step("read the label on the car");
        Phone fleetManager = new Phone(api);
        fleetManager.signIn("li");
        String assetNo = assetNo(fleetManager, vehicle);
        step("unlock");
        for (int pressed = 1; pressed <= UNLOCK_TRIES; pressed++) {
            String command = UUID.randomUUID().toString();
            String outcome = unlockOnce(trip, Json.object("assetNo", assetNo, "commandId", command), live);
            say("unlock   %s", String.join(" → ", statesOf(trip, command)));
            if (outcome.equals("CONFIRMED")) {
                return;
            }
            StepFailed.unless(outcome.equals("EXPIRED"), "the car did not confirm: " + outcome);
        }
        throw new StepFailed("pressed " + UNLOCK_TRIES + " times, the command always expired");
    }

    /** Where the command ended: only the car itself makes it CONFIRMED. */
    private String unlockOnce(String trip, Map<String, Object> request, LiveTrip live)
            throws IOException, InterruptedException {
        traveller.call("POST", "/trips/" + trip + "/unlock", request, 202);
        String[] last = {"QUEUED"};
        live.await("command", event -> {
            if (event.text("id").equals(request.get("commandId"))) {
                last[0] = event.text("state");
            }
            return Set.of("CONFIRMED", "FAILED", "EXPIRED").contains(last[0]);
        });
        return last[0];
    }

    /** The stream may skip a state that lasted for a moment; the command itself knows when each was reached. */
    private List<String> statesOf(String trip, String command) throws IOException, InterruptedException {
        for (Json known : traveller.get("/trips/" + trip + "/commands").list("items")) {
            if (known.text("id").equals(command)) {
                List<String> states = new ArrayList<>();
                for (String state : List.of("queued", "sent", "acknowledged", "confirmed")) {
                    if (known.get(state + "At") != null) {
                        states.add(state);
                    }
                }
                return states;
            }
        }
        throw new StepFailed("the command " + command + " is not among the trip's commands");
    }

    private static String assetNo(Phone fleetManager, String vehicle) throws IOException, InterruptedException {
        String cursor = "";
        while (true) {
            Json page = fleetManager.get("/vehicles?limit=200" + cursor);
            for (Json car : page.list("items")) {
                if (car.text("id").equals(vehicle)) {
                    return car.text("assetNo");
                }
            }
            StepFailed.unless(
                    page.get("next") != null, "the booked car " + vehicle + " is not among the fleet manager's cars");
            cursor = "&cursor=" + encoded(page.text("next"));
        }
    }

    private void drive(LiveTrip live) throws InterruptedException {
        step("drive");
        List<Json> positions = new ArrayList<>();
        live.await("position", event -> {
            positions.add(event);
            return moved(positions) && event.number("speedKmh").signum() == 0 && standing(positions);
        });
        Json last = positions.get(positions.size() - 1);
        say(
                "drove    %d positions, %.1f → %.1f %% charge",
                positions.size(), positions.get(0).number("socPercent"), last.number("socPercent"));
    }

    private static boolean moved(List<Json> positions) {
        return positions.stream()
                .anyMatch(position -> position.number("speedKmh").intValue() > 0);
    }

    /** Two reports in a row from the same spot: parked, not at a traffic light's first second. */
    private static boolean standing(List<Json> positions) {
        if (positions.size() < 2) {
            return false;
        }
        Json last = positions.get(positions.size() - 1);
        Json before = positions.get(positions.size() - 2);
        return last.text("lon").equals(before.text("lon")) && last.text("lat").equals(before.text("lat"));
    }

    /** The end-of-trip checks refuse with reasons until the car is back, closed and plugged in. */
    private void end(String trip) throws IOException, InterruptedException {
        step("end the trip");
        Set<String> refusals = new LinkedHashSet<>();
        long deadline = System.nanoTime() + Phone.PATIENCE.toNanos();
        while (true) {
            HttpResponse<String> answer = traveller.send("POST", "/trips/" + trip + "/end", Map.of());
            if (answer.statusCode() == 200) {
                break;
            }
            StepFailed.unless(answer.statusCode() == 409, answer.statusCode() + " " + answer.body());
            Json.parse(answer.body()).list("errors").forEach(error -> refusals.add(error.text("pointer")));
            StepFailed.unless(System.nanoTime() < deadline, "still refused: " + answer.body());
            Phone.pause();
        }
        say("returned %s", refusals.isEmpty() ? "at once" : "after being refused for " + String.join(", ", refusals));
    }

    private Receipt receipt(String trip, long heldFen) throws IOException, InterruptedException {
        step("receipt");
        Json paper = traveller.until("/trips/" + trip + "/receipt", body -> true, "a receipt");
        for (Json line : paper.list("lines")) {
            say(
                    "line     %s %s %s %s: %d fen",
                    line.text("code"),
                    line.text("descriptionZh"),
                    line.text("quantity"),
                    line.text("unit"),
                    line.whole("amountFen"));
        }
        long total = paper.whole("totalFen");
        long lines = paper.list("lines").stream()
                .mapToLong(line -> line.whole("amountFen"))
                .sum();
        say("posted   %d fen, released %d fen", paper.whole("postedFen"), paper.whole("releasedFen"));
        say("receipt  %d fen by price list version %s", total, paper.text("priceListVersion"));
        StepFailed.unless(lines == total, "the lines add up to " + lines + ", the receipt says " + total);
        StepFailed.unless(paper.whole("postedFen") == total, "posted and receipt differ");
        StepFailed.unless(
                paper.whole("postedFen") + paper.whole("releasedFen") == heldFen,
                "posted and released are not the hold");
        return new Receipt(trip, total, paper.text("priceListId"), paper.toString());
    }

    private void audit(String trip) throws IOException, InterruptedException {
        step("audit");
        Phone auditor = new Phone(api);
        auditor.signIn("zheng");
        Json chain = auditor.until(
                "/trips/" + trip + "/events",
                body -> body.toString().contains("trip.settled"),
                "trip.settled in the sealed journal");
        List<Json> entries = chain.list("items");
        long before = 0;
        for (Json entry : entries) {
            StepFailed.unless(entry.whole("seq") > before, "the sequence does not grow at " + entry);
            StepFailed.unless(!entry.text("hash").isBlank(), "no hash in " + entry);
            before = entry.whole("seq");
        }
        say("journal  %d entries", entries.size());
    }

    // ------------------------------------------------------------------------------------------- new prices

    private void chargeByNewPrices(Receipt first) throws IOException, InterruptedException {
        step("publish a price list");
        Phone finance = new Phone(api);
        finance.signIn("chen");
        Instant validFrom =
                Instant.parse(finance.get("/system").text("cityTime")).plusSeconds(60);
        Set<String> published = NewPrices.publish(finance, first.priceListId(), validFrom);
        finance.until(
                "/system", system -> Instant.parse(system.text("cityTime")).isAfter(validFrom), "that time");
        Receipt second = travel(1);
        step("compare the receipts");
        StepFailed.unless(
                published.contains(second.priceListId()), "the second trip was charged by an older price list");
        StepFailed.unless(second.totalFen() != first.totalFen(), "both receipts say " + first.totalFen() + " fen");
        String again = traveller.get("/trips/" + first.trip() + "/receipt").toString();
        StepFailed.unless(again.equals(first.paper()), "the first receipt has changed: " + again);
        say("receipts %d fen before, %d fen after the new price list", first.totalFen(), second.totalFen());
    }

    private record Receipt(String trip, long totalFen, String priceListId, String paper) {}

    // ------------------------------------------------------------------------------------------------- tools

    private static void step(String name) {
        step = name;
    }

    static void say(String format, Object... values) {
        System.out.printf(format + "%n", values);
        System.out.flush();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
