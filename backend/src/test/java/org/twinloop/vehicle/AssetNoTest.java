package org.twinloop.vehicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AssetNoTest {

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private final SecureRandom random = new SecureRandom();

    @Test
    void every_single_wrong_digit_is_found() {
        List<String> missed = new ArrayList<>();
        for (int n = 0; n < 200; n++) {
            String good = AssetNo.random(random).value();
            for (int i = 2; i < good.length(); i++) {
                for (char digit : DIGITS.toCharArray()) {
                    String other = good.substring(0, i) + digit + good.substring(i + 1);
                    if (!other.equals(good) && AssetNo.parse(other).isPresent()) {
                        missed.add(good + " read as " + other);
                    }
                }
            }
        }
        assertEquals(List.of(), missed);
    }

    @Test
    void every_swap_of_two_neighbours_is_found() {
        List<String> missed = new ArrayList<>();
        for (int n = 0; n < 2000; n++) {
            String good = AssetNo.random(random).value();
            for (int i = 2; i + 1 < good.length(); i++) {
                String other = good.substring(0, i) + good.charAt(i + 1) + good.charAt(i) + good.substring(i + 2);
                if (!other.equals(good) && AssetNo.parse(other).isPresent()) {
                    missed.add(good + " read as " + other);
                }
            }
        }
        assertEquals(List.of(), missed);
    }

    @Test
    void it_is_read_as_people_type_it() {
        AssetNo good = AssetNo.random(random);
        assertEquals(Optional.of(good), AssetNo.parse(" " + good.spaced().toLowerCase(java.util.Locale.ROOT) + " "));
        String confused = good.value().substring(2).replace('0', 'O').replace('1', 'l');
        assertEquals(Optional.of(good), AssetNo.parse("TL" + confused));
    }

    @Test
    void other_texts_are_no_number() {
        for (String text :
                new String[] {null, "", "TL", "TL000000000000", "https://example.org", "XX00000000A", "TLUUUUUUUUU"}) {
            assertTrue(AssetNo.parse(text).isEmpty(), text);
        }
    }

    @Test
    void the_printed_label_scans_as_the_number() throws Exception {
        AssetNo good = AssetNo.random(random);
        String svg = AssetLabel.svg(good, "沪A<D>12345");
        assertTrue(svg.contains("沪A&lt;D&gt;12345"), svg);
        assertEquals(good.value(), new QRCodeReader().decode(drawn(svg)).getText());
    }

    /** Draws the path of the label, eight pixels a module. */
    private static BinaryBitmap drawn(String svg) {
        Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
        assertTrue(box.find());
        int size = Integer.parseInt(box.group(1)) * 8;
        int[] pixels = new int[size * size];
        Arrays.fill(pixels, 0xffffff);
        Matcher module = Pattern.compile("M(\\d+) (\\d+)h1").matcher(svg);
        while (module.find()) {
            int left = Integer.parseInt(module.group(1)) * 8;
            int top = Integer.parseInt(module.group(2)) * 8;
            for (int y = top; y < top + 8; y++) {
                Arrays.fill(pixels, y * size + left, y * size + left + 8, 0);
            }
        }
        return new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(size, size, pixels)));
    }
}
