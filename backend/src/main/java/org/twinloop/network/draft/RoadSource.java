package org.twinloop.network.draft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Something roads come from: an OpenStreetMap extract, or shapefiles. */
public interface RoadSource {

    /**
     * Adds all junctions and roads to a draft and seals it; answers the forbidden turns. The same source, the same
     * draft.
     */
    List<Turn> draft(Draft draft, Path folder, ImportReport report, Progress progress) throws IOException;
}
