package org.twinloop.telematics.day;

/**
 * How far a drive was, by each source that knows, and the one believed.
 *
 * @param odometerM metres by the odometer; null where it was not told
 * @param gpsM metres from position to position, shorter than the road where they are far apart; null without any
 * @param chosenM the one believed, null where there is none
 */
record Distance(Long odometerM, Long gpsM, Long chosenM, Source chosen, Reason reason) {

    /** Bends between positions make the sum of their distances shorter than the road by up to half. */
    private static final double BENDS = 2;

    private static final double NOISE = 0.85;
    private static final long SLACK_M = 500;

    /** Who says so. */
    enum Source {
        ODOMETER,
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

    /** @param partly whether positions are missing on the way */
    static Distance of(Long odometerM, Long gpsM, boolean partly) {
        if (odometerM == null) {
            return gpsM == null
                    ? new Distance(null, null, null, null, Reason.NOTHING_KNOWN)
                    : new Distance(null, gpsM, gpsM, Source.GPS, Reason.ODOMETER_MISSING);
        }
        if (odometerM < 0) {
            Reason reason = Reason.ODOMETER_WENT_BACK;
            return new Distance(odometerM, gpsM, gpsM, gpsM == null ? null : Source.GPS, reason);
        }
        if (gpsM == null) {
            return new Distance(odometerM, null, odometerM, Source.ODOMETER, Reason.POSITIONS_MISSING);
        }
        if (odometerM < gpsM * NOISE - SLACK_M) {
            return new Distance(odometerM, gpsM, gpsM, Source.GPS, Reason.ODOMETER_SHORT);
        }
        if (odometerM <= gpsM * BENDS + SLACK_M) {
            return new Distance(odometerM, gpsM, odometerM, Source.ODOMETER, Reason.AGREED);
        }
        return partly
                ? new Distance(odometerM, gpsM, odometerM, Source.ODOMETER, Reason.POSITIONS_MISSING)
                : new Distance(odometerM, gpsM, gpsM, Source.GPS, Reason.ODOMETER_LONG);
    }
}
