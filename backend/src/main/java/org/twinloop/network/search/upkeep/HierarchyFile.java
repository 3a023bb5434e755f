package org.twinloop.network.search.upkeep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
public final class HierarchyFile {

    private static final int MAGIC = 0x544c4348;
    private static final int VERSION = 1;
    private static final int DIGEST_BYTES = 32;
    private static final int HEAD_BYTES = 4 + 4 + DIGEST_BYTES + 4;
    private static final int CHECK_BYTES = 4;

    private HierarchyFile() {}

    /** Writes the file whole or not at all; one that is there is replaced. */
    public static void store(Hierarchy hierarchy, Path file) throws IOException {
        int[] order = hierarchy.contraction();
        ByteBuffer content =
                ByteBuffer.allocate(Math.addExact(HEAD_BYTES + CHECK_BYTES, Math.multiplyExact(4, order.length)));
        content.putInt(MAGIC).putInt(VERSION).put(digest(hierarchy.graph())).putInt(order.length);
        for (int node : order) {
            content.putInt(node);
        }
        content.putInt(check(content));
        Path beside = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".new");
        try {
            Files.write(beside, content.array());
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /**
     * Makes the hierarchy of a graph from a file.
     *
     * @throws IOException when the file cannot be read, is damaged, has another layout, or belongs to another graph; a
     *     new hierarchy is to be found then
     */
    public static Hierarchy load(Graph graph, Path file) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
        if (content.capacity() < HEAD_BYTES + CHECK_BYTES || content.getInt() != MAGIC) {
            throw new IOException(file + " holds no hierarchy");
        }
        int version = content.getInt();
        if (version != VERSION) {
            throw new IOException("%s has layout %d; this program reads %d".formatted(file, version, VERSION));
        }
        int body = content.capacity() - CHECK_BYTES;
        if (content.getInt(body) != check(content.duplicate().position(body))) {
            throw new IOException(file + " is damaged: its checksum does not fit");
        }
        byte[] digest = new byte[DIGEST_BYTES];
        content.get(digest);
        if (!Arrays.equals(digest, digest(graph))) {
            throw new IOException(file + " belongs to another road network");
        }
        if (content.getInt() != graph.nodes() || content.remaining() != 4 * graph.nodes() + CHECK_BYTES) {
            throw new IOException(file + " is damaged: it does not hold one number for each node");
        }
        int[] order = new int[graph.nodes()];
        for (int i = 0; i < order.length; i++) {
            order[i] = content.getInt();
        }
        return Hierarchy.of(graph, order);
    }

    /** Checksum of everything before the position. */
    private static int check(ByteBuffer content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content.array(), 0, content.position());
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
