package org.twinloop.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Problem;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.journal.Journal;
import org.twinloop.pricing.PriceTerms.BikeTerms;

@QuarkusTest
class PriceListTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final PriceTerms CHEAP = new BikeTerms(15, 150, 15, 50);
    private static final PriceTerms DEAR = new BikeTerms(15, 150, 15, 100);

    @Inject
    Database database;

    @Inject
    PriceLists priceLists;

    @Inject
    PriceListRepository repository;

    @Inject
    Journal journal;

    @Inject
    Clock clock;

    @Inject
    AgroalDataSource runtimeRole;

    private final UUID operator = Ids.next();
    private Instant now;
    private Instant lastYear;

    @BeforeEach
    void a_list_in_force_since_last_year() {
        now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        lastYear = now.minus(Duration.ofDays(365));
        act(() -> priceLists.register(List.of(list(lastYear, CHEAP)), now));
    }

    @Test
    void a_new_version_closes_the_one_before_it_at_its_own_start() {
        Instant tomorrow = now.plus(Duration.ofDays(1));
        PriceList second = act(() -> priceLists.publish(list(tomorrow, DEAR), Ids.next()));
        assertEquals(2, second.version());
        assertEquals(CHEAP, termsAt(tomorrow.minusMillis(1)));
        assertEquals(DEAR, termsAt(tomorrow));
        assertEquals(tomorrow, at(now).validTo());
    }

    @Test
    void a_list_that_begins_in_the_past_is_refused() {
        assertRefused(
                CommonProblem.INVALID,
                () -> priceLists.publish(list(now.minus(Duration.ofMinutes(1)), DEAR), Ids.next()));
        assertEquals(CHEAP, termsAt(now));
    }

    @Test
    void a_list_that_begins_before_an_announced_one_is_refused() {
        Instant tomorrow = now.plus(Duration.ofDays(1));
        act(() -> priceLists.publish(list(tomorrow.plusSeconds(10), DEAR), Ids.next()));
        assertRefused(PricingProblem.OVERLAP, () -> priceLists.publish(list(tomorrow, DEAR), Ids.next()));
    }

    @Test
    void the_same_list_again_changes_nothing_and_another_content_under_its_id_is_refused() {
        NewPriceList tomorrow = list(now.plus(Duration.ofDays(1)), DEAR);
        act(() -> priceLists.publish(tomorrow, Ids.next()));
        assertEquals(2, act(() -> priceLists.publish(tomorrow, Ids.next())).version());
        NewPriceList other =
                new NewPriceList(tomorrow.id(), operator, "TST", Product.BIKE, "ANY", tomorrow.validFrom(), CHEAP);
        assertRefused(CommonProblem.CONFLICT, () -> priceLists.publish(other, Ids.next()));
    }

    @Test
    void the_database_refuses_two_versions_at_one_time() {
        PriceList overlapping =
                new PriceList(Ids.next(), "X-" + operator, operator, "TST", Product.BIKE, "ANY", 9, now, null, DEAR);
        Throwable refused = assertThrows(
                RuntimeException.class, () -> act(() -> repository.insert(List.of(overlapping), now, null)));
        assertEquals(
                "23P01", org.twinloop.common.DatabaseFailure.sqlState(refused).orElseThrow());
    }

    @Test
    void a_published_list_cannot_be_edited_by_the_runtime_role() throws SQLException {
        try (Connection connection = runtimeRole.getConnection();
                Statement statement = connection.createStatement()) {
            for (String attempt : List.of(
                    "update pricing.price_list set terms = '{}'",
                    "delete from pricing.price_list",
                    "truncate pricing.price_list")) {
                assertEquals(
                        "42501",
                        assertThrows(SQLException.class, () -> statement.execute(attempt))
                                .getSQLState());
            }
            connection.setAutoCommit(false);
            statement.execute("select set_config('twinloop.scope', 'all', true)");
            SQLException refused = assertThrows(
                    SQLException.class,
                    () -> statement.execute(
                            "update pricing.price_list set valid = tstzrange(lower(valid) - interval '1 day', "
                                    + "upper(valid)) "
                                    + "where operator_id = '" + operator + "'"));
            assertEquals("23514", refused.getSQLState());
            connection.rollback();
        }
    }

    @Test
    void an_instance_that_had_cached_the_lists_prices_by_the_new_one_at_once() {
        PriceLists otherInstance = new PriceLists(repository, journal, clock);
        assertEquals(CHEAP, termsAt(now.plus(Duration.ofDays(3))));
        act(() -> otherInstance.publish(list(now.plus(Duration.ofDays(2)), DEAR), Ids.next()));
        assertEquals(DEAR, termsAt(now.plus(Duration.ofDays(3))));
    }

    @Test
    void what_a_failed_publication_had_read_is_never_served() {
        Instant later = now.plus(Duration.ofDays(2));
        assertThrows(
                IllegalStateException.class,
                () -> act(() -> priceLists
                        .publish(list(later, DEAR), Ids.next())
                        .chain(() -> priceLists.inForce(operator, Product.BIKE, "ANY", later))
                        .chain(read -> Uni.createFrom().failure(new IllegalStateException("after " + read.number())))));
        assertEquals(CHEAP, termsAt(later));
    }

    @Test
    void a_class_without_its_own_list_is_priced_by_the_list_for_any_class() {
        assertEquals(
                CHEAP,
                act(() -> priceLists.inForce(operator, Product.BIKE, "E_BIKE", now))
                        .terms());
        assertRefused(
                CommonProblem.NOT_FOUND,
                () -> priceLists.inForce(operator, Product.BIKE, "ANY", lastYear.minusSeconds(1)));
    }

    @Test
    void a_partner_sees_its_own_prices_only_and_a_unit_sees_all() {
        assertEquals(1, act(Scope.operator(operator), priceLists::all).size());
        assertTrue(act(Scope.operator(Ids.next()), priceLists::all).isEmpty());
        assertTrue(act(Scope.unit(Ids.next()), priceLists::all).stream()
                .anyMatch(list -> list.operatorId().equals(operator)));
    }

    @Test
    void lists_registered_together_close_each_other() {
        UUID other = Ids.next();
        Instant middle = lastYear.plus(Duration.ofDays(100));
        List<NewPriceList> two = List.of(
                new NewPriceList(Ids.next(), other, "OTH", Product.BIKE, "ANY", middle, DEAR),
                new NewPriceList(Ids.next(), other, "OTH", Product.BIKE, "ANY", lastYear, CHEAP));
        act(() -> priceLists.register(two, now));
        act(() -> priceLists.register(two, now));
        List<PriceList> lists = act(() -> priceLists.ofOperator(other));
        assertEquals(List.of(1, 2), lists.stream().map(PriceList::version).toList());
        assertEquals(middle, lists.get(0).validTo());
        assertEquals(CHEAP, lists.get(0).terms());
    }

    private NewPriceList list(Instant from, PriceTerms terms) {
        return new NewPriceList(Ids.next(), operator, operator.toString(), Product.BIKE, "ANY", from, terms);
    }

    private PriceTerms termsAt(Instant instant) {
        return at(instant).terms();
    }

    private PriceList at(Instant instant) {
        return act(() -> priceLists.inForce(operator, Product.BIKE, "ANY", instant));
    }

    private <T> void assertRefused(Problem problem, Supplier<Uni<T>> work) {
        assertEquals(
                problem, assertThrows(ProblemException.class, () -> act(work)).problem());
    }

    private <T> T act(Supplier<Uni<T>> work) {
        return act(Scope.SYSTEM, work);
    }

    private <T> T act(Scope scope, Supplier<Uni<T>> work) {
        return database.apart(scope, work).await().atMost(SOON);
    }
}
