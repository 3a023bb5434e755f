package org.twinloop.demo;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps the sample city out of production: with demo mode off the service does not start while a demo account, whose
 * password everybody knows, could still sign in, or while a secret of demo mode is configured. Looks before the first
 * port is opened.
 */
@ApplicationScoped
class DemoLeftovers {

    private static final int FIRST = 1;

    private final DemoLeftoversRepository repository;
    private final boolean demo;
    private final Optional<String> partnerToken;

    DemoLeftovers(
            DemoLeftoversRepository repository,
            @ConfigProperty(name = "twinloop.mode") String mode,
            @ConfigProperty(name = "twinloop.demo.partner-token") Optional<String> partnerToken) {
        this.repository = repository;
        this.demo = mode.equals("demo");
        this.partnerToken = partnerToken;
    }

    void start(@Observes @Priority(FIRST) StartupEvent started) {
        if (!demo) {
            refuse(found(repository.open(DemoPeople.personIds()), partnerToken.isPresent()));
        }
    }

    /** What stands in the way and what to do about it, a sentence each. */
    static List<String> found(List<String> logins, boolean partnerToken) {
        List<String> found = new ArrayList<>();
        if (!logins.isEmpty()) {
            found.add(("%d demo accounts can still sign in (%s): use an empty database, or close them as "
                            + "docs/runbook.md tells")
                    .formatted(logins.size(), String.join(", ", logins)));
        }
        if (partnerToken) {
            found.add("TWINLOOP_DEMO_PARTNER_TOKEN is set: unset it, and give the token of real partners as "
                    + "TWINLOOP_PARTNER_TOKEN");
        }
        return found;
    }

    private static void refuse(List<String> found) {
        if (!found.isEmpty()) {
            throw new IllegalStateException("this is production, but the sample city is still here. "
                    + String.join(". ", found) + ". See docs/runbook.md");
        }
    }
}
