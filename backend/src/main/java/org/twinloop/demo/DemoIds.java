package org.twinloop.demo;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids that are the same in every sample city, so that tests and tools may name its things. */
final class DemoIds {

    private DemoIds() {}

    static UUID of(String kind, String name) {
        return UUID.nameUUIDFromBytes(("twinloop-demo/" + kind + "/" + name).getBytes(StandardCharsets.UTF_8));
    }
}
