package org.twinloop.journeys;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A person in front of Chromium. Keeps what went wrong unseen: script errors, refusals of the content security policy
 * and calls to other hosts. Screenshots are kept in {@code target/screenshots}.
 */
final class Browser implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Path AXE = Path.of("src", "main", "webui", "node_modules", "axe-core", "axe.min.js");
    private static final int PATIENCE_MS = 60_000;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());

    private Browser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--use-angle=swiftshader",
                                "--enable-unsafe-swiftshader")));
    }

    static Browser open() {
        Awaitility.await("the sample city")
                .atMost(Phone.PATIENCE)
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        if (RestAssured.get("/phone.html").statusCode() != 200) {
            throw new IllegalStateException("the pages are not built: run Maven without -Dtwinloop.web.skip=true");
        }
        return new Browser();
    }

    /** A phone of 390 × 844. */
    Page phone() {
        return page(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(2)
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
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && message.text().contains("Content Security Policy")) {
                troubles.add("policy: " + message.text());
            }
        });
        page.onRequest(request -> {
            URI address = URI.create(request.url().replaceFirst("^(blob|data):.*", "http://127.0.0.1/"));
            if (!"127.0.0.1".equals(address.getHost())) {
                troubles.add("elsewhere: " + request.url());
            }
        });
        return page;
    }

    static String address(String path) {
        return "http://127.0.0.1:" + RestAssured.port + path;
    }

    static void signIn(Page page, String login) {
        page.fill("input[name=login]", login);
        page.fill("input[name=password]", "twinloop-demo");
        page.click("form button[type=submit], form .button");
    }

    static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** What axe-core finds serious or critical on the page as it stands. */
    static List<String> barriers(Page page) {
        try {
            page.addScriptTag(new Page.AddScriptTagOptions().setContent(Files.readString(AXE)));
        } catch (IOException e) {
            throw new UncheckedIOException("axe-core comes with the pages' packages: build them first", e);
        }
        Object found =
                page.evaluate("async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa']})).violations"
                        + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                        + ".map(v => v.id + ' at ' + v.nodes.map(n => n.target.join(' ')).join(', '))");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    /** A page that lets a test bring its own script; only for {@link #barriers}. */
    Page inspected(boolean phone) {
        var options = new com.microsoft.playwright.Browser.NewContextOptions()
                .setBypassCSP(true)
                .setLocale("zh-CN");
        return page(phone ? options.setViewportSize(390, 844) : options.setViewportSize(1440, 900));
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
        return List.of(named == null ? "" : named, "/usr/bin/chromium", "/usr/bin/chromium-browser").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Chromium: install it or set TWINLOOP_CHROMIUM"));
    }
}
