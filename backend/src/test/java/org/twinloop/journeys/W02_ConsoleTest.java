package org.twinloop.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** W02: each desk opens the console of 1440 × 900 and finds its work there, without a barrier on the way. */
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
    private static final String ROW = ".el-table-v2__row";

    @BeforeEach
    void city() {
        City.awake();
    }

    @Test
    void the_fleet_manager_sees_cars_and_piles_live() {
        try (Browser browser = Browser.open()) {
            Page page = signedIn(browser, "li");
            Browser.shows(page, ".city-map[data-ready]");
            Browser.shows(page, "[data-test=piles] li");
            assertTrue(page.textContent("[data-test=cars] h2").contains("312"), "every car is counted");
            assertTrue(page.textContent("[data-test=piles]").contains("未知"), "unknown is a state of its own");
            String asOf = page.textContent(".live__state");
            Browser.until(page, () -> !page.textContent(".live__state").equals(asOf));
            Browser.picture(page, "W02-1-live");
            noBarrier(page, "live");

            open(page, "piles", "[data-test=pile-table] " + ROW);
            Browser.picture(page, "W02-2-piles");
            page.fill("input[data-test=stop-filter]", "P00001");
            Browser.until(page, () -> page.locator(ROW).count() <= 2);
            open(page, "vehicles", "[data-test=car-table] " + ROW);
            Browser.picture(page, "W02-3-cars");
            open(page, "feeds", "tbody tr");
            open(page, "prices", "tbody tr");
            assertEquals(List.of(), browser.troubles());
        }
    }

    @Test
    void finance_brings_in_a_statement_and_sees_which_order_is_not_ours() {
        try (Browser browser = Browser.open()) {
            Page page = signedIn(browser, "chen");
            Browser.shows(page, "[data-test=import]");
            noBarrier(page, "statements");
            byte[] csv = STATEMENT.getBytes(StandardCharsets.UTF_8);
            page.setInputFiles("input[name=statement]", new FilePayload("EVC-2026-08.csv", "text/csv", csv));
            page.click("[data-test=import]");
            Browser.shows(page, "[data-test=statement-sum]");
            Browser.shows(page, "[data-verdict=MISSING_TRIP]");
            Browser.picture(page, "W02-4-statement");
            noBarrier(page, "statement");
            assertTrue(page.textContent("[data-verdict=MISSING_TRIP]").contains("EVC-W02-1"), "it names the order");
            open(page, "budgets", "tbody tr");
            assertEquals(List.of(), browser.troubles());
        }
    }

    @Test
    void auditor_and_partner_find_their_desks() {
        try (Browser browser = Browser.open()) {
            Page auditor = signedIn(browser, "zheng");
            Browser.shows(auditor, "[data-test=trips]");
            Browser.picture(auditor, "W02-5-auditor");
            noBarrier(auditor, "chain");
            Page partner = signedIn(browser, "partner-mbk");
            Browser.shows(partner, "tbody tr");
            Browser.picture(partner, "W02-6-partner");
            noBarrier(partner, "feeds of a partner");
            open(partner, "orders", "[data-test=orders]");
            assertEquals(List.of(), browser.troubles());
        }
    }

    @Test
    void the_administrator_reads_the_policy_drafts_a_new_one_and_sees_the_chain() {
        try (Browser browser = Browser.open()) {
            Page page = signedIn(browser, "admin");
            open(page, "policy", "[data-test=rules] tbody");
            page.click("[data-test=draft]");
            Browser.shows(page, "[data-test=publish]");
            noBarrier(page, "draft of a policy");
            page.click("[data-test=discard]");
            open(page, "chains", "[data-test=new-chain]");
            assertEquals(List.of(), browser.troubles());
        }
    }

    private static Page signedIn(Browser browser, String login) {
        Page page = browser.desk();
        page.navigate(Browser.address("/console.html"));
        Browser.signIn(page, login);
        Browser.shows(page, ".desk");
        return page;
    }

    private static void open(Page page, String name, String shown) {
        page.click("a[href='#/" + name + "']");
        Browser.shows(page, shown);
        noBarrier(page, name);
    }

    private static void noBarrier(Page page, String where) {
        assertEquals(List.of(), Browser.barriers(page), where);
    }
}
