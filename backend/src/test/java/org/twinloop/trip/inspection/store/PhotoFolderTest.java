package org.twinloop.trip.inspection.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twinloop.trip.inspection.picture.Picture;
import org.twinloop.trip.inspection.store.PhotoStore.Kept;
import org.twinloop.trip.inspection.store.PhotoStore.Lying;
import org.twinloop.trip.inspection.store.StoreTrouble.Kind;

/** What is in the folder is whole, or is not there. */
class PhotoFolderTest {

    private static final Picture ANY = new Picture(Picture.Format.JPEG, 100, 100);

    @TempDir
    Path folder;

    @Test
    void a_photo_lies_under_its_digest_once() throws IOException {
        PhotoFolder store = new PhotoFolder(folder, 1);

        Kept kept = keep(store, "a photo");
        Kept again = keep(store, "a photo");

        assertEquals(kept, again);
        assertEquals(7, kept.bytes());
        assertTrue(store.has(kept.sha256()));
        assertArrayEquals(bytes("a photo"), store.read(kept.sha256()));
        assertEquals(List.of(kept.sha256()), names(store));
    }

    @Test
    void a_source_that_fails_in_the_middle_leaves_nothing() throws IOException {
        PhotoFolder store = new PhotoFolder(folder, 1);
        IOException broken = new IOException("the phone is gone");

        IOException told = assertThrows(
                IOException.class,
                () -> store.keep(to -> {
                    to.write(new byte[1 << 20]);
                    throw broken;
                }));
        assertThrows(
                IllegalStateException.class,
                () -> store.keep(to -> {
                    throw new IllegalStateException("a fault of ours");
                }));

        assertSame(broken, told);
        assertEquals(List.of(), files());
    }

    @Test
    void a_disk_with_too_little_room_takes_nothing() throws IOException {
        PhotoFolder store = new PhotoFolder(folder, Long.MAX_VALUE);

        StoreTrouble full = assertThrows(StoreTrouble.class, () -> keep(store, "a photo"));

        assertEquals(Kind.FULL, full.kind());
        assertEquals(List.of(), files());
    }

    @Test
    void a_folder_that_is_none_is_told() throws IOException {
        PhotoFolder store = new PhotoFolder(Files.writeString(folder.resolve("file"), "x"), 1);

        assertEquals(
                Kind.BROKEN,
                assertThrows(StoreTrouble.class, () -> keep(store, "a photo")).kind());
        assertFalse(store.has("0".repeat(64)));
    }

    @Test
    void bytes_that_changed_and_files_that_are_gone_are_lost_and_not_shown() throws IOException {
        PhotoFolder store = new PhotoFolder(folder, 1);
        Kept kept = keep(store, "a photo");
        Path file = folder.resolve(kept.sha256().substring(0, 2)).resolve(kept.sha256());
        Files.writeString(file, "b photo");

        assertEquals(
                Kind.LOST,
                assertThrows(StoreTrouble.class, () -> store.read(kept.sha256()))
                        .kind());
        Files.delete(file);
        assertEquals(
                Kind.LOST,
                assertThrows(StoreTrouble.class, () -> store.read(kept.sha256()))
                        .kind());
        Files.createDirectory(file);
        assertEquals(
                Kind.BROKEN,
                assertThrows(StoreTrouble.class, () -> store.read(kept.sha256()))
                        .kind());
    }

    @Test
    void what_a_crash_left_half_written_is_listed_and_can_be_dropped() throws IOException {
        PhotoFolder store = new PhotoFolder(folder, 1);
        Kept kept = keep(store, "a photo");
        Path half = Files.writeString(folder.resolve("incoming/0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f00"), "half");

        for (Lying lying : store.in(0)) {
            if (!lying.name().equals(kept.sha256())) {
                store.drop(lying);
                store.drop(lying);
            }
        }

        assertFalse(Files.exists(half));
        assertTrue(store.has(kept.sha256()));
    }

    private static Kept keep(PhotoStore store, String text) throws IOException {
        return store.keep(to -> {
            to.write(bytes(text));
            return ANY;
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> names(PhotoStore store) throws IOException {
        List<String> names = new ArrayList<>();
        for (int part = 0; part < PhotoStore.PARTS; part++) {
            store.in(part).forEach(lying -> names.add(lying.name()));
        }
        return names;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
