package org.twinloop.settlement;

import static io.restassured.RestAssured.given;

import io.quarkus.arc.Unremovable;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.Dependent;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Money;
import org.twinloop.common.Scope;
import org.twinloop.identity.NewPerson;
import org.twinloop.identity.Passwords;
import org.twinloop.identity.People;
import org.twinloop.identity.Role;
import org.twinloop.identity.Unit;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.ledger.Budget;
import org.twinloop.ledger.Budgets;
import org.twinloop.ledger.Ledger;
import org.twinloop.ledger.NewBudget;
import org.twinloop.ledger.NewPayable;
import org.twinloop.ledger.Payables;
import org.twinloop.operator.Operator;
import org.twinloop.operator.Operators;
import org.twinloop.pricing.NewPriceList;
import org.twinloop.pricing.PriceLists;
import org.twinloop.pricing.PriceTerms;
import org.twinloop.pricing.PriceTerms.CarShareTerms;
import org.twinloop.pricing.Product;

/** A unit, its people, a partner with a price list and money to spend: all new, so that tests do not meet. */
@Dependent
@Unremovable
class Scene {

    static final PriceTerms V2015 = new CarShareTerms(30, 1500, 50, 18_000, 0, 0);
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String PASSWORD = "a long enough password";
    private static final String HASH = Passwords.hash(PASSWORD);

    final UUID unit = Ids.next();
    final UUID traveller = Ids.next();
    final UUID colleague = Ids.next();
    final UUID operator = Ids.next();
    final UUID payee = Ids.next();
    final UUID budget = Ids.next();
    final String unitCode = "T-" + unit.toString().substring(24).toUpperCase(java.util.Locale.ROOT);
    final String operatorCode;
    final UUID finance;
    final Instant lastMonth;

    private final Database database;
    private final Ledger ledger;
    private final Budgets budgets;
    private final PriceLists priceLists;
    private final Journal journal;
    private final ReceiptRepository receipts;
    private final Clock clock;
    private final Map<UUID, Long> ceilings = new HashMap<>();
    private final UUID root;

    Scene(
            Database database,
            Ledger ledger,
            Budgets budgets,
            Payables payables,
            PriceLists priceLists,
            Operators operators,
            People people,
            Journal journal,
            ReceiptRepository receipts,
            Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.budgets = budgets;
        this.priceLists = priceLists;
        this.journal = journal;
        this.receipts = receipts;
        this.clock = clock;
        this.lastMonth = clock.instant()
                .atZone(CityTime.ZONE)
                .minusMonths(1)
                .withDayOfMonth(12)
                .truncatedTo(ChronoUnit.DAYS)
                .plusHours(9)
                .toInstant();
        this.root =
                until(() -> people.listUnits(), units -> units.stream().anyMatch(known -> known.parentId() == null))
                        .stream()
                        .filter(known -> known.parentId() == null)
                        .findFirst()
                        .orElseThrow()
                        .id();
        this.operatorCode = freeCode(act(operators::all));
        act(() -> operators.register(List.of(
                new Operator(operator, operatorCode, Operator.Kind.CAR_SHARE, "测试分时租赁", "Test car-sharer", null))));
        act(() -> payables.register(List.of(new NewPayable(payee, operator, "PAY-" + payee, "应付测试分时租赁", "Payable"))));
        act(() -> people.addUnits(List.of(Unit.of(unit, unitCode, "测试单位", "Test unit", root, null))));
        finance = Ids.next();
        act(() -> people.addPeople(
                List.of(
                        person(traveller, unit, Role.TRAVELLER, Role.FINANCE),
                        person(colleague, unit, Role.TRAVELLER),
                        person(finance, root, Role.TRAVELLER, Role.FINANCE)),
                lastMonth.minus(Duration.ofDays(90))));
        publish(lastMonth.minus(Duration.ofDays(60)), V2015);
        int year = clock.instant().atZone(CityTime.ZONE).getYear();
        act(() -> budgets.register(
                List.of(new NewBudget(
                        budget, unit, "B-" + budget, "其他交通费用", "Other transport", year, "30239", Money.fen(10_000_00))),
                clock.instant()));
    }

    /** A list that begins at an instant, in the past too. */
    final void publish(Instant from, PriceTerms terms) {
        NewPriceList list = new NewPriceList(Ids.next(), operator, operatorCode, terms.product(), "ANY", from, terms);
        act(() -> priceLists.register(List.of(list), from));
    }

    /** A hold that was approved with a ceiling of a fifth more. */
    UUID hold(UUID trip, long fen) {
        UUID hold = Ids.next();
        act(() -> ledger.hold(hold, budget, Money.fen(fen), trip, clock.instant()));
        ceilings.put(hold, fen * 120 / 100);
        return hold;
    }

    /** A driven car, ready to be told as a leg of {@code trip.finished}. */
    Drive drive(Instant start, Duration used) {
        return new Drive(Ids.next(), Ids.next(), "OP-" + Ids.next(), start, start.plus(used), "沪A" + shortId(), "12.5");
    }

    record Drive(UUID leg, UUID order, String operatorOrder, Instant start, Instant end, String plate, String km) {}

    /** Tells that a trip of one drive finished, and waits until settlement has priced it. */
    Receipt finish(UUID trip, UUID hold, Drive drive) {
        tell("trip.finished", trip, hold, drive);
        return receipt(trip);
    }

    Receipt receipt(UUID trip) {
        return until(() -> receipts.find(trip), java.util.Optional::isPresent).orElseThrow();
    }

    void tell(String type, UUID trip, UUID hold, Drive drive) {
        tell(type, trip, hold, drive, 0);
    }

    void tell(String type, UUID trip, UUID hold, Drive drive, long feeFen) {
        Map<String, Object> leg = new java.util.LinkedHashMap<>();
        leg.put("legId", drive.leg());
        leg.put("bookingId", drive.order());
        leg.put("operatorOrderId", drive.operatorOrder());
        leg.put("product", Product.CAR_SHARE);
        leg.put("operatorId", operator);
        leg.put("plate", drive.plate());
        leg.put("vehicleClass", "COMPACT");
        leg.put("holdId", hold);
        leg.put("ceilingFen", ceilings.get(hold));
        leg.put("startedAt", drive.start().toString());
        leg.put("endedAt", drive.end().toString());
        leg.put("km", new BigDecimal(drive.km()));
        Map<String, Object> payload =
                Map.of("tripId", trip, "travellerId", traveller, "legs", List.of(leg), "feeFen", feeFen);
        act(() -> journal.append(Event.of(type)
                .subject("trip", trip)
                .trip(trip)
                .unit(unit)
                .actor(traveller)
                .payload(payload)));
    }

    String budgetFigures() {
        Budget found = act(() -> budgets.byCode("B-" + budget)).orElseThrow();
        return "spent %s held %s".formatted(found.spent(), found.held());
    }

    /** A request of a person, signed in as a phone app. */
    RequestSpecification as(UUID person) {
        String token = given().contentType("application/json")
                .body(Map.of("login", login(person), "password", PASSWORD, "client", "APP"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
        return given().header("Authorization", "Bearer " + token);
    }

    <T> T act(Supplier<Uni<T>> work) {
        return database.apart(Scope.SYSTEM, work).await().atMost(SOON);
    }

    /** Asks again and again until the answer is as wished; fails when it is not soon. */
    <T> T until(Supplier<Uni<T>> question, Predicate<T> wished) {
        return database.apart(Scope.SYSTEM, question)
                .invoke(answer -> {
                    if (!wished.test(answer)) {
                        throw new IllegalStateException("not yet: " + answer);
                    }
                })
                .onFailure(IllegalStateException.class)
                .retry()
                .withBackOff(Duration.ofMillis(50), Duration.ofMillis(50))
                .expireIn(SOON.toMillis())
                .await()
                .indefinitely();
    }

    private static String freeCode(List<Operator> taken) {
        Random random = new Random();
        Set<String> codes = taken.stream().map(Operator::code).collect(java.util.stream.Collectors.toSet());
        String code;
        do {
            code = random.ints(3, 'A', 'Z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        } while (codes.contains(code));
        return code;
    }

    private static NewPerson person(UUID id, UUID unit, Role... roles) {
        return new NewPerson(id, login(id), "测试人员", HASH, unit, null, Set.of(roles), null, null, null);
    }

    private static String login(UUID person) {
        return "t" + person.toString().replace("-", "");
    }

    private static String shortId() {
        return Ids.next().toString().substring(30).toUpperCase(java.util.Locale.ROOT);
    }
}
