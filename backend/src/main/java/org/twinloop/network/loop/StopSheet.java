package org.twinloop.network.loop;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.LoopId;

/**
 * A stop as it is at an instant, with its memberships then and to come.
 *
 * @param version grows with every change of its name, position or radius
 * @param validFrom since when it is so; null where it always was
 * @param memberships those that last at the instant or begin later, by loop and time
 */
record StopSheet(
        UUID id,
        String code,
        String placeId,
        String nameZh,
        String nameEn,
        GeoPoint position,
        int radiusM,
        int version,
        Instant validFrom,
        List<Membership> memberships) {

    StopSheet {
        memberships = List.copyOf(memberships);
    }

    Optional<Membership> lasting(LoopId loop, Instant at) {
        return memberships.stream()
                .filter(one -> one.loop() == loop && one.covers(at))
                .findFirst();
    }

    /** Whether another version would say the same of it. */
    boolean looksLike(StopChange wanted) {
        return nameZh.equals(wanted.nameZh())
                && nameEn.equals(wanted.nameEn())
                && position.equals(wanted.position())
                && radiusM == wanted.radiusM();
    }
}
