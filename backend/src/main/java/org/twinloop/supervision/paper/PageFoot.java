package org.twinloop.supervision.paper;

import com.lowagie.text.Document;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfPageEventHelper;
import com.lowagie.text.pdf.PdfTemplate;
import com.lowagie.text.pdf.PdfWriter;

/** The foot of each page: what the paper is about, and which page of how many it is. */
final class PageFoot extends PdfPageEventHelper {

    private static final float SIZE = 7;
    private static final float ABOVE_EDGE = 30;
    private static final float ROOM = 60;

    private final String about;
    private PdfTemplate total;

    PageFoot(String about) {
        this.about = about;
    }

    @Override
    public void onOpenDocument(PdfWriter writer, Document page) {
        total = writer.getDirectContent().createTemplate(ROOM, SIZE * 2);
        total.setBoundingBox(new Rectangle(0, -SIZE, ROOM, SIZE * 2));
    }

    @Override
    public void onEndPage(PdfWriter writer, Document page) {
        PdfContentByte pen = writer.getDirectContent();
        String number = "第 " + writer.getPageNumber() + " 页，共 ";
        float width = PaperFont.base().getWidthPoint(number, SIZE);
        float right = page.right() - ROOM;
        write(pen, about, page.left());
        write(pen, number, right - width);
        pen.addTemplate(total, right, ABOVE_EDGE);
    }

    private static void write(PdfContentByte pen, String text, float x) {
        pen.beginText();
        pen.setFontAndSize(PaperFont.base(), SIZE);
        pen.setTextMatrix(x, ABOVE_EDGE);
        pen.showText(text);
        pen.endText();
    }

    /** How many there are is known at the end only. */
    @Override
    public void onCloseDocument(PdfWriter writer, Document page) {
        total.beginText();
        total.setFontAndSize(PaperFont.base(), SIZE);
        total.setTextMatrix(0, 0);
        total.showText((writer.getPageNumber() - 1) + " 页");
        total.endText();
    }
}
