package org.twinloop.network.road;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.osm.tag.Access;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.snap.RoadLines;

/**
 * The roads of one network in columns, a row each, in ascending order of their numbers. About 40 bytes a road beside
 * its {@link RoadLines shape}. Filled once, then only read.
 */
public final class RoadTable {

    /** Bits of a mode: access, forward, backward, main part. */
    private static final int MODE_BITS = 6;

    private static final int ACCESS_MASK = 7;
    private static final int FORWARD = 8;
    private static final int BACKWARD = 16;
    private static final int MAIN = 32;
    private static final String FERRY = "ferry";

    private final RoadLines lines = new RoadLines();
    private final Map<List<String>, Integer> nameNumbers = new HashMap<>();
    private final List<List<String>> names = new ArrayList<>();
    private int[] ids = new int[256];
    private int[] from = new int[256];
    private int[] to = new int[256];
    private int[] uses = new int[256];
    private int[] name = new int[256];
    private double[] lengthM = new double[256];
    private byte[] speedKmh = new byte[256];
    private byte[] speedBackwardKmh = new byte[256];
    private boolean[] ferry = new boolean[256];
    private final List<String> classes = new ArrayList<>();
    private byte[] roadClass = new byte[256];
    private int size;
    private int junctions;
    private double west = Double.POSITIVE_INFINITY;
    private double south = Double.POSITIVE_INFINITY;
    private double east = Double.NEGATIVE_INFINITY;
    private double north = Double.NEGATIVE_INFINITY;

    /**
     * Takes a road.
     *
     * @throws IllegalArgumentException when its number is not above the last one's
     */
    public void add(Road road) {
        if (size > 0 && road.id() <= ids[size - 1]) {
            throw new IllegalArgumentException("road " + road.id() + " comes after road " + ids[size - 1]);
        }
        if (size == ids.length) {
            grow(size * 2);
        }
        ids[size] = road.id();
        from[size] = road.from();
        to[size] = road.to();
        lengthM[size] = road.lengthM();
        speedKmh[size] = (byte) road.speedKmh();
        speedBackwardKmh[size] = (byte) road.speedBackwardKmh();
        ferry[size] = road.roadClass().equals(FERRY);
        roadClass[size] = classNumber(road.roadClass());
        name[size] = nameNumbers.computeIfAbsent(List.of(road.nameZh(), road.nameEn()), added -> {
            names.add(added);
            return names.size() - 1;
        });
        Access[] access = new Access[Mode.values().length];
        boolean[] main = new boolean[access.length];
        for (Mode mode : Mode.values()) {
            var travel = road.travel().get(mode);
            access[mode.ordinal()] = travel.access();
            main[mode.ordinal()] = road.main().get(mode);
            int bits = travel.access().ordinal()
                    | (travel.forward() ? FORWARD : 0)
                    | (travel.backward() ? BACKWARD : 0)
                    | (main[mode.ordinal()] ? MAIN : 0);
            uses[size] |= bits << (MODE_BITS * mode.ordinal());
        }
        lines.add(road.id(), road.degrees(), road.expressway(), access, main);
        junctions = Math.max(junctions, 1 + Math.max(road.from(), road.to()));
        for (int i = 0; i < road.degrees().length; i += 2) {
            west = Math.min(west, road.degrees()[i]);
            east = Math.max(east, road.degrees()[i]);
            south = Math.min(south, road.degrees()[i + 1]);
            north = Math.max(north, road.degrees()[i + 1]);
        }
        size++;
    }

    /** The south-west and the north-east corner of all roads; nothing where there are none. */
    public List<GeoPoint> corners() {
        return size == 0 ? List.of() : List.of(new GeoPoint(west, south), new GeoPoint(east, north));
    }

    private byte classNumber(String word) {
        if (!classes.contains(word)) {
            classes.add(word);
        }
        return (byte) classes.indexOf(word);
    }

    private void grow(int capacity) {
        roadClass = Arrays.copyOf(roadClass, capacity);
        ids = Arrays.copyOf(ids, capacity);
        from = Arrays.copyOf(from, capacity);
        to = Arrays.copyOf(to, capacity);
        uses = Arrays.copyOf(uses, capacity);
        name = Arrays.copyOf(name, capacity);
        lengthM = Arrays.copyOf(lengthM, capacity);
        speedKmh = Arrays.copyOf(speedKmh, capacity);
        speedBackwardKmh = Arrays.copyOf(speedBackwardKmh, capacity);
        ferry = Arrays.copyOf(ferry, capacity);
    }

    public int size() {
        return size;
    }

    /** The shapes, in the same order. */
    public RoadLines lines() {
        return lines;
    }

    /** The row of a road, or a negative number when the network has none of this number. */
    public int row(int id) {
        return Arrays.binarySearch(ids, 0, size, id);
    }

    public int id(int row) {
        return ids[row];
    }

    public int from(int row) {
        return from[row];
    }

    public int to(int row) {
        return to[row];
    }

    /** One more than the highest number of a junction. */
    public int junctions() {
        return junctions;
    }

    public String nameZh(int row) {
        return names.get(name[row]).get(0);
    }

    public String nameEn(int row) {
        return names.get(name[row]).get(1);
    }

    public double lengthM(int row) {
        return lengthM[row];
    }

    /** Of cars, in one direction. */
    public int speedKmh(int row, boolean forward) {
        return forward ? speedKmh[row] & 0xff : speedBackwardKmh[row] & 0xff;
    }

    public boolean isFerry(int row) {
        return ferry[row];
    }

    /** Word of OpenStreetMap; one of about twenty. */
    public String roadClass(int row) {
        return classes.get(roadClass[row]);
    }

    public Access access(int row, Mode mode) {
        return Access.values()[bits(row, mode) & ACCESS_MASK];
    }

    /** Whether a mode may use a road in a direction. */
    public boolean isOpen(int row, Mode mode, boolean forward) {
        return (bits(row, mode) & (forward ? FORWARD : BACKWARD)) != 0;
    }

    public boolean isMain(int row, Mode mode) {
        return (bits(row, mode) & MAIN) != 0;
    }

    /** The points of a road from its first to its second junction, or the other way round. */
    public List<GeoPoint> points(int row, boolean forward) {
        int begin = lines.begin(row);
        int end = lines.end(row);
        List<GeoPoint> points = new ArrayList<>((end - begin) / 2);
        for (int i = 0; i < end - begin; i += 2) {
            int at = forward ? begin + i : end - 2 - i;
            points.add(new GeoPoint(lines.degrees(at), lines.degrees(at + 1)));
        }
        return points;
    }

    /** A checksum of all that is known of the roads, 0…2^32 − 1. */
    public long fingerprint() {
        ByteBuffer row = ByteBuffer.allocate(40);
        CRC32C sum = new CRC32C();
        for (int i = 0; i < size; i++) {
            row.clear();
            row.putInt(ids[i]).putInt(from[i]).putInt(to[i]).putInt(uses[i]).putDouble(lengthM[i]);
            row.put(speedKmh[i]).put(speedBackwardKmh[i]).put((byte) (ferry[i] ? 1 : 0));
            sum.update(row.flip());
            sum.update((nameZh(i) + '\t' + nameEn(i) + '\t' + roadClass(i)).getBytes(StandardCharsets.UTF_8));
            for (int at = lines.begin(i); at < lines.end(i); at++) {
                row.clear();
                sum.update(row.putDouble(lines.degrees(at)).flip());
            }
        }
        return sum.getValue();
    }

    private int bits(int row, Mode mode) {
        return uses[row] >> (MODE_BITS * mode.ordinal());
    }
}
