package org.twinloop.partner;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.rows;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.trip.TestCity;

/** What partners and the fleet desk see of feeds and of orders that are not over. */
@QuarkusTest
class PartnerApiTest {

    private static final String ORDER = """
            insert into chauffeur.dispatch_order (id, order_no, operator_id, trip_id, pickup_name, pickup, dropoff_name,
                dropoff, pickup_at, passengers, vehicle_class, state, plate, deadline, created_at)
            select ?, 'T-' || gen_random_uuid(), o.id, gen_random_uuid(), '甲',
                st_setsrid(st_makepoint(121.47, 31.23), 4326), '乙', st_setsrid(st_makepoint(121.5, 31.2), 4326),
                ?::timestamptz, 2, 'SEDAN', ?, '沪A1', ?::timestamptz, ?::timestamptz
            from operator.published o where o.code = 'SHQ' returning id""";

    private static final String HOLD = """
            insert into partner.hold (id, operator_id, trip_id, vin, starts_at, ends_at, deadline, state)
            select ?, o.id, gen_random_uuid(), 'LTWNLPT0000000002', '2031-05-02T09:00+08', '2031-05-02T11:00+08',
                '2031-05-02T08:00+08', 'CONFIRMED'
            from operator.published o where o.code = 'EVC' returning id""";

    private final UUID accepted = Ids.next();
    private final UUID declined = Ids.next();
    private final UUID nextMonth = Ids.next();
    private final UUID held = Ids.next();

    @BeforeEach
    void a_city() {
        TestCity.ready();
    }

    @AfterEach
    void nothing_is_left_behind() throws SQLException {
        rows("delete from chauffeur.dispatch_order where id in (?, ?, ?) returning id", accepted, declined, nextMonth);
        rows("delete from partner.hold where id = ? returning id", held);
    }

    @Test
    void a_partner_sees_what_its_own_devices_send_and_nothing_of_others() {
        as("partner-evc")
                .get("/api/v1/partner/feeds")
                .then()
                .statusCode(200)
                .body("intake.operatorCode", everyItem(equalTo("EVC")))
                .body("intake.find { it.kind == 'MQTT_CARS' }.devices", greaterThan(0));
        as("partner-cha")
                .get("/api/v1/partner/feeds")
                .then()
                .statusCode(200)
                .body("intake.operatorCode", everyItem(equalTo("CHA")))
                .body("intake.find { it.kind == 'MQTT_PILES' }.devices", greaterThan(0));
    }

    @Test
    void the_fleet_desk_sees_what_comes_in_from_everybody() {
        as("li").get("/api/v1/partner/feeds")
                .then()
                .statusCode(200)
                .body("intake.operatorCode", hasItems("EVC", "CHA", "CHB"));
    }

    @Test
    void an_accepted_order_is_seen_in_its_month_until_it_is_over() throws SQLException {
        order(accepted, "2031-05-31T23:30+08", "ACCEPTED");
        order(declined, "2031-05-20T10:00+08", "DECLINED");
        order(nextMonth, "2031-06-01T00:30+08", "ACCEPTED");

        as("partner-shq")
                .get("/api/v1/partner/orders?period=2031-05")
                .then()
                .statusCode(200)
                .body("underWay.platformOrderId", contains(accepted.toString()))
                .body("underWay[0].state", equalTo("ACCEPTED"))
                .body("underWay[0].plate", equalTo("沪A1"));
        as("partner-evc")
                .get("/api/v1/partner/orders?period=2031-05")
                .then()
                .statusCode(200)
                .body("underWay.platformOrderId", not(hasItem(accepted.toString())));
    }

    @Test
    void a_car_that_was_confirmed_is_an_order_under_way() throws SQLException {
        rows(HOLD, held);

        as("partner-evc")
                .get("/api/v1/partner/orders?period=2031-05")
                .then()
                .statusCode(200)
                .body("underWay.platformOrderId", contains(held.toString()))
                .body("underWay[0].vin", equalTo("LTWNLPT0000000002"));
    }

    private static void order(UUID id, String pickupAt, String state) throws SQLException {
        rows(ORDER, id, pickupAt, state, pickupAt, pickupAt);
    }
}
