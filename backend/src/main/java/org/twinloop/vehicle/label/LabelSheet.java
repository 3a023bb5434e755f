package org.twinloop.vehicle.label;

import com.google.zxing.common.BitMatrix;
import com.lowagie.text.Document;
import com.lowagie.text.PageSize;
import com.lowagie.text.pdf.BaseFont;
import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfWriter;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.twinloop.vehicle.AssetLabel;
import org.twinloop.vehicle.Vehicle;

/** Labels as files for a printer. */
final class LabelSheet {

    /** 21 labels of 63.5 × 38.1 mm on A4, a common sheet of self-adhesive labels. */
    private static final int COLUMNS = 3;

    private static final int ROWS = 7;
    private static final float WIDTH = mm(63.5f);
    private static final float HEIGHT = mm(38.1f);
    private static final float LEFT = mm(7.2f);
    private static final float TOP = mm(15.1f);
    private static final float BETWEEN = mm(2.5f);
    private static final float CODE = mm(32);
    private static final float INSET = mm(3);
    private static final float LARGE = 9;
    private static final float SMALL = 5.5f;

    /** Pixels a module: a label of 30 mm at 300 dpi. */
    private static final int MODULE_PX = 12;

    private LabelSheet() {}

    private static float mm(float length) {
        return length * 72 / 25.4f;
    }

    /** PDF, as many pages as it takes. */
    static byte[] pdf(List<Vehicle> cars) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Document sheet = new Document(PageSize.A4, 0, 0, 0, 0)) {
            PdfWriter writer = PdfWriter.getInstance(sheet, out);
            sheet.open();
            BaseFont font = BaseFont.createFont(BaseFont.HELVETICA, BaseFont.WINANSI, BaseFont.NOT_EMBEDDED);
            for (int i = 0; i < cars.size(); i++) {
                int place = i % (COLUMNS * ROWS);
                if (place == 0 && i > 0) {
                    sheet.newPage();
                }
                float x = LEFT + place % COLUMNS * (WIDTH + BETWEEN);
                float y = PageSize.A4.getHeight() - TOP - (place / COLUMNS + 1) * HEIGHT;
                label(writer.getDirectContent(), font, cars.get(i), x, y);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("a font that every PDF reader knows", failed);
        }
        return out.toByteArray();
    }

    private static void label(PdfContentByte page, BaseFont font, Vehicle car, float x, float y) {
        BitMatrix code = AssetLabel.code(car.assetNo());
        float module = CODE / code.getWidth();
        float bottom = y + (HEIGHT - CODE) / 2;
        page.setColorFill(Color.BLACK);
        for (int row = 0; row < code.getHeight(); row++) {
            for (int column = 0; column < code.getWidth(); column++) {
                if (code.get(column, row)) {
                    page.rectangle(x + column * module, bottom + CODE - (row + 1) * module, module, module);
                }
            }
        }
        page.fill();
        float text = x + CODE + INSET / 2;
        line(page, font, LARGE, car.assetNo().spaced(), text, y + HEIGHT / 2 + LARGE);
        line(page, font, LARGE, latin(car.plate()), text, y + HEIGHT / 2 - LARGE);
        line(page, font, SMALL, car.vin(), text, y + HEIGHT / 2 - 2 * LARGE - SMALL);
    }

    private static void line(PdfContentByte page, BaseFont font, float size, String text, float x, float y) {
        page.beginText();
        page.setFontAndSize(font, size);
        page.setTextMatrix(x, y);
        page.showText(text);
        page.endText();
    }

    /** Letters and digits of a plate; the province's character is not in the fonts every reader has. */
    private static String latin(String plate) {
        return plate.replaceAll("[^0-9A-Z]+", " ").strip();
    }

    /** PNG of one code with its quiet zone, to be printed from 20 mm on. */
    static byte[] png(Vehicle car) {
        BitMatrix code = AssetLabel.code(car.assetNo());
        int side = code.getWidth() * MODULE_PX;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, code.get(x / MODULE_PX, y / MODULE_PX) ? 0 : 0xffffff);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory does not fail", impossible);
        }
        return out.toByteArray();
    }
}
