package org.twinloop.network.search.upkeep;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.twinloop.network.search.Graph;
import org.twinloop.network.search.Hierarchy;

/**
 * Stores what takes long to find, the order of contraction; the rest is made from it in milliseconds and so cannot
 * contradict the graph. Layout, big endian:
 *
 * <pre>
 * 4 bytes   "TLCH"
 * 4         version of the layout
 * 32        SHA-256 of the graph: number of nodes, then tail and head of each arc
 * 4         number of nodes
 * 4 each    the nodes in the order of contraction
 * 4         CRC-32C of everything before
 * </pre>
 */
public final class StoredOrder {

    private static final int MAGIC = 0x544c4348;
    private static final int VERSION = 1;
    private static final int DIGEST_BYTES = 32;
    private static final int HEAD_BYTES = 4 + 4 + DIGEST_BYTES + 4;
    private static final int CHECK_BYTES = 4;

    private StoredOrder() {}

    /** What was stored does not belong to the graph or is damaged; a new hierarchy is to be found. */
    public static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        Unfit(String why) {
            super(why);
        }
    }

    /** What is to be stored of a hierarchy: 4 bytes a node. */
    public static byte[] of(Hierarchy hierarchy) {
        int[] order = hierarchy.contraction();
        ByteBuffer content =
                ByteBuffer.allocate(Math.addExact(HEAD_BYTES + CHECK_BYTES, Math.multiplyExact(4, order.length)));
        content.putInt(MAGIC).putInt(VERSION).put(digest(hierarchy.graph())).putInt(order.length);
        for (int node : order) {
            content.putInt(node);
        }
        content.putInt(check(content.array(), content.position()));
        return content.array();
    }

    /** Makes the hierarchy of a graph from what was stored of it. */
    public static Hierarchy load(Graph graph, byte[] stored) throws Unfit {
        ByteBuffer content = ByteBuffer.wrap(stored);
        if (stored.length < HEAD_BYTES + CHECK_BYTES || content.getInt() != MAGIC) {
            throw new Unfit("this is no stored order");
        }
        int version = content.getInt();
        if (version != VERSION) {
            throw new Unfit("it has layout %d; this program reads %d".formatted(version, VERSION));
        }
        int body = stored.length - CHECK_BYTES;
        if (content.getInt(body) != check(stored, body)) {
            throw new Unfit("it is damaged: its checksum does not fit");
        }
        byte[] digest = new byte[DIGEST_BYTES];
        content.get(digest);
        if (!Arrays.equals(digest, digest(graph))) {
            throw new Unfit("it belongs to another road network");
        }
        if (content.getInt() != graph.nodes() || content.remaining() != 4 * graph.nodes() + CHECK_BYTES) {
            throw new Unfit("it is damaged: it does not hold one number for each node");
        }
        int[] order = new int[graph.nodes()];
        for (int i = 0; i < order.length; i++) {
            order[i] = content.getInt();
        }
        return Hierarchy.of(graph, order);
    }

    private static int check(byte[] content, int bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(content, 0, bytes);
        return (int) checksum.getValue();
    }

    private static byte[] digest(Graph graph) {
        ByteBuffer content = ByteBuffer.allocate(Math.addExact(4, Math.multiplyExact(8, graph.arcs())));
        content.putInt(graph.nodes());
        for (int arc = 0; arc < graph.arcs(); arc++) {
            content.putInt(graph.tail(arc)).putInt(graph.head(arc));
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(content.array());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
