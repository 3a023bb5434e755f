package org.twinloop.journeys;

/** J14: broker mode with HiveMQ CE, which shares out otherwise than mosquitto and keeps one queue for the group. */
class J14_HiveMqModeIT extends BrokerModeStory {

    J14_HiveMqModeIT() {
        super(
                "hivemq",
                "2026-10-28T01:00:00Z",
                TestBroker.hiveMq(),
                "HiveMQ CE cannot be built from its Maven artifacts: see target/hivemq-build.log");
    }
}
