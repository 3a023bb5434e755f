package org.twinloop.sim.road;

import java.util.List;

/** A place with a name that people go to. */
public record Place(String id, String nameZh, String nameEn, boolean inner, boolean hub, GeoPoint at) {
    /** The 71 places of the sample city, in the order of the file. */
    public static List<Place> all() {
        return Csv.resource("/city/places.csv").stream()
                .map(row -> new Place(
                        row.getField("place_id"),
                        row.getField("name_zh"),
                        row.getField("name_en"),
                        row.getField("loop").equals("inner"),
                        row.getField("hub").equals("1"),
                        new GeoPoint(Double.parseDouble(row.getField("lon")), Double.parseDouble(row.getField("lat")))))
                .toList();
    }
}
