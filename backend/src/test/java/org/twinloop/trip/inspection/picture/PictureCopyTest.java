package org.twinloop.trip.inspection.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.twinloop.trip.inspection.picture.Picture.Format;

/** Only the picture is kept, all of the picture is kept, and nothing else is taken for one. */
class PictureCopyTest {

    private static final Picture.Limits LIMITS = new Picture.Limits(64, 12_000, 50_000_000);

    private final PictureCopy pictures = new PictureCopy(LIMITS);

    @Test
    void a_jpeg_keeps_its_pixels_and_its_way_up_and_loses_its_place() throws IOException {
        byte[] plain = Shots.jpeg(200, 120, 1);
        byte[] sent = Shots.talkative(plain);
        assertTrue(Shots.saysPlace(sent));

        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        Picture picture = pictures.copy(new ByteArrayInputStream(sent), kept);

        assertEquals(new Picture(Format.JPEG, 200, 120), picture);
        assertFalse(Shots.saysPlace(kept.toByteArray()));
        assertSamePixels(plain, kept.toByteArray());
        assertTrue(kept.size() < plain.length + 60, "nothing but a way up of 36 bytes may be added");
        String upright = HexFormat.of().formatHex(Arrays.copyOfRange(kept.toByteArray(), 0, 60));
        assertTrue(upright.contains("01120003000000010006"), upright);
    }

    @Test
    void a_jpeg_that_stands_upright_says_nothing_more_about_it() throws IOException {
        byte[] plain = Shots.jpeg(200, 120, 2);

        assertArrayEquals(copy(plain), copy(Shots.talkative(plain, 1)));
    }

    @Test
    void a_png_keeps_its_pixels_and_loses_its_words() throws IOException {
        byte[] plain = Shots.png(90, 70, 3);

        byte[] kept = copy(Shots.talkativePng(plain));

        assertFalse(Shots.saysPlace(kept));
        assertSamePixels(plain, kept);
    }

    @Test
    void a_webp_keeps_its_picture_and_loses_what_stands_beside_it() throws IOException {
        for (String name : new String[] {"lossy.webp", "lossless.webp"}) {
            byte[] plain = Shots.file(name);
            ByteArrayOutputStream kept = new ByteArrayOutputStream();

            Picture picture = pictures.copy(new ByteArrayInputStream(extended(plain)), kept);

            assertEquals(new Picture(Format.WEBP, 96, 72), picture);
            assertFalse(Shots.saysPlace(kept.toByteArray()));
            byte[] coded = Arrays.copyOfRange(plain, 12, plain.length);
            int from = kept.size() - coded.length;
            assertArrayEquals(coded, Arrays.copyOfRange(kept.toByteArray(), from, kept.size()), name);
            ByteBuffer head = ByteBuffer.wrap(kept.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
            assertEquals(kept.size() - 8, head.getInt(4));
            assertEquals(0, head.get(20), "flags of EXIF, XMP and a profile");
        }
        assertArrayEquals(Shots.file("alpha.webp"), copy(Shots.file("alpha.webp")));
    }

    /** With a header that promises EXIF and XMP, and both of them. */
    private static byte[] extended(byte[] webp) {
        byte[] words = Shots.ascii(Shots.PLACE);
        int padded = words.length + words.length % 2;
        ByteBuffer file =
                ByteBuffer.allocate(webp.length + 18 + 2 * (8 + padded)).order(ByteOrder.LITTLE_ENDIAN);
        file.put(Shots.ascii("RIFF")).putInt(file.capacity() - 8).put(Shots.ascii("WEBP"));
        file.put(Shots.ascii("VP8X")).putInt(10).putInt(0x0c);
        file.put(new byte[] {95, 0, 0, 71, 0, 0});
        file.put(webp, 12, webp.length - 12);
        for (String name : new String[] {"EXIF", "XMP "}) {
            int end = file.position() + 8 + padded;
            file.put(Shots.ascii(name)).putInt(words.length).put(words).position(end);
        }
        return file.array();
    }

    @Test
    void what_is_no_still_picture_of_a_camera_is_refused_and_named() {
        Map<String, byte[]> others = Map.of(
                "0 bytes", new byte[0],
                "47494638396101", Shots.ascii("GIF89a\1\0\1\0;"),
                "3c737667", Shots.ascii("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
                "25504446", Shots.ascii("%PDF-1.7 and so on"),
                "504b0304", Shots.ascii("PK\3\4 a zip file"),
                "no WebP", Shots.ascii("RIFF\4\0\0\0WAVEfmt "),
                "animated", Shots.file("animated.webp"));

        others.forEach((named, bytes) -> {
            PictureRefused refused = assertThrows(PictureRefused.class, () -> copy(bytes), named);
            assertTrue(refused.getMessage().startsWith("value "), refused.getMessage());
            assertTrue(refused.getMessage().contains("; "), refused.getMessage());
            assertTrue(refused.getMessage().contains(named), refused.getMessage() + " does not name " + named);
        });
    }

    @Test
    void a_page_behind_a_picture_is_not_kept() throws IOException {
        byte[] plain = Shots.jpeg(80, 80, 4);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(plain);
        both.writeBytes(Shots.ascii("<script>alert(1)</script>"));

        assertFalse(new String(copy(both.toByteArray()), StandardCharsets.ISO_8859_1).contains("script"));
    }

    @Test
    void sizes_that_nobody_photographs_are_refused_before_a_pixel_is_read() {
        assertThrows(PictureRefused.class, () -> copy(Shots.jpeg(63, 100, 5)));
        assertThrows(PictureRefused.class, () -> copy(Shots.png(100, 63, 5)));
        byte[] bomb = Shots.png(100, 100, 6);
        ByteBuffer header = ByteBuffer.allocate(13).putInt(0x7fffffff).putInt(0x7fffffff);
        header.put(bomb, 24, 5);
        ByteArrayOutputStream large = new ByteArrayOutputStream();
        large.write(bomb, 0, 8);
        Shots.chunk(large, "IHDR", header.array());
        large.write(bomb, 33, bomb.length - 33);

        PictureRefused refused = assertThrows(PictureRefused.class, () -> copy(large.toByteArray()));

        assertTrue(refused.getMessage().contains("2147483647 x 2147483647"), refused.getMessage());
    }

    @Test
    void a_picture_that_is_cut_off_anywhere_is_refused() {
        byte[][] whole = {
            Shots.jpeg(64, 64, 7), Shots.png(64, 64, 7), Shots.file("lossy.webp"), Shots.file("lossless.webp")
        };
        for (byte[] picture : whole) {
            for (int length = 0; length < picture.length; length++) {
                byte[] cut = Arrays.copyOf(picture, length);
                assertThrows(PictureRefused.class, () -> copy(cut), () -> cut.length + " of " + picture.length);
            }
        }
    }

    /** Nothing but a refusal, whatever comes; what is taken has the size it says. */
    @Test
    void broken_bytes_do_no_harm() throws IOException {
        long seed = 20261127;
        Random random = new Random(seed);
        byte[][] good = {
            Shots.talkative(Shots.jpeg(64, 64, 8)),
            Shots.talkativePng(Shots.png(64, 64, 8)),
            Shots.file("lossy.webp"),
            Shots.file("alpha.webp")
        };
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good[i % good.length].clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                ByteArrayOutputStream kept = new ByteArrayOutputStream();
                Picture picture = pictures.copy(new ByteArrayInputStream(bytes), kept);
                assertTrue(picture.widthPx() <= 12_000 && picture.heightPx() <= 12_000, "seed " + seed);
                assertTrue(kept.size() <= bytes.length + 36, "seed " + seed + " round " + i);
                taken++;
            } catch (PictureRefused refused) {
                assertTrue(refused.getMessage().contains(";"), "seed " + seed + " round " + i);
            }
        }
        assertTrue(taken > 0 && taken < 20_000, "seed " + seed + ": " + taken + " taken");
    }

    @Test
    void one_byte_too_many_is_too_large_and_a_lost_connection_is_told() throws IOException {
        byte[] picture = Shots.jpeg(100, 100, 9);

        copy(SentPicture.of(new ByteArrayInputStream(picture), picture.length));
        PictureRefused large = assertThrows(
                PictureRefused.class,
                () -> copy(SentPicture.of(new ByteArrayInputStream(picture), picture.length - 1)));
        PictureRefused lost = assertThrows(
                PictureRefused.class, () -> copy(SentPicture.of(new Ending(picture, 300), picture.length)));

        assertTrue(large.isTooLarge());
        assertFalse(lost.isTooLarge());
        assertTrue(lost.getMessage().contains("the connection ended"), lost.getMessage());
    }

    /** A connection that breaks after some bytes. */
    private static final class Ending extends InputStream {

        private final InputStream bytes;

        private Ending(byte[] bytes, int after) {
            this.bytes = new ByteArrayInputStream(bytes, 0, after);
        }

        @Override
        public int read() throws IOException {
            int one = bytes.read();
            if (one < 0) {
                throw new IOException("Connection was closed");
            }
            return one;
        }
    }

    private byte[] copy(byte[] sent) throws IOException {
        return copy(new ByteArrayInputStream(sent));
    }

    private byte[] copy(InputStream sent) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        pictures.copy(sent, kept);
        return kept.toByteArray();
    }

    /** By the decoder of the JDK. */
    private static void assertSamePixels(byte[] one, byte[] other) throws IOException {
        BufferedImage a = ImageIO.read(new ByteArrayInputStream(one));
        BufferedImage b = ImageIO.read(new ByteArrayInputStream(other));
        assertEquals(a.getWidth() + " x " + a.getHeight(), b.getWidth() + " x " + b.getHeight());
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                assertEquals(a.getRGB(x, y), b.getRGB(x, y));
            }
        }
    }
}
