package org.twinloop.demo;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.twinloop.common.CityClock;
import org.twinloop.common.CityTime;
import org.twinloop.common.SystemTime;

/** What the service is and which time it lives in; needs no sign-in. */
@Path("/api/v1/system")
@Produces(MediaType.APPLICATION_JSON)
class SystemResource {

    private final CityClock clock;
    private final boolean demo;
    private final String version;

    SystemResource(
            CityClock clock,
            @ConfigProperty(name = "twinloop.mode") String mode,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.clock = clock;
        this.demo = mode.equals("demo");
        this.version = version;
    }

    record SystemView(
            String mode,
            String version,
            Instant cityTime,
            Instant realTime,
            Instant clockRealOrigin,
            Instant clockCityOrigin,
            double clockSpeed,
            String timeZone,
            List<DemoPeople.Account> demoAccounts) {}

    @GET
    @PermitAll
    public SystemView get() {
        return new SystemView(
                demo ? "demo" : "production",
                version,
                clock.now(),
                SystemTime.now(),
                clock.realOrigin(),
                clock.cityOrigin(),
                clock.speed(),
                CityTime.ZONE.getId(),
                demo ? DemoPeople.accounts() : null);
    }
}
