package org.twinloop.network.loop;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.network.LoopId;
import org.twinloop.network.Place;

/**
 * A stop as somebody wants it from now on.
 *
 * @param memberships at most one a loop; a loop that is not named is left now
 * @param afterBookings a loop is left after the last booking that ends here, rather than not at all
 * @param version the one the editor saw; null where it does not matter
 */
record StopChange(
        String code,
        String placeId,
        String nameZh,
        String nameEn,
        GeoPoint position,
        int radiusM,
        List<Membership> memberships,
        boolean afterBookings,
        Integer version) {

    StopChange {
        memberships = List.copyOf(memberships);
    }

    /** Refuses what no stop can be, whatever it was before. */
    void check(Place place, double fromPlaceMaxM, Instant now) {
        double awayM = place.position().distanceM(position);
        if (awayM > fromPlaceMaxM) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/lon",
                    "the position is %.0f m from %s; a stop lies within %.0f m of its place"
                            .formatted(awayM, placeId, fromPlaceMaxM));
        }
        Set<LoopId> named = EnumSet.noneOf(LoopId.class);
        for (int i = 0; i < memberships.size(); i++) {
            Membership one = memberships.get(i);
            String at = "/memberships/" + i;
            if (!named.add(one.loop())) {
                throw ProblemException.field(
                        CommonProblem.INVALID, at + "/loop", "value " + one.loop() + " stands twice; name a loop once");
            }
            Instant begins = one.from() == null ? now : one.from();
            if (one.to() != null && (!one.to().isAfter(begins) || !one.to().isAfter(now))) {
                throw ProblemException.field(
                        CommonProblem.INVALID,
                        at + "/to",
                        "value " + one.to() + "; it must be after its beginning and after now, " + now);
            }
        }
    }

    /** Code and place say which stop it is and never change. */
    void checkSame(StopSheet before) {
        if (!code.equals(before.code())) {
            throw ProblemException.field(
                    CommonProblem.INVALID, "/code", "value " + code + "; this stop is " + before.code() + " for ever");
        }
        if (!placeId.equals(before.placeId())) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/placeId",
                    "value " + placeId + "; this stop belongs to " + before.placeId() + ", open another one");
        }
    }

    boolean seen(StopSheet before) {
        return version == null || Objects.equals(version, before.version());
    }
}
