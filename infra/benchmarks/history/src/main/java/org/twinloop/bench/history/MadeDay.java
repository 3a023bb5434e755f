package org.twinloop.bench.history;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the answer on a day of the city has to tell, as {@link Filling} made it: the standing of the evening before,
 * and three drives with the standing after each. Silence lies before each drive, longer than what counts as a gap.
 */
final class MadeDay {
    private static final int DRIVES = 3;
    private static final int STOPS = 4;
    private static final int GAPS = 3;
    private static final int TRACK_PARTS = 4;
    private static final int DRIVE_M = (Ways.POSITIONS - 1) * 100;
    /** All but those of the basement; the answer holds so many without thinning. */
    private static final int POINTS = Filling.ROWS_A_DAY - Filling.BASEMENT_ROWS;

    private MadeDay() {}

    /**
     * Throws when the answer is not as the day was made.
     *
     * @return drives that are told with the length of the roads they were laid on
     */
    static int check(JsonNode day) {
        int points = 0;
        for (JsonNode part : day.path("track")) {
            points += part.path("points").size();
        }
        int onRoads = 0;
        boolean far = true;
        for (JsonNode drive : day.path("drives")) {
            far &= drive.path("distance").path("odometerM").asInt() == DRIVE_M;
            onRoads += drive.path("distance").hasNonNull("matchedM") ? 1 : 0;
        }
        boolean asMade = day.path("reports").asInt() == Filling.ROWS_A_DAY
                && day.path("drives").size() == DRIVES
                && day.path("stops").size() == STOPS
                && day.path("gaps").size() == GAPS
                && day.path("track").size() == TRACK_PARTS
                && far
                && points == POINTS
                && !day.has("coveredUntil");
        if (!asMade) {
            throw new IllegalStateException(
                    "the day is not as it was made: " + told(day) + ", " + points + " points, odometers as made " + far
                            + ": " + day.toString().substring(0, 200));
        }
        return onRoads;
    }

    static String told(JsonNode day) {
        return day.path("reports") + " reports, " + day.path("drives").size() + " drives, "
                + day.path("stops").size() + " stops, " + day.path("gaps").size() + " gaps, "
                + day.path("track").size() + " parts of a track";
    }
}
