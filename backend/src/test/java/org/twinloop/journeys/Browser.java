package org.twinloop.journeys;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.TimeoutError;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A person in front of Chromium, under the strict content policy. Keeps what goes wrong unseen: script errors, refusals
 * of the policy, calls to other hosts. Pictures are kept in {@code target/screenshots}.
 *
 * <p>Waits for what a page shows and never for a time; the patience is for a machine that has much else to do. All of
 * Playwright is called on the thread that made it.
 */
final class Browser implements AutoCloseable {

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final Path AXE = Path.of("src", "main", "webui", "node_modules", "axe-core", "axe.min.js");
    private static final double PATIENCE_MS = 240_000;
    private static final double PRESS_MS = 500;
    /**
     * Pixels for each of the phone's: two as on a real one take four times the work to draw a map without a graphics
     * processor, and are for pictures that people look at ({@code -Dtwinloop.pictures.scale=2}).
     */
    private static final int SCALE = Integer.getInteger("twinloop.pictures.scale", 1);

    private static final String HOST = "127.0.0.1";
    /** The browser's own word on an answer of 4xx; the pages show what the service said. */
    private static final String REFUSED_ANSWER = "Failed to load resource: the server responded with a status of 4";

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> troubles = new ArrayList<>();

    private Browser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setTimeout(PATIENCE_MS)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--lang=zh-CN",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--use-angle=swiftshader",
                                "--enable-unsafe-swiftshader")));
    }

    static Browser open() {
        if (RestAssured.get("/phone.html").statusCode() != 200) {
            throw new IllegalStateException("the pages are not built: run Maven without -Dtwinloop.web.skip=true");
        }
        return new Browser();
    }

    /** A phone of 390 × 844; how finely it is drawn is a matter of {@link #SCALE}. */
    Page phone() {
        return page(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(SCALE)
                .setHasTouch(true)
                .setIsMobile(true)
                .setLocale("zh-CN"));
    }

    /** A screen on a desk. */
    Page desk() {
        return page(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(1440, 900)
                .setLocale("zh-CN"));
    }

    private Page page(com.microsoft.playwright.Browser.NewContextOptions options) {
        BrowserContext context = chromium.newContext(options);
        context.setDefaultTimeout(PATIENCE_MS);
        Page page = context.newPage();
        page.onPageError(error -> troubles.add("script: " + error));
        page.onConsoleMessage(this::heard);
        page.onRequest(this::asked);
        return page;
    }

    private void heard(ConsoleMessage message) {
        if (message.type().equals("error") && !message.text().startsWith(REFUSED_ANSWER)) {
            troubles.add("console: " + message.text());
        }
    }

    private void asked(Request request) {
        boolean madeHere = request.url().startsWith("blob:") || request.url().startsWith("data:");
        if (!madeHere && !HOST.equals(URI.create(request.url()).getHost())) {
            troubles.add("elsewhere: " + request.url());
        }
    }

    static String address(String path) {
        return "http://" + HOST + ":" + RestAssured.port + path;
    }

    static void signIn(Page page, String login) {
        page.fill("input[name=login]", login);
        page.fill("input[name=password]", "twinloop-demo");
        page.click("form button:not([type=button])");
    }

    /** Waits until the page shows something of this kind. */
    static void shows(Page page, String selector) {
        page.waitForSelector(selector);
    }

    /** Presses what is there just now; false when it has gone meanwhile, as live pages change under the finger. */
    static boolean press(Page page, String selector) {
        try {
            page.locator(selector).first().click(new Locator.ClickOptions().setTimeout(PRESS_MS));
            return true;
        } catch (TimeoutError gone) {
            return false;
        }
    }

    /** Waits until it is so; looks again after everything that happens on the page. */
    static void until(Page page, BooleanSupplier wished) {
        page.waitForCondition(wished, new Page.WaitForConditionOptions().setTimeout(PATIENCE_MS));
    }

    static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setTimeout(PATIENCE_MS));
    }

    /** What axe-core finds against the WCAG 2.2 (A and AA) and good practice on the page as it stands. */
    static List<String> barriers(Page page) {
        try {
            page.evaluate(Files.readString(AXE));
        } catch (IOException e) {
            throw new UncheckedIOException("axe-core comes with the pages' packages: build them first", e);
        }
        Object found = page.evaluate("async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a',"
                + " 'wcag21aa', 'wcag22aa', 'best-practice']})).violations"
                + ".map(v => v.impact + ' ' + v.id + ' at ' + v.nodes.map(n => n.target.join(' ')).join(', '))");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    List<String> troubles() {
        return List.copyOf(troubles);
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    private static Path executable() {
        String named = System.getenv("TWINLOOP_CHROMIUM");
        return Stream.of(named == null ? "" : named, "/usr/bin/chromium", "/usr/bin/chromium-browser")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Chromium: install it or set TWINLOOP_CHROMIUM"));
    }
}
