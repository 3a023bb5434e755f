package org.twinloop.vehicle.label;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.twinloop.network.LoopId;
import org.twinloop.vehicle.AssetNo;
import org.twinloop.vehicle.Calendar;
import org.twinloop.vehicle.Vehicle;

/** What is printed is read again as it was meant. */
class LabelSheetTest {

    private final SecureRandom random = new SecureRandom();

    @Test
    void the_picture_is_read_by_a_reader_of_qr_codes() throws Exception {
        Vehicle car = car(7);

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(LabelSheet.png(car)));

        int side = image.getWidth();
        LuminanceSource light = new RGBLuminanceSource(side, side, image.getRGB(0, 0, side, side, null, 0, side));
        String read = new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(light)))
                .getText();
        assertEquals(car.assetNo().value(), read);
    }

    @Test
    void a_sheet_has_every_car_and_begins_another_page_when_one_is_full() throws Exception {
        List<Vehicle> cars = IntStream.range(0, 25).mapToObj(this::car).toList();

        try (PdfReader sheet = new PdfReader(LabelSheet.pdf(cars))) {
            assertEquals(2, sheet.getNumberOfPages());
            PdfTextExtractor text = new PdfTextExtractor(sheet);
            String first = text.getTextFromPage(1);
            String second = text.getTextFromPage(2);
            for (int i = 0; i < cars.size(); i++) {
                String page = i < 21 ? first : second;
                assertEquals(1, page.split(cars.get(i).vin(), -1).length - 1, "VIN of car " + i);
                assertEquals(1, page.split(cars.get(i).assetNo().spaced(), -1).length - 1, "number of car " + i);
            }
        }
    }

    private Vehicle car(int number) {
        return new Vehicle(
                UUID.randomUUID(),
                number,
                AssetNo.random(random),
                "LTWNL0000000%05d".formatted(number),
                "沪A·D%05d".formatted(number),
                "m",
                "车",
                "car",
                "COMPACT",
                5,
                50_000,
                130,
                60_000,
                7_000,
                Calendar.OURS,
                LoopId.INNER,
                UUID.randomUUID(),
                null,
                null,
                null);
    }
}
