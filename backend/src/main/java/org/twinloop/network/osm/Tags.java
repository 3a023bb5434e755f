package org.twinloop.network.osm;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The tags of an OpenStreetMap element; few enough that looking through them beats a map. */
public final class Tags {

    public static final Tags NONE = new Tags(new String[0]);

    /** Key, value, key, value… */
    private final String[] pairs;

    /** Takes keys and values by turns, each key once. */
    Tags(String[] pairs) {
        this.pairs = pairs;
    }

    public static Tags of(Map<String, String> tags) {
        String[] pairs = new String[tags.size() * 2];
        int at = 0;
        for (Map.Entry<String, String> tag : new TreeMap<>(tags).entrySet()) {
            pairs[at++] = tag.getKey();
            pairs[at++] = tag.getValue();
        }
        return new Tags(pairs);
    }

    public boolean isEmpty() {
        return pairs.length == 0;
    }

    /** The value of a key, or null. */
    public String get(String key) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(key)) {
                return pairs[i + 1];
            }
        }
        return null;
    }

    /** The value of the first of these keys that is there, or null. */
    public String first(String... keys) {
        for (String key : keys) {
            String value = get(key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Whether a key has one of these values. */
    public boolean is(String key, String... values) {
        String value = get(key);
        if (value != null) {
            for (String wanted : values) {
                if (value.equals(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    public void forEach(BiConsumer<String, String> what) {
        for (int i = 0; i < pairs.length; i += 2) {
            what.accept(pairs[i], pairs[i + 1]);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        forEach((key, value) ->
                text.append(text.isEmpty() ? "" : " ").append(key).append('=').append(value));
        return text.toString();
    }
}
