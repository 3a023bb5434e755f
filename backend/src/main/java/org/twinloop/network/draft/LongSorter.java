package org.twinloop.network.draft;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts any number of numbers in constant memory: runs that fit are sorted and put on disk, then merged as a stream. A
 * single run never touches the disk.
 */
final class LongSorter {

    /** 32 MiB. */
    static final int RUN_NUMBERS = 1 << 22;

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final String name;
    private final int runNumbers;
    private final List<Path> runs = new ArrayList<>();
    private long[] run = new long[1 << 12];
    private int size;

    LongSorter(Path folder, String name, int runNumbers) {
        this.folder = folder;
        this.name = name;
        this.runNumbers = runNumbers;
    }

    /** Hears the numbers, smallest first. */
    interface Listener {
        void next(long number) throws IOException;
    }

    void add(long number) throws IOException {
        if (size == run.length) {
            if (size >= runNumbers) {
                spill();
            } else {
                run = Arrays.copyOf(run, Math.min(runNumbers, size * 2));
            }
        }
        run[size++] = number;
    }

    /** Tells every number, those met twice twice; afterwards the sorter is used up. */
    void sorted(Listener listener) throws IOException {
        Arrays.sort(run, 0, size);
        if (runs.isEmpty()) {
            for (int i = 0; i < size; i++) {
                listener.next(run[i]);
            }
        } else {
            spill();
            run = new long[0];
            merge(listener);
        }
        run = new long[0];
        size = 0;
    }

    private void spill() throws IOException {
        Arrays.sort(run, 0, size);
        Path file = folder.resolve(name + "." + runs.size());
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES))) {
            for (int i = 0; i < size; i++) {
                out.writeLong(run[i]);
            }
        }
        runs.add(file);
        size = 0;
    }

    private void merge(Listener listener) throws IOException {
        PriorityQueue<Cursor> heads = new PriorityQueue<>((a, b) -> Long.compare(a.number, b.number));
        try {
            for (Path file : runs) {
                Cursor cursor = new Cursor(file);
                if (cursor.advance()) {
                    heads.add(cursor);
                }
            }
            while (!heads.isEmpty()) {
                Cursor least = heads.poll();
                listener.next(least.number);
                if (least.advance()) {
                    heads.add(least);
                }
            }
        } finally {
            for (Cursor left : heads) {
                left.in.close();
            }
            for (Path file : runs) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static final class Cursor {

        private final DataInputStream in;
        private long number;

        Cursor(Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
        }

        boolean advance() throws IOException {
            try {
                number = in.readLong();
                return true;
            } catch (EOFException end) {
                in.close();
                return false;
            }
        }
    }
}
