package org.twinloop.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** W01: a civil servant books, drives and finishes a trip on the phone page, under the strict content policy. */
@QuarkusTest
@TestProfile(City.class)
class W01_TripOnThePhoneTest {

    /** Start by pinyin initials or Chinese, destination by Chinese: pairs inside the inner loop. */
    private static final List<String[]> WAYS = List.of(
            new String[] {"sfds", "徐汇区人民政府"},
            new String[] {"静安区人民政府", "黄浦区人民政府"},
            new String[] {"黄浦区人民政府", "上海市财政局"},
            new String[] {"徐汇区人民政府", "静安区人民政府"});

    @BeforeEach
    void city() {
        City.simulate(RestAssured.port);
    }

    @Test
    void a_trip_is_booked_and_finished_on_a_phone() {
        try (Browser browser = Browser.open()) {
            Page page = browser.phone();
            page.navigate(Browser.address("/"));
            Browser.picture(page, "W01-1-sign-in");
            Browser.signIn(page, "wang");
            page.waitForSelector(".city-map[data-ready]");

            chooseCar(page);
            book(page);
            unlock(page);
            drive(page);
            receipt(page);

            assertEquals(List.of(), browser.troubles());
        }
    }

    /** Asks for options until one of them is a car to drive, as a person would who finds none at first. */
    private static void chooseCar(Page page) {
        Awaitility.await("an electric car among the options")
                .atMost(Phone.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> WAYS.stream().anyMatch(way -> offered(page, way)));
        Browser.picture(page, "W01-3-options");
        assertTrue(page.textContent("[data-mode=EV]").contains("¥"), "an option has a price");
        page.click("[data-mode=EV]");
    }

    private static boolean offered(Page page, String[] way) {
        page.navigate(Browser.address("/phone.html#/"));
        find(page, "from", way[0]);
        find(page, "to", way[1]);
        Browser.picture(page, "W01-2-plan");
        page.click(".plan__go");
        page.waitForSelector(".options__list, .plan__problem");
        return page.isVisible("[data-mode=EV]");
    }

    private static void find(Page page, String end, String typed) {
        page.click("[data-test=" + end + "]");
        page.fill(".search__input", typed);
        page.locator(".search__place[data-place]").first().click();
    }

    private static void book(Page page) {
        page.fill("textarea[name=purpose]", "参加上午的项目协调会");
        page.waitForSelector("select[name=costCentre] option");
        Browser.picture(page, "W01-4-request");
        page.click("[data-test=submit]");
        page.waitForSelector("main[data-state=BOOKED]");
        Browser.picture(page, "W01-5-booked");
    }

    private static void unlock(Page page) {
        page.click("[data-test=demo-qr]");
        page.waitForSelector("[data-test=unlock]:not([disabled])");
        page.click("[data-test=unlock]");
        page.waitForSelector("[data-kind=UNLOCK][data-state=CONFIRMED]");
        page.waitForSelector("main[data-state=IN_PROGRESS]");
    }

    private static void drive(Page page) {
        page.waitForSelector("[data-test=live]");
        page.waitForSelector(".city-map[data-ready]");
        Browser.picture(page, "W01-6-ride");
        page.click("[data-test=end]");
        page.waitForSelector("[data-test=end-refused] li");
        Browser.picture(page, "W01-7-not-returned-yet");
        Awaitility.await("the car's return")
                .atMost(Phone.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> ended(page));
    }

    private static boolean ended(Page page) {
        if (page.isVisible("main[data-state=IN_PROGRESS] [data-test=end]:not([disabled])")) {
            page.click("[data-test=end]");
        }
        return page.isVisible("main[data-state=ENDED], main[data-state=SETTLED]");
    }

    private static void receipt(Page page) {
        page.click("[data-test=receipt]");
        page.waitForSelector(".receipt__total");
        String total = page.textContent(".receipt__total").trim();
        Browser.picture(page, "W01-8-receipt");
        assertTrue(total.matches("¥[1-9][0-9]*\\.[0-9]{2}"), total);
        assertEquals(total, page.textContent("tfoot td").trim(), "the lines add up to the total");
    }
}
