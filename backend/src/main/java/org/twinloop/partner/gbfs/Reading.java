package org.twinloop.partner.gbfs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the records of a file came to.
 *
 * @param records usable ones, the last of several with the same id
 * @param refused those that cannot be used at all
 * @param remarks what was tolerated, with how often
 * @param total records in the file
 */
record Reading<T>(List<T> records, List<Refused> refused, Map<String, Integer> remarks, int total) {

    /**
     * A record set aside.
     *
     * @param key its id, null when that is what is wrong
     */
    record Refused(String key, String reason, JsonNode record) {}

    /** Gathers the verdicts while a file is read. */
    static final class Sieve<T> {

        private final Map<String, T> records = new LinkedHashMap<>();
        private final List<Refused> refused = new ArrayList<>();
        private final Map<String, Integer> remarks = new TreeMap<>();
        private int total;

        /** Reads each entry of a list; a record without its id is refused, and so is one the reader refuses. */
        Reading<T> read(JsonNode list, String[] idNames, Function<Entry, T> reader) {
            for (JsonNode node : list) {
                total++;
                String id = id(node, idNames);
                if (id == null) {
                    refused.add(new Refused(null, idNames[0] + " is missing", node));
                    continue;
                }
                Entry entry = new Entry(id, node, this::remark);
                T record = reader.apply(entry);
                if (entry.refusal != null) {
                    refused.add(new Refused(id, entry.refusal, node));
                } else if (records.put(id, record) != null) {
                    remark("id more than once, the last counts");
                }
            }
            return new Reading<>(List.copyOf(records.values()), List.copyOf(refused), Map.copyOf(remarks), total);
        }

        private void remark(String text) {
            remarks.merge(text, 1, Integer::sum);
        }

        private static String id(JsonNode node, String[] names) {
            for (String name : names) {
                String id = Lenient.text(node.path(name));
                if (id != null && id.length() <= 200) {
                    return id;
                }
            }
            return null;
        }
    }

    /** One record under the reader's hands. */
    static final class Entry {

        private final String id;
        private final JsonNode node;
        private final java.util.function.Consumer<String> remarks;
        private String refusal;

        private Entry(String id, JsonNode node, java.util.function.Consumer<String> remarks) {
            this.id = id;
            this.node = node;
            this.remarks = remarks;
        }

        String id() {
            return id;
        }

        JsonNode at(String... names) {
            for (String name : names) {
                if (node.hasNonNull(name)) {
                    return node.get(name);
                }
            }
            return node.path(names[0]);
        }

        /** A boolean the record cannot do without; refuses the record when it is not there. */
        boolean needFlag(String name) {
            Boolean flag = Lenient.flag(at(name));
            if (flag == null) {
                refuse(name + " is missing or no boolean: " + at(name));
            }
            return Boolean.TRUE.equals(flag);
        }

        Position position() {
            Position position = Position.of(node);
            if (position.remark() != null) {
                remark(
                        position.remark().startsWith("lat and lon look swapped")
                                ? "lat and lon look swapped"
                                : position.remark());
            }
            return position;
        }

        void refuse(String reason) {
            if (refusal == null) {
                refusal = reason;
            }
        }

        void remark(String text) {
            remarks.accept(text);
        }
    }
}
