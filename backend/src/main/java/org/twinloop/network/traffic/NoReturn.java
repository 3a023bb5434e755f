package org.twinloop.network.traffic;

import java.time.Instant;
import java.util.UUID;

/**
 * An area where cars are not returned just then.
 *
 * @param until when it ends; null until further notice
 */
public record NoReturn(UUID closureId, String nameZh, String nameEn, Instant until) {

    /** When it is so; {@code until} is null until further notice. */
    public record Time(Instant from, Instant until) {}
}
