package org.twinloop.trip;

import java.util.Map;
import java.util.Set;

/**
 * The life of an official trip.
 *
 * <pre>
 *   submit ──in policy──► BOOKED ◄──firm── PENDING_PARTNER ──declined / too late──► DECLINED
 *      │                   ▲ │ │                  ▲   │
 *      │ not in policy     │ │ │ unlock confirmed │   └─cancel─► CANCELLED
 *      ▼                   │ │ ▼                  │
 *   SUBMITTED ──approve────┘ │ IN_PROGRESS ──end──┼──► ENDED ──settled──► SETTLED
 *      ├─ approve, operator's calendar ───────────┘
 *      ├─ reject ► REJECTED   ├─ return ► RETURNED   ├─ nobody decides ► EXPIRED   └─ withdraw ► CANCELLED
 *   BOOKED ──cancel► CANCELLED      BOOKED ──nobody comes► NO_SHOW
 * </pre>
 *
 * Every state without an outgoing arrow holds nothing any more: car, bay, pile and budget are free again.
 */
public enum TripState {
    SUBMITTED,
    RETURNED,
    REJECTED,
    PENDING_PARTNER,
    BOOKED,
    IN_PROGRESS,
    ENDED,
    SETTLED,
    CANCELLED,
    EXPIRED,
    NO_SHOW,
    DECLINED;

    private static final Map<TripState, Set<TripState>> ARROWS = Map.of(
            SUBMITTED, Set.of(BOOKED, PENDING_PARTNER, RETURNED, REJECTED, EXPIRED, CANCELLED),
            PENDING_PARTNER, Set.of(BOOKED, DECLINED, CANCELLED),
            BOOKED, Set.of(IN_PROGRESS, CANCELLED, NO_SHOW, DECLINED),
            IN_PROGRESS, Set.of(ENDED),
            ENDED, Set.of(SETTLED));

    boolean mayBecome(TripState next) {
        return ARROWS.getOrDefault(this, Set.of()).contains(next);
    }
}
