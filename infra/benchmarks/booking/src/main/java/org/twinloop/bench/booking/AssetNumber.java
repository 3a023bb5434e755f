package org.twinloop.bench.booking;

/** Asset numbers as the labels of cars have them: eight base32 digits and a check digit over GF(32). */
final class AssetNumber {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int COUNT = 8;

    private AssetNumber() {}

    /** The number of a made-up car; those of the sample city are random and lie elsewhere. */
    static String of(int car) {
        StringBuilder text = new StringBuilder("TL");
        int rest = car;
        int check = 0;
        int weight = 1;
        for (int i = 0; i < COUNT; i++) {
            int digit = i < COUNT / 2 ? DIGITS.length() - 1 : rest % DIGITS.length();
            rest = i < COUNT / 2 ? rest : rest / DIGITS.length();
            weight = times(weight, 2);
            check ^= times(weight, digit);
            text.append(DIGITS.charAt(digit));
        }
        return text.append(DIGITS.charAt(check)).toString();
    }

    private static int times(int a, int b) {
        int product = 0;
        int shifted = a;
        for (int rest = b; rest != 0; rest >>= 1) {
            product ^= (rest & 1) == 0 ? 0 : shifted;
            shifted <<= 1;
            shifted ^= (shifted & 0b10_0000) == 0 ? 0 : 0b10_0101;
        }
        return product;
    }
}
