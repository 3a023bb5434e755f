package org.twinloop.network.store;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.ModeGraph;
import org.twinloop.network.road.ModeRoads;
import org.twinloop.network.road.Pace;
import org.twinloop.network.road.RoadTable;
import org.twinloop.network.search.Hierarchy;
import org.twinloop.network.search.upkeep.StoredOrder;

/**
 * The roads of one network, ready to be searched in each mode; part of the snapshot.
 */
public final class CityRoads {

    private static final Logger LOG = Logger.getLogger(CityRoads.class);

    public static final CityRoads NONE =
            of(new RoadsRepository.Laid(new RoadTable(), List.of(), Map.of()), new Pace(1, 1, 0, 0), 0);

    private final RoadTable table;
    private final Map<Mode, ModeRoads> modes;
    private final long fingerprint;
    /** What is to be kept, of the modes of which nothing fitting had been kept. */
    private final AtomicReference<Map<Mode, byte[]>> found;

    private CityRoads(RoadTable table, Map<Mode, ModeRoads> modes, Map<Mode, byte[]> found, long fingerprint) {
        this.table = table;
        this.modes = modes;
        this.fingerprint = fingerprint;
        this.found = new AtomicReference<>(found);
    }

    /**
     * Seconds for a city of which nothing was kept, else a fraction of one.
     *
     * @param version of the network
     */
    public static CityRoads of(RoadsRepository.Laid laid, Pace pace, long version) {
        Map<Mode, ModeRoads> modes = new EnumMap<>(Mode.class);
        Map<Mode, byte[]> found = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            ModeGraph graph = ModeGraph.of(laid.table(), mode, pace, laid.bans(), version);
            Hierarchy hierarchy = kept(graph, laid.orders().get(mode));
            if (hierarchy == null) {
                hierarchy = Hierarchy.of(graph.graph());
                found.put(mode, StoredOrder.of(hierarchy));
            }
            modes.put(mode, ModeRoads.of(graph, hierarchy).perfect());
        }
        return new CityRoads(laid.table(), modes, found, laid.fingerprint());
    }

    /** What a mode sees of them. */
    public ModeRoads in(Mode mode) {
        return modes.get(mode);
    }

    public RoadTable table() {
        return table;
    }

    /** Differs where roads or bans differ. */
    public long fingerprint() {
        return fingerprint;
    }

    /** What is to be kept; told once. */
    public Map<Mode, byte[]> takeFound() {
        return found.getAndSet(Map.of());
    }

    private static Hierarchy kept(ModeGraph graph, byte[] order) {
        if (order == null) {
            return null;
        }
        try {
            return StoredOrder.load(graph.graph(), order);
        } catch (StoredOrder.Unfit unfit) {
            LOG.infof("the order kept for mode %s is found anew: %s", graph.mode(), unfit.getMessage());
            return null;
        }
    }
}
