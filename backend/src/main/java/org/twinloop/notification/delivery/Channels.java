package org.twinloop.notification.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Which channels this installation has. */
@ApplicationScoped
class Channels {

    private final FirebaseChannel firebase;
    private final MessageGateway gateways;

    Channels(FirebaseChannel firebase, MessageGateway gateways) {
        this.firebase = firebase;
        this.gateways = gateways;
    }

    boolean hasPhones() {
        return firebase.isSetUp();
    }

    Optional<String> gatewayOf(String unitCode) {
        return gateways.serving(unitCode);
    }

    boolean any() {
        return firebase.isSetUp() || gateways.any();
    }
}
