package org.twinloop.journeys;

/** J11: broker mode with Debian's mosquitto, or with the broker that {@code TWINLOOP_TEST_BROKER} names. */
class J11_BrokerModeIT extends BrokerModeStory {

    J11_BrokerModeIT() {
        super(
                "broker",
                "2026-10-27T01:00:00Z",
                TestBroker.given().or(TestBroker::mosquitto),
                "no mosquitto on this machine: apt-get install mosquitto");
    }
}
