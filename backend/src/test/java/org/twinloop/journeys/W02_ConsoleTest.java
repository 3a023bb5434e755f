package org.twinloop.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** W02: the fleet manager sees the city live; finance brings in a statement; the screens have no serious barrier. */
@QuarkusTest
@TestProfile(City.class)
class W02_ConsoleTest {

    private static final String STATEMENT = """
            statement_no,period,operator_code,operator_order_id,platform_order_id,product,unit_code,plate,started_at,\
            ended_at,minutes,km,time_fen,distance_fen,package_fen,energy_wh,energy_fen,service_fen,toll_fen,\
            parking_fen,other_fen,discount_fen,total_fen,status
            W02,2026-08,EVC,EVC-W02-1,0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f00,CAR_SHARE,GOA-01,沪AD00000,\
            2026-08-03T09:00:00+08:00,2026-08-03T09:40:00+08:00,40,12.0,2000,0,0,0,0,0,0,0,0,0,2000,NORMAL
            """;

    @BeforeEach
    void city() {
        City.simulate(RestAssured.port);
    }

    @Test
    void the_fleet_manager_sees_cars_and_piles_live() {
        try (Browser browser = Browser.open()) {
            Page page = browser.desk();
            page.navigate(Browser.address("/console.html"));
            Browser.signIn(page, "li");
            page.waitForSelector(".city-map[data-ready]");
            page.waitForSelector("[data-test=piles] li");
            assertTrue(page.textContent("[data-test=cars] h2").contains("312"), "every car is counted");
            assertTrue(page.textContent("[data-test=piles]").contains("未知"), "unknown is a state of its own");
            Browser.picture(page, "W02-1-live");

            page.click("a[href='#/piles']");
            page.waitForSelector("[data-test=pile-table] .el-table-v2__row");
            Browser.picture(page, "W02-2-piles");
            page.fill("input[data-test=stop-filter], [data-test=stop-filter] input", "P00001");
            Awaitility.await("the filtered table")
                    .until(() -> page.locator("[data-test=pile-table] .el-table-v2__row")
                                    .count()
                            <= 2);

            page.click("a[href='#/vehicles']");
            page.waitForSelector(".el-table-v2__row");
            Browser.picture(page, "W02-3-cars");
            assertEquals(List.of(), browser.troubles());
        }
    }

    @Test
    void finance_brings_in_a_statement_and_sees_which_order_is_not_ours() {
        try (Browser browser = Browser.open()) {
            Page page = browser.desk();
            page.navigate(Browser.address("/console.html"));
            Browser.signIn(page, "chen");
            byte[] csv = STATEMENT.getBytes(StandardCharsets.UTF_8);
            page.setInputFiles("input[name=statement]", new FilePayload("EVC-2026-08.csv", "text/csv", csv));
            page.click("[data-test=import]");
            page.waitForSelector("[data-test=statement-sum]");
            page.waitForSelector("[data-verdict=MISSING_TRIP]");
            Browser.picture(page, "W02-4-statement");
            assertTrue(page.textContent("[data-verdict=MISSING_TRIP]").contains("EVC-W02-1"), "it names the order");
            assertEquals(List.of(), browser.troubles());
        }
    }

    @Test
    void the_main_screens_have_no_serious_barrier() {
        try (Browser browser = Browser.open()) {
            Page phone = browser.inspected(true);
            phone.navigate(Browser.address("/phone.html"));
            phone.waitForSelector(".sign-in__account");
            assertEquals(List.of(), Browser.barriers(phone), "sign in");
            Browser.signIn(phone, "wang");
            phone.waitForSelector(".city-map[data-ready]");
            assertEquals(List.of(), Browser.barriers(phone), "plan");
            phone.navigate(Browser.address("/phone.html#/trips"));
            phone.waitForSelector(".empty, .trip-card");
            assertEquals(List.of(), Browser.barriers(phone), "trips");

            Page desk = browser.inspected(false);
            desk.navigate(Browser.address("/console.html"));
            Browser.signIn(desk, "li");
            desk.waitForSelector("[data-test=piles] li");
            assertEquals(List.of(), Browser.barriers(desk), "live");
            desk.click("a[href='#/piles']");
            desk.waitForSelector("[data-test=pile-table] .el-table-v2__row");
            assertEquals(List.of(), Browser.barriers(desk), "piles");
        }
    }
}
