package org.twinloop.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * W01: a civil servant books, drives and finishes a trip on the phone page of 390 × 844, in Chinese, under the strict
 * content policy and without a barrier on the way.
 */
@QuarkusTest
@TestProfile(City.class)
class W01_TripOnThePhoneTest {

    /** From, typed as pinyin initials or in Chinese, and to: pairs inside the inner loop. */
    private static final List<String[]> WAYS = List.of(
            new String[] {"jaqrmzf", "黄浦区人民政府"},
            new String[] {"徐汇区人民政府", "静安区人民政府"},
            new String[] {"黄浦区人民政府", "上海市财政局"},
            new String[] {"虹口区人民政府", "黄浦区人民政府"});

    private static final String BOOKED = "main[data-state=BOOKED]";
    private static final String AWAITING = "main[data-state=SUBMITTED]";
    private static final String OVER = "main:is([data-state=EXPIRED], [data-state=CANCELLED], [data-state=REJECTED])";
    private static final String RIDING = "main[data-state=IN_PROGRESS]";
    private static final String OPEN = "[data-test=unlock]:not([disabled])";
    private static final String END = "[data-test=end]:not([disabled])";
    private static final String ENDED = "main[data-state=ENDED], main[data-state=SETTLED]";

    @BeforeEach
    void city() {
        City.awake();
    }

    @Test
    void a_trip_is_booked_and_finished_on_a_phone() {
        try (Browser browser = Browser.open()) {
            Page page = browser.phone();
            signIn(page);
            while (!rides(page)) {
                book(page);
            }
            drive(page);
            receipt(page);
            assertEquals(List.of(), browser.troubles());
        }
    }

    @Test
    void every_page_of_the_phone_is_free_of_barriers() {
        try (Browser browser = Browser.open()) {
            Page page = browser.phone();
            page.navigate(Browser.address("/"));
            Browser.shows(page, ".sign-in__account");
            noBarrier(page, "sign-in");
            Browser.signIn(page, "zhou");
            Browser.shows(page, ".city-map[data-ready]");
            noBarrier(page, "plan");
            page.click("[data-test=from]");
            page.fill(".search__input", "hqz");
            Browser.shows(page, ".search__place[data-place]");
            noBarrier(page, "search");
            open(page, "trips", ".empty, .trip-card");
            open(page, "approvals", ".empty, [data-trip]");
            open(page, "messages", ".empty, .messages__item");
            open(page, "me", ".me");
            page.click("text=English");
            noBarrier(page, "me in English");
            assertEquals(List.of(), browser.troubles());
        }
    }

    private static void signIn(Page page) {
        page.navigate(Browser.address("/"));
        Browser.shows(page, ".sign-in__account");
        Browser.picture(page, "W01-1-sign-in");
        Browser.signIn(page, "qian");
        Browser.shows(page, ".city-map[data-ready]");
    }

    /** Asks for options until one is a car to drive and takes it; others may be quicker, so like a person, again. */
    private static void book(Page page) {
        boolean booked = false;
        for (int turn = 0; !booked; turn++) {
            booked = offered(page, WAYS.get(turn % WAYS.size())) && taken(page);
        }
        Browser.picture(page, "W01-5-booked");
        noBarrier(page, "booked");
    }

    private static boolean offered(Page page, String[] way) {
        page.navigate(Browser.address("/phone.html#/"));
        find(page, "from", way[0]);
        find(page, "to", way[1]);
        Browser.picture(page, "W01-2-plan");
        page.click(".plan__go");
        Browser.shows(page, ".options__list, .plan__problem");
        return page.isVisible("[data-mode=EV]");
    }

    private static void find(Page page, String end, String typed) {
        page.click("[data-test=" + end + "]");
        page.fill(".search__input", typed);
        page.locator(".search__place[data-place]").first().click();
    }

    private static boolean taken(Page page) {
        Browser.picture(page, "W01-3-options");
        noBarrier(page, "options");
        String option = page.locator("[data-mode=EV]").first().textContent();
        assertTrue(option.contains("¥") && option.contains("%"), "an option has a price and the charge on arrival");
        page.locator("[data-mode=EV]").first().click();
        page.fill("textarea[name=purpose]", "参加上午的项目协调会");
        Browser.until(page, () -> page.locator("select[name=costCentre] option").count() > 0);
        Browser.picture(page, "W01-4-request");
        noBarrier(page, "request");
        if (page.isDisabled("[data-test=submit]")) {
            return false;
        }
        page.click("[data-test=submit]");
        Browser.shows(page, "main[data-state], .detail__problem");
        if (page.isVisible(AWAITING)) {
            approved(page);
        }
        Browser.until(page, () -> page.isVisible(BOOKED) || page.isVisible(OVER) || page.isVisible(".detail__problem"));
        return page.isVisible(BOOKED);
    }

    /** After hours somebody has to approve; the approver of the unit does, who may come too late. */
    private static void approved(Page page) {
        UUID trip = UUID.fromString(page.url().replaceFirst(".*/trips/([^/?]+).*", "$1"));
        int status = Phone.of("zhou").decide(trip, "APPROVE", "同意").statusCode();
        assertTrue(status == 200 || status == 409, "an approval is answered with " + status);
    }

    /** Opens the car of the booked trip; false when there is none, or it was not opened in time. */
    private static boolean rides(Page page) {
        if (!page.isVisible(BOOKED)) {
            return false;
        }
        page.click("[data-test=demo-qr]");
        Browser.until(page, () -> {
            if (page.isVisible(BOOKED) && Browser.press(page, OPEN)) {
                Browser.picture(page, "W01-6-unlocking");
            }
            return !page.isVisible(BOOKED);
        });
        return page.isVisible(RIDING);
    }

    private static void drive(Page page) {
        Browser.shows(page, "[data-kind=UNLOCK][data-state=CONFIRMED]");
        Browser.shows(page, "[data-test=live]");
        Browser.shows(page, ".city-map[data-ready]");
        Browser.picture(page, "W01-7-ride");
        noBarrier(page, "ride");
        Browser.until(page, () -> {
            Browser.press(page, END);
            if (page.isVisible("[data-test=end-refused] li")) {
                Browser.picture(page, "W01-8-not-returned-yet");
            }
            return page.isVisible(ENDED);
        });
    }

    private static void receipt(Page page) {
        page.click("[data-test=receipt]");
        Browser.shows(page, ".receipt__total");
        String total = page.textContent(".receipt__total").trim();
        Browser.picture(page, "W01-9-receipt");
        noBarrier(page, "receipt");
        assertTrue(total.matches("¥[1-9][0-9]*\\.[0-9]{2}"), total);
        assertEquals(total, page.textContent("tfoot td").trim(), "the lines add up to the total");
    }

    private static void open(Page page, String name, String shown) {
        page.navigate(Browser.address("/phone.html#/" + name));
        Browser.shows(page, shown);
        noBarrier(page, name);
    }

    private static void noBarrier(Page page, String where) {
        assertEquals(List.of(), Browser.barriers(page), where);
    }
}
