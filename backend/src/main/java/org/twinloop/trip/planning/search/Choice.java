package org.twinloop.trip.planning.search;

/**
 * One way by car.
 *
 * @param car and {@code stop} places in the lists of the {@link City}
 * @param times when what happens
 * @param metres driven
 * @param driveS seconds of driving, without waiting, charging and staying
 * @param wh expected energy of the drive
 * @param arrival charge on return
 * @param charge the stop on the way, null where none is needed
 */
public record Choice(
        int car, int stop, Times times, int metres, int driveS, int wh, Arrival arrival, long fareFen, Charge charge) {

    /**
     * Seconds since the epoch.
     *
     * @param holdFrom the car and its bay are held from then, to {@code holdTo}
     * @param keptUntil when the car is given back: on return, or when it is wanted longer
     */
    public record Times(
            long departAt, long takenAt, long returnedAt, long arriveAt, long keptUntil, long holdFrom, long holdTo) {

        static Times of(Wish wish, Limits limits, int walkInS, int drivingS, int standingS, int walkOutS) {
            long total = totalS(wish, limits, walkInS, drivingS, standingS, walkOutS);
            long depart = wish.arriveBy() ? wish.at() - total : wish.at();
            long returned = depart + total - walkOutS;
            long kept = Math.max(returned, wish.keepUntil());
            return new Times(
                    depart,
                    depart + walkInS,
                    returned,
                    depart + total,
                    kept,
                    depart - limits.earlyS(),
                    kept + Math.max(limits.lateS(), drivingS / 2));
        }

        /** From the departure to the arrival. */
        static long totalS(Wish wish, Limits limits, int walkInS, int drivingS, int standingS, int walkOutS) {
            long inCar = (long) limits.pickUpS() + drivingS + wish.stayS() + standingS + limits.handBackS();
            return walkInS + inCar + walkOutS;
        }

        public long durationS() {
            return arriveAt - departAt;
        }
    }

    /**
     * State of charge on return, percent.
     *
     * @param low if the drive takes as much as one must reckon with
     */
    public record Arrival(double expected, double low, double high) {}

    /**
     * A charging stop on the way.
     *
     * @param stretch on which of those between the points on the way, 0 before the first
     * @param plug place in the list; {@code stop} where it stands
     * @param arriveAt there, {@code startAt} when it is free, {@code endAt} when the car is full enough; seconds
     * @param onArrival expected charge there, percent
     * @param target charged to, percent
     */
    public record Charge(
            int stretch,
            int stop,
            int plug,
            long arriveAt,
            long startAt,
            long endAt,
            double onArrival,
            double target) {}

    public long durationS() {
        return times.durationS();
    }

    /** Nowhere worse, and somewhere better. */
    public boolean dominates(Choice other) {
        return durationS() <= other.durationS() && fareFen <= other.fareFen && wh <= other.wh && !same(other);
    }

    /** As long, as dear and as green. */
    public boolean same(Choice other) {
        return durationS() == other.durationS() && fareFen == other.fareFen && wh == other.wh;
    }

    /** Of two that are the same, the fuller on return, then the car, the stop, the plug listed first. */
    public boolean isPreferredTo(Choice other) {
        int fuller = Double.compare(arrival.low, other.arrival.low);
        if (fuller != 0) {
            return fuller > 0;
        }
        if (car != other.car || stop != other.stop) {
            return car != other.car ? car < other.car : stop < other.stop;
        }
        return charge != null && other.charge != null && charge.plug < other.charge.plug;
    }
}
