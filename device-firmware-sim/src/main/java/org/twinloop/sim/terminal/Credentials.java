package org.twinloop.sim.terminal;

import io.vertx.core.Future;

/** Where the secrets of devices come from. */
public interface Credentials {
    String secret(String deviceId);

    /**
     * Another secret, after the service refused this one.
     *
     * @return completes when {@link #secret} gives a new one; fails when none could be had for now
     */
    Future<Void> renew(String deviceId, String refusedSecret);
}
