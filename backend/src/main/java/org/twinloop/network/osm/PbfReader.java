package org.twinloop.network.osm;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import crosby.binary.BinaryParser;
import crosby.binary.Fileformat;
import crosby.binary.Osmformat;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads the PBF format block by block; the library decodes what is in a block. It would take a file that ends within a
 * block for whole, so the frame is read here. The first pass remembers what each block holds, so that later passes
 * leave out blocks without the kinds they want before unpacking them: a pass over ways skips most of the file.
 */
final class PbfReader {

    /** Limits of the format. */
    private static final int HEADER_BYTES_MAX = 64 << 10;

    private static final int BLOB_BYTES_MAX = 32 << 20;

    private static final Set<String> UNDERSTOOD = Set.of("OsmSchema-V0.6", "DenseNodes");
    private static final ElementKind[] MEMBER_KINDS = {ElementKind.NODE, ElementKind.WAY, ElementKind.RELATION};

    /** Kinds by block, in file order; filled by the first pass. */
    private final List<Set<ElementKind>> blocks = new ArrayList<>();

    private boolean known;

    void read(InputStream in, ExtractPass pass) throws IOException {
        DataInputStream data = new DataInputStream(in);
        Primitives primitives = new Primitives(pass);
        try {
            for (int block = 0; frame(data, block, pass, primitives); ) {
                block++;
            }
        } catch (EOFException early) {
            throw new UnreadableExtract("the PBF file ends within a block; is it whole?", early);
        } catch (UncheckedIOException ofThePass) {
            throw ofThePass.getCause();
        } catch (DataFormatException | InvalidProtocolBufferException | RuntimeException broken) {
            throw new UnreadableExtract("the PBF file is broken: " + broken.getMessage(), broken);
        }
        known = true;
    }

    /** Reads one block: length of the header, header, blob. False at the end of the file. */
    private boolean frame(DataInputStream in, int block, ExtractPass pass, Primitives primitives)
            throws IOException, DataFormatException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        int headerBytes = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        Fileformat.BlobHeader header =
                Fileformat.BlobHeader.parseFrom(exactly(in, within(headerBytes, HEADER_BYTES_MAX)));
        int blobBytes = within(header.getDatasize(), BLOB_BYTES_MAX);
        boolean data = header.getType().equals("OSMData");
        boolean unwanted = known && blocks.get(block).stream().noneMatch(pass::wants);
        if (data && unwanted || !data && !header.getType().equals("OSMHeader")) {
            in.skipNBytes(blobBytes);
            remember(block, EnumSet.noneOf(ElementKind.class));
            return true;
        }
        ByteString content = unpacked(Fileformat.Blob.parseFrom(exactly(in, blobBytes)));
        if (data) {
            primitives.met.clear();
            primitives.parse(Osmformat.PrimitiveBlock.parseFrom(content));
            remember(block, EnumSet.copyOf(primitives.met));
        } else {
            primitives.parse(Osmformat.HeaderBlock.parseFrom(content));
            remember(block, EnumSet.noneOf(ElementKind.class));
        }
        return true;
    }

    private void remember(int block, Set<ElementKind> kinds) {
        if (block == blocks.size()) {
            blocks.add(kinds);
        }
    }

    private static byte[] exactly(DataInputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }

    private static int within(int bytes, int max) throws UnreadableExtract {
        if (bytes < 0 || bytes > max) {
            throw new UnreadableExtract("the PBF file is broken: a block says it has " + bytes + " bytes");
        }
        return bytes;
    }

    private static ByteString unpacked(Fileformat.Blob blob) throws IOException, DataFormatException {
        if (blob.hasRaw()) {
            return blob.getRaw();
        }
        if (!blob.hasZlibData()) {
            throw new UnreadableExtract("the PBF file is packed by something else than zlib; repack it (osmium cat)");
        }
        byte[] content = new byte[within(blob.getRawSize(), BLOB_BYTES_MAX)];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(blob.getZlibData().toByteArray());
            int at = 0;
            while (at < content.length) {
                int read = inflater.inflate(content, at, content.length - at);
                if (read == 0) {
                    throw new DataFormatException("a block unpacks to fewer bytes than it says");
                }
                at += read;
            }
        } finally {
            inflater.end();
        }
        return ByteString.copyFrom(content);
    }

    /** Tells the pass what is in a block. */
    private static final class Primitives extends BinaryParser {

        private final ExtractPass pass;
        private final EnumSet<ElementKind> met = EnumSet.noneOf(ElementKind.class);

        Primitives(ExtractPass pass) {
            this.pass = pass;
        }

        @Override
        protected void parse(Osmformat.HeaderBlock header) {
            for (String feature : header.getRequiredFeaturesList()) {
                if (!UNDERSTOOD.contains(feature)) {
                    throw new IllegalArgumentException("it needs \"" + feature + "\", which is not read here; a plain "
                            + "extract of current data (osmium cat, without history) is");
                }
            }
        }

        @Override
        protected void parseDense(Osmformat.DenseNodes nodes) {
            mark(ElementKind.NODE, nodes.getIdCount());
            if (!pass.wants(ElementKind.NODE)) {
                return;
            }
            long id = 0;
            long lat = 0;
            long lon = 0;
            int tag = 0;
            for (int i = 0; i < nodes.getIdCount(); i++) {
                id += nodes.getId(i);
                lat += nodes.getLat(i);
                lon += nodes.getLon(i);
                int first = tag;
                while (tag < nodes.getKeysValsCount() && nodes.getKeysVals(tag) != 0) {
                    tag += 2;
                }
                String[] pairs = new String[tag - first];
                for (int at = 0; at < pairs.length; at++) {
                    pairs[at] = getStringById(nodes.getKeysVals(first + at));
                }
                tag++;
                pass.node(id, units(parseLon(lon)), units(parseLat(lat)), tags(pairs));
            }
        }

        @Override
        protected void parseNodes(List<Osmformat.Node> nodes) {
            mark(ElementKind.NODE, nodes.size());
            if (!pass.wants(ElementKind.NODE)) {
                return;
            }
            for (Osmformat.Node node : nodes) {
                pass.node(
                        node.getId(),
                        units(parseLon(node.getLon())),
                        units(parseLat(node.getLat())),
                        tags(node.getKeysList(), node.getValsList()));
            }
        }

        @Override
        protected void parseWays(List<Osmformat.Way> ways) {
            mark(ElementKind.WAY, ways.size());
            if (!pass.wants(ElementKind.WAY)) {
                return;
            }
            for (Osmformat.Way way : ways) {
                long[] nodes = new long[way.getRefsCount()];
                long ref = 0;
                for (int i = 0; i < nodes.length; i++) {
                    ref += way.getRefs(i);
                    nodes[i] = ref;
                }
                pass.way(way.getId(), nodes, tags(way.getKeysList(), way.getValsList()));
            }
        }

        @Override
        protected void parseRelations(List<Osmformat.Relation> relations) {
            mark(ElementKind.RELATION, relations.size());
            if (!pass.wants(ElementKind.RELATION)) {
                return;
            }
            for (Osmformat.Relation relation : relations) {
                List<Member> members = new ArrayList<>(relation.getMemidsCount());
                long ref = 0;
                for (int i = 0; i < relation.getMemidsCount(); i++) {
                    ref += relation.getMemids(i);
                    members.add(new Member(
                            MEMBER_KINDS[relation.getTypes(i).getNumber()],
                            ref,
                            getStringById(relation.getRolesSid(i))));
                }
                pass.relation(relation.getId(), members, tags(relation.getKeysList(), relation.getValsList()));
            }
        }

        @Override
        public void complete() {
            // Never called: the frame knows when the file ends.
        }

        private void mark(ElementKind kind, int count) {
            if (count > 0) {
                met.add(kind);
            }
        }

        private Tags tags(List<Integer> keys, List<Integer> values) {
            String[] pairs = new String[keys.size() * 2];
            for (int i = 0; i < keys.size(); i++) {
                pairs[2 * i] = getStringById(keys.get(i));
                pairs[2 * i + 1] = getStringById(values.get(i));
            }
            return tags(pairs);
        }

        private static Tags tags(String[] pairs) {
            return pairs.length == 0 ? Tags.NONE : new Tags(pairs);
        }
    }

    private static int units(double degrees) {
        return (int) Math.round(degrees * ExtractPass.UNITS_PER_DEGREE);
    }
}
