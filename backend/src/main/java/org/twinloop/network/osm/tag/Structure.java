package org.twinloop.network.osm.tag;

import org.twinloop.network.osm.Tags;

/** What carries a road. Two roads above each other meet nowhere: they share no node. */
public enum Structure {
    GROUND,
    BRIDGE,
    /** 高架: a carriageway on stilts over other roads; nobody gets on or off but by its ramps. */
    ELEVATED,
    TUNNEL;

    static Structure of(Tags tags, RoadClass roadClass) {
        String tunnel = tags.get("tunnel");
        boolean under =
                tunnel != null && !tags.is("tunnel", "no", "building_passage", "avalanche_protector", "culvert");
        if (under || tags.is("location", "underground")) {
            return TUNNEL;
        }
        boolean namedElevated = named(tags, "高架", "Elevated", "Viaduct");
        String bridge = tags.get("bridge");
        if (bridge == null || bridge.equals("no")) {
            return namedElevated && layer(tags) > 0 ? ELEVATED : GROUND;
        }
        boolean river = named(tags, "大桥", "Bridge");
        return namedElevated || bridge.equals("viaduct") || roadClass.isExpressway() && !river ? ELEVATED : BRIDGE;
    }

    /** The layer, −10…10; 0 is the ground. */
    static int layer(Tags tags) {
        String layer = tags.get("layer");
        if (layer != null && layer.strip().matches("[+-]?\\d{1,2}")) {
            return Math.max(-10, Math.min(10, Integer.parseInt(layer.strip())));
        }
        boolean bridge = tags.get("bridge") != null && !tags.is("bridge", "no");
        boolean tunnel = tags.get("tunnel") != null && !tags.is("tunnel", "no", "building_passage");
        return bridge ? 1 : tunnel ? -1 : 0;
    }

    private static boolean named(Tags tags, String... words) {
        String names = tags.get("name") + " " + tags.get("name:zh") + " " + tags.get("name:en");
        for (String word : words) {
            if (names.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
