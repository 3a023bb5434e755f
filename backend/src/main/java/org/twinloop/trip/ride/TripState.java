package org.twinloop.trip.ride;

import java.util.Map;
import java.util.Set;

/**
 * The life of an official trip. Each arrow is named by the event it writes, which tells who, when, why, and the version
 * of policy it was decided with.
 *
 * <pre>
 *   submit ──in policy──► BOOKED ◄──firm── PENDING_PARTNER ──declined / too late──► DECLINED
 *      │                   ▲ │ │ ▲                ▲   │
 *      │ not in policy     │ │ │ │ change         │   └─cancel─► CANCELLED
 *      ▼                   │ │ │ └─┘              │
 *   SUBMITTED ──last level─┘ │ ▼ unlock confirmed │
 *      │ ▲ │    approves     │ IN_PROGRESS ───end─┼──► ENDED ──confirm──► CONFIRMED ──settled──► SETTLED
 *      │ │ └─approve, operator's calendar ────────┘       └──────────────settled──────────────────▲ │
 *      │ │                   │                                        archived: settled, confirmed │ ▼
 *      │ └─change leaves what was approved (PR-06) ─ BOOKED            and some days later      ARCHIVED
 *      ├─ reject ► REJECTED  ├─ nobody decides ► EXPIRED
 *      ├─ return ► RETURNED ──amended and sent again──► SUBMITTED or BOOKED
 *      ├─ withdraw ► WITHDRAWN ◄─withdraw─ RETURNED
 *      └─ cancel ► CANCELLED
 *   BOOKED ──cancel► CANCELLED      BOOKED ──nobody comes► NO_SHOW
 *   DECLINED ──an offered option is taken──► SUBMITTED or BOOKED
 *   BOOKED, PENDING_PARTNER of an emergency ── reject ► REJECTED, return ► RETURNED
 * </pre>
 *
 * Confirming (by the traveller, by time, or a dispute) is written down in ENDED and SETTLED alike, since the price
 * often comes first; only from ENDED does it change the state. A disputed trip is never archived before the dispute is
 * decided or taken back; a decision may correct the price, and SETTLED stays SETTLED.
 *
 * <p>REJECTED, RETURNED and every state without an outgoing arrow hold nothing: car, bay, pile and budget are free.
 */
public enum TripState {
    SUBMITTED,
    RETURNED,
    REJECTED,
    PENDING_PARTNER,
    BOOKED,
    IN_PROGRESS,
    ENDED,
    CONFIRMED,
    SETTLED,
    ARCHIVED,
    WITHDRAWN,
    CANCELLED,
    EXPIRED,
    NO_SHOW,
    DECLINED;

    private static final Map<TripState, Set<TripState>> ARROWS = Map.of(
            SUBMITTED, Set.of(BOOKED, PENDING_PARTNER, RETURNED, REJECTED, EXPIRED, WITHDRAWN, CANCELLED),
            RETURNED, Set.of(SUBMITTED, WITHDRAWN),
            PENDING_PARTNER, Set.of(BOOKED, DECLINED, CANCELLED, REJECTED, RETURNED),
            BOOKED, Set.of(IN_PROGRESS, SUBMITTED, CANCELLED, NO_SHOW, DECLINED, REJECTED, RETURNED),
            IN_PROGRESS, Set.of(ENDED),
            ENDED, Set.of(CONFIRMED, SETTLED),
            CONFIRMED, Set.of(SETTLED),
            SETTLED, Set.of(SETTLED, ARCHIVED),
            DECLINED, Set.of(SUBMITTED));

    /** Whether the budget keeps something for it. */
    public boolean holds() {
        return switch (this) {
            case SUBMITTED, PENDING_PARTNER, BOOKED, IN_PROGRESS, ENDED, CONFIRMED -> true;
            case RETURNED, REJECTED, SETTLED, ARCHIVED, WITHDRAWN, CANCELLED, EXPIRED, NO_SHOW, DECLINED -> false;
        };
    }

    /** Agreed, or about to be by its operator, and not begun. */
    public boolean isAhead() {
        return this == BOOKED || this == PENDING_PARTNER;
    }

    /** Whether the ride is over. */
    public boolean isRidden() {
        return this == ENDED || this == CONFIRMED || this == SETTLED || this == ARCHIVED;
    }

    /** Whether the ride has begun, be it over or not. */
    public boolean hasBegun() {
        return this == IN_PROGRESS || isRidden();
    }

    /** Whether it is over; a declined trip is, unless its traveller takes what is offered instead. */
    public boolean isLast() {
        return this == DECLINED || !ARROWS.containsKey(this);
    }

    public boolean mayBecome(TripState next) {
        return ARROWS.getOrDefault(this, Set.of()).contains(next);
    }
}
