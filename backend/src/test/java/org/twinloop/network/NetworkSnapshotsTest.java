package org.twinloop.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;

/** What an instance answers from before it has read the network. */
class NetworkSnapshotsTest {

    @Test
    void an_instance_without_a_network_says_so_and_not_that_a_place_is_unknown() {
        NetworkSnapshots snapshots = new NetworkSnapshots(null, null, null, null, null, Clock.systemUTC());
        Places places = new Places(null, snapshots);

        ProblemException refused = assertThrows(ProblemException.class, () -> places.find("PL-G01"));

        assertEquals(CommonProblem.UNAVAILABLE, refused.problem());
        assertTrue(snapshots.loaded().isEmpty());
    }
}
