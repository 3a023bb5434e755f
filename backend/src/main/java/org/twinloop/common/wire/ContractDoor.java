package org.twinloop.common.wire;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * {@code /q/openapi}, where tools look for it, answers with the contract as it is written. Nothing is made of the code
 * at a start: that would cost a second and be another contract than the one that is kept.
 */
@Singleton
class ContractDoor {

    private static final String PATH = "/q/openapi";
    private static final String FILE = "/contract/openapi.yaml";

    void open(@Observes Router router) {
        router.get(PATH).handler(asked -> asked.reroute(FILE));
    }
}
