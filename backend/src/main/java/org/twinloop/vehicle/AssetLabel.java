package org.twinloop.vehicle;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/** The label stuck to a car: its asset number as QR code, and below it the number and plate for people. */
public final class AssetLabel {

    /** White border of a QR code in modules, ISO/IEC 18004. */
    private static final int QUIET = 4;

    private static final int TEXT_ROOM = 8;

    private AssetLabel() {}

    /** SVG, one unit a module, so that it prints sharply at any size. */
    static String svg(AssetNo assetNo, String plate) {
        BitMatrix code = code(assetNo);
        int width = code.getWidth();
        int height = code.getHeight() + TEXT_ROOM;
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.getHeight(); y++) {
            for (int x = 0; x < width; x++) {
                if (code.get(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%dmm" height="%dmm">
                <title>%s</title>
                <rect width="100%%" height="100%%" fill="#fff"/>
                <path d="%s" fill="#000" shape-rendering="crispEdges"/>
                <text x="%s" y="%d" font-family="monospace" font-size="3" text-anchor="middle">%s</text>
                <text x="%s" y="%d" font-family="sans-serif" font-size="3" text-anchor="middle">%s</text>
                </svg>
                """.formatted(
                        width,
                        height,
                        width,
                        height,
                        assetNo.spaced(),
                        path,
                        width / 2.0,
                        height - 6,
                        assetNo.spaced(),
                        width / 2.0,
                        height - 2,
                        escaped(plate));
    }

    /** The QR code with its quiet zone, a bit a module. */
    public static BitMatrix code(AssetNo assetNo) {
        try {
            return new QRCodeWriter()
                    .encode(
                            assetNo.value(),
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.Q,
                                    EncodeHintType.MARGIN,
                                    QUIET));
        } catch (WriterException e) {
            throw new IllegalStateException("an asset number always fits a QR code", e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
