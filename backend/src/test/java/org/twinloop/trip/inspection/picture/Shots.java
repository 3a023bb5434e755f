package org.twinloop.trip.inspection.picture;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures as phones send them, with what they should not have said written all over them. */
public final class Shots {

    /** Stands wherever a camera writes beside the picture. */
    public static final String PLACE = "N31.2304 E121.4737";

    private Shots() {}

    /** Two colours blending, so that each number of a test is another picture. */
    public static byte[] jpeg(int width, int height, int number) {
        return written("jpeg", width, height, number);
    }

    public static byte[] png(int width, int height, int number) {
        return written("png", width, height, number);
    }

    private static byte[] written(String format, int width, int height, int number) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setPaint(new GradientPaint(
                0, 0, new Color(number * 7919 & 0xffffff), width, height, new Color(number * 104729 & 0xffffff)));
        brush.fillRect(0, 0, width, height);
        brush.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("nobody writes " + format);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return out.toByteArray();
    }

    /** The same JPEG with EXIF (which way is up, and a place), XMP, a comment, and a second picture behind its end. */
    public static byte[] talkative(byte[] jpeg, int wayUp) {
        ByteBuffer exif = ByteBuffer.allocate(200).put(ascii("Exif\0\0"));
        exif.put(ascii("II"))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 42)
                .putInt(8);
        exif.putShort((short) 2);
        exif.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) wayUp)
                .putShort((short) 0);
        exif.putShort((short) 0x8825).putShort((short) 2).putInt(PLACE.length()).putInt(40);
        exif.put(ascii(PLACE)).putInt(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        segment(out, 0xe1, Arrays.copyOf(exif.array(), exif.position()));
        segment(out, 0xe1, ascii("http://ns.adobe.com/xap/1.0/\0<x>" + PLACE + "</x>"));
        segment(out, 0xed, ascii("Photoshop 3.0\0" + PLACE));
        segment(out, 0xe2, ascii("MPF\0" + PLACE));
        segment(out, 0xfe, ascii(PLACE));
        out.write(jpeg, 2, jpeg.length - 2);
        out.writeBytes(ascii(PLACE));
        out.writeBytes(jpeg);
        return out.toByteArray();
    }

    public static byte[] talkative(byte[] jpeg) {
        return talkative(jpeg, 6);
    }

    private static void segment(ByteArrayOutputStream out, int marker, byte[] body) {
        out.write(0xff);
        out.write(marker);
        out.write((body.length + 2) >> 8);
        out.write(body.length + 2);
        out.writeBytes(body);
    }

    /** A PNG with text and EXIF before its end, and more behind it. */
    static byte[] talkativePng(byte[] png) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, 33);
        chunk(out, "tEXt", ascii("Comment\0" + PLACE));
        chunk(out, "eXIf", ascii("MM" + PLACE));
        chunk(out, "iTXt", ascii("XML:com.adobe.xmp\0\0\0\0\0" + PLACE));
        out.write(png, 33, png.length - 33);
        out.writeBytes(ascii(PLACE));
        return out.toByteArray();
    }

    static void chunk(ByteArrayOutputStream out, String name, byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(ascii(name));
        sum.update(body);
        out.writeBytes(
                ByteBuffer.allocate(8).putInt(body.length).put(ascii(name)).array());
        out.writeBytes(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    static byte[] file(String name) {
        try (InputStream in = Shots.class.getResourceAsStream("/picture/" + name)) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether the bytes say where they were taken. */
    public static boolean saysPlace(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(PLACE);
    }
}
