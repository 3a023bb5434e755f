package org.twinloop.vehicle;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * The opaque number on a car's QR label: {@code TL}, eight random Crockford base32 digits, one check digit.
 *
 * <p>The check digit is over GF(32): digit i counts with weight α^i (x^5 + x^2 + 1). All weights differ and none is 0,
 * so every single wrong digit and every swap of two digits, adjacent or not, is found.
 *
 * @param value the eleven characters in capitals
 */
public record AssetNo(String value) {

    private static final String PREFIX = "TL";
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int RANDOM_DIGITS = 8;
    private static final int LENGTH = PREFIX.length() + RANDOM_DIGITS + 1;
    private static final int[] WEIGHT = weights();

    public AssetNo {
        if (!valid(value)) {
            throw new IllegalArgumentException("not an asset number: " + value);
        }
    }

    /** A number nobody can guess from another one. */
    public static AssetNo random(SecureRandom random) {
        int[] digits = new int[RANDOM_DIGITS];
        StringBuilder text = new StringBuilder(PREFIX);
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            digits[i] = random.nextInt(DIGITS.length());
            text.append(DIGITS.charAt(digits[i]));
        }
        return new AssetNo(text.append(DIGITS.charAt(check(digits))).toString());
    }

    /** Reads what was scanned or typed: small letters, spaces and hyphens are fine, O is 0, I and L are 1. */
    public static Optional<AssetNo> parse(String scanned) {
        if (scanned == null || scanned.length() > 64) {
            return Optional.empty();
        }
        String bare = scanned.strip()
                .toUpperCase(java.util.Locale.ROOT)
                .replace("-", "")
                .replace(" ", "");
        if (!bare.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String digits = bare.substring(PREFIX.length())
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        String value = PREFIX + digits;
        return valid(value) ? Optional.of(new AssetNo(value)) : Optional.empty();
    }

    /** For people to read aloud: {@code TL-XXXX-XXXX-X}. */
    public String spaced() {
        return value.substring(0, 2) + "-" + value.substring(2, 6) + "-" + value.substring(6, 10) + "-"
                + value.substring(10);
    }

    private static boolean valid(String value) {
        if (value == null || value.length() != LENGTH || !value.startsWith(PREFIX)) {
            return false;
        }
        int[] digits = new int[RANDOM_DIGITS];
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            digits[i] = DIGITS.indexOf(value.charAt(PREFIX.length() + i));
            if (digits[i] < 0) {
                return false;
            }
        }
        return DIGITS.indexOf(value.charAt(LENGTH - 1)) == check(digits);
    }

    private static int check(int[] digits) {
        int sum = 0;
        for (int i = 0; i < digits.length; i++) {
            sum ^= times(WEIGHT[i], digits[i]);
        }
        return sum;
    }

    /** α^1 … α^8; the check digit itself counts with α^0 = 1. */
    private static int[] weights() {
        int[] weights = new int[RANDOM_DIGITS];
        int power = 1;
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            power = times(power, 2);
            weights[i] = power;
        }
        return weights;
    }

    private static int times(int a, int b) {
        int product = 0;
        int shifted = a;
        for (int rest = b; rest != 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                product ^= shifted;
            }
            shifted <<= 1;
            if ((shifted & 0b10_0000) != 0) {
                shifted ^= 0b10_0101;
            }
        }
        return product;
    }
}
