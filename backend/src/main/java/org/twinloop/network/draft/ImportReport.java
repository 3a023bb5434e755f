package org.twinloop.network.draft;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Remark;

/** What became of a source: how much was taken, what was left out and why, and which parts hang together. */
public final class ImportReport {

    private static final int EXAMPLES_MAX = 10;

    /** @param examples names of elements, at most {@value #EXAMPLES_MAX}: {@code w62906030} */
    public record Noted(Remark code, String zh, String en, long count, List<String> examples) {}

    /** A part that is cut off; {@code lon} and {@code lat} of one of its junctions, WGS-84 degrees. */
    public record Island(int junctions, double lon, double lat) {}

    /**
     * How a mode's network hangs together.
     *
     * @param mainJunctions junctions of the main part, every one of which reaches every other
     * @param islands how many other parts there are
     * @param edgesOutside roads open to the mode that do not lie in the main part
     */
    public record Reach(Mode mode, int mainJunctions, int islands, int edgesOutside, List<Island> largestIslands) {}

    /** The report as it is kept beside the network. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Summary(
            String source,
            int junctions,
            int edges,
            double lengthKm,
            int turns,
            List<Noted> remarks,
            List<Reach> reach) {

        /** For people, line by line. */
        public String text() {
            StringBuilder text = new StringBuilder();
            line(
                    text,
                    "路网 / network: %,d 个路口 junctions, %,d 条路段 edges, %,.1f km, %,d 条转向限制 turn bans",
                    junctions,
                    edges,
                    lengthKm,
                    turns);
            for (Reach of : reach) {
                line(
                        text,
                        "%s: 主路网 main part %,d 个路口 junctions; 孤岛 islands %,d; 主路网外路段 edges outside %,d",
                        of.mode(),
                        of.mainJunctions(),
                        of.islands(),
                        of.edgesOutside());
                for (Island island : of.largestIslands()) {
                    line(text, "    %,d @ %.6f, %.6f", island.junctions(), island.lon(), island.lat());
                }
            }
            for (Noted noted : remarks) {
                line(text, "%s (%s): %,d", noted.zh(), noted.en(), noted.count());
                line(text, "    %s%s", String.join(" ", noted.examples()), noted.count() > EXAMPLES_MAX ? " …" : "");
            }
            return text.toString();
        }

        private static void line(StringBuilder text, String pattern, Object... values) {
            text.append(String.format(Locale.ROOT, pattern, values)).append('\n');
        }
    }

    private final Map<Remark, List<String>> examples = new EnumMap<>(Remark.class);
    private final Map<Remark, Long> counts = new EnumMap<>(Remark.class);

    void note(Remark remark, String element) {
        counts.merge(remark, 1L, Long::sum);
        List<String> some = examples.computeIfAbsent(remark, key -> new ArrayList<>());
        if (some.size() < EXAMPLES_MAX) {
            some.add(element);
        }
    }

    /** What was said, with counts and examples, in the order of {@link Remark}. */
    public List<Noted> remarks() {
        return counts.entrySet().stream()
                .map(entry -> new Noted(
                        entry.getKey(),
                        entry.getKey().zh(),
                        entry.getKey().en(),
                        entry.getValue(),
                        List.copyOf(examples.get(entry.getKey()))))
                .toList();
    }
}
