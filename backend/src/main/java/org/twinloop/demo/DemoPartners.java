package org.twinloop.demo;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Partner companies of the sample city with their contracts and price lists. */
@ApplicationScoped
class DemoPartners {

    Uni<Void> engage(Instant from) {
        return Uni.createFrom().voidItem();
    }

    static UUID operatorId(String code) {
        return DemoIds.of("operator", code);
    }
}
