package org.twinloop.telematics.day;

/**
 * How far a drive was, by each source that knows, and the one believed.
 *
 * @param odometerM metres by the odometer; null where it was not told
 * @param gpsM metres from position to position, shorter than the road where they are far apart; null without any
 * @param matchedM metres of the roads on which the positions were laid; null where not all of them could be
 * @param chosenM the one believed, null where there is none
 */
record Distance(Long odometerM, Long gpsM, Long matchedM, Long chosenM, Source chosen, Reason reason) {

    /** Bends between positions make the sum of their distances shorter than the road by up to half. */
    private static final double BENDS = 2;

    private static final double NOISE = 0.85;
    private static final long SLACK_M = 500;

    /** Who says so. */
    enum Source {
        ODOMETER,
        /** The roads on which the positions were laid. */
        MATCHED,
        GPS
    }

    /** Why it is believed. */
    enum Reason {
        /** Both tell about the same. */
        AGREED,
        /** Positions are missing on the way, the odometer is not. */
        POSITIONS_MISSING,
        ODOMETER_MISSING,
        /** It went back, as after an exchange. */
        ODOMETER_WENT_BACK,
        /** Less than the straight lines between the positions. */
        ODOMETER_SHORT,
        /** Far more than the positions allow. */
        ODOMETER_LONG,
        NOTHING_KNOWN
    }

    /** Before any road is looked for. */
    static Distance of(Long odometerM, Long gpsM, boolean partly) {
        Reason reason = reason(odometerM, gpsM, partly);
        return of(odometerM, gpsM, null, reason);
    }

    /** The same with what the roads tell; it is believed rather than the straight lines between positions. */
    Distance with(Long roadsM) {
        return of(odometerM, gpsM, roadsM, reason);
    }

    private static Distance of(Long odometerM, Long gpsM, Long matchedM, Reason reason) {
        if (reason == Reason.AGREED || reason == Reason.POSITIONS_MISSING) {
            return new Distance(odometerM, gpsM, matchedM, odometerM, Source.ODOMETER, reason);
        }
        if (matchedM != null) {
            return new Distance(odometerM, gpsM, matchedM, matchedM, Source.MATCHED, reason);
        }
        return new Distance(odometerM, gpsM, null, gpsM, gpsM == null ? null : Source.GPS, reason);
    }

    /** @param partly whether positions are missing on the way */
    private static Reason reason(Long odometerM, Long gpsM, boolean partly) {
        if (odometerM == null) {
            return gpsM == null ? Reason.NOTHING_KNOWN : Reason.ODOMETER_MISSING;
        }
        if (odometerM < 0) {
            return Reason.ODOMETER_WENT_BACK;
        }
        if (gpsM == null) {
            return Reason.POSITIONS_MISSING;
        }
        if (odometerM < gpsM * NOISE - SLACK_M) {
            return Reason.ODOMETER_SHORT;
        }
        boolean within = odometerM <= gpsM * BENDS + SLACK_M;
        return within ? Reason.AGREED : partly ? Reason.POSITIONS_MISSING : Reason.ODOMETER_LONG;
    }
}
