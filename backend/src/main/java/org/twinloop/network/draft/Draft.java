package org.twinloop.network.draft;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.twinloop.network.osm.tag.Access;
import org.twinloop.network.osm.tag.Road;
import org.twinloop.network.osm.tag.RoadClass;
import org.twinloop.network.osm.tag.Structure;
import org.twinloop.network.osm.tag.Travel;

/**
 * A network in the making: junctions and roads on disk in the order they were added, which numbers them from 0; in
 * memory only how they hang together. The same source makes the same draft.
 */
public final class Draft implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final RoadClass[] CLASSES = RoadClass.values();
    private static final Structure[] STRUCTURES = Structure.values();
    private static final Access[] ACCESSES = Access.values();

    private final Path nodeFile;
    private final Path edgeFile;
    private final DataOutputStream nodes;
    private final DataOutputStream edges;
    private final Topology topology = new Topology();

    public Draft(Path folder) throws IOException {
        nodeFile = folder.resolve("draft-nodes");
        edgeFile = folder.resolve("draft-edges");
        nodes = out(nodeFile);
        edges = out(edgeFile);
    }

    /** Hears junctions in order. */
    public interface NodeListener<E extends Exception> {
        void node(DraftNode node) throws IOException, E;
    }

    /** Hears roads in order. */
    public interface EdgeListener<E extends Exception> {
        void edge(DraftEdge edge) throws IOException, E;
    }

    int addNode(String ref, String kind, int lon, int lat) throws IOException {
        nodes.writeUTF(ref);
        nodes.writeUTF(kind);
        nodes.writeInt(lon);
        nodes.writeInt(lat);
        topology.addNode();
        return topology.nodes() - 1;
    }

    /** Adds a road; answers its number. */
    int addEdge(String ref, int from, int to, Road road, int[] points) throws IOException {
        edges.writeUTF(ref);
        edges.writeInt(from);
        edges.writeInt(to);
        write(edges, road);
        edges.writeInt(points.length);
        for (int point : points) {
            edges.writeInt(point);
        }
        topology.addEdge(from, to, road);
        return topology.edges() - 1;
    }

    /** Ends the adding. */
    Topology seal() throws IOException {
        nodes.close();
        edges.close();
        topology.index();
        return topology;
    }

    /** How the roads hang together; indexed once the draft is sealed. */
    public Topology topology() {
        return topology;
    }

    public <E extends Exception> void forEachNode(NodeListener<E> listener) throws IOException, E {
        try (DataInputStream in = in(nodeFile)) {
            for (int number = 0; number < topology.nodes(); number++) {
                listener.node(new DraftNode(number, in.readUTF(), in.readUTF(), in.readInt(), in.readInt()));
            }
        }
    }

    public <E extends Exception> void forEachEdge(EdgeListener<E> listener) throws IOException, E {
        try (DataInputStream in = in(edgeFile)) {
            for (int number = 0; number < topology.edges(); number++) {
                String ref = in.readUTF();
                int from = in.readInt();
                int to = in.readInt();
                Road road = road(in);
                int[] points = new int[in.readInt()];
                for (int i = 0; i < points.length; i++) {
                    points[i] = in.readInt();
                }
                listener.edge(new DraftEdge(number, ref, from, to, road, points, DraftEdge.lengthM(points)));
            }
        }
    }

    @Override
    public void close() throws IOException {
        nodes.close();
        edges.close();
        Files.deleteIfExists(nodeFile);
        Files.deleteIfExists(edgeFile);
    }

    private static void write(DataOutputStream out, Road road) throws IOException {
        out.writeByte(road.roadClass().ordinal());
        out.writeByte(road.structure().ordinal());
        out.writeByte(road.layer());
        out.writeUTF(road.nameZh());
        out.writeUTF(road.nameEn());
        write(out, road.car());
        write(out, road.bike());
        write(out, road.foot());
        out.writeShort(road.speedKmh());
        out.writeShort(road.speedBackwardKmh());
        out.writeByte(road.lanes());
        out.writeBoolean(road.toll());
        out.writeInt(road.crossingS());
        out.writeBoolean(road.against());
    }

    private static Road road(DataInputStream in) throws IOException {
        return new Road(
                CLASSES[in.readByte()],
                STRUCTURES[in.readByte()],
                in.readByte(),
                in.readUTF(),
                in.readUTF(),
                travel(in),
                travel(in),
                travel(in),
                in.readShort(),
                in.readShort(),
                in.readByte(),
                in.readBoolean(),
                in.readInt(),
                in.readBoolean());
    }

    private static void write(DataOutputStream out, Travel travel) throws IOException {
        out.writeByte(travel.access().ordinal());
        out.writeBoolean(travel.forward());
        out.writeBoolean(travel.backward());
    }

    private static Travel travel(DataInputStream in) throws IOException {
        return new Travel(ACCESSES[in.readByte()], in.readBoolean(), in.readBoolean());
    }

    private static DataOutputStream out(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
    }

    private static DataInputStream in(Path file) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
    }
}
