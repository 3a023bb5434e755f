package org.twinloop.supervision.paper;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.text.PDFTextStripper;

/** A PDF file as a reader of another make sees it. */
public record PdfFile(String text, int pages, byte[] attached) {

    private static final Pattern SHA_256 = Pattern.compile("SHA-256\\s+([0-9a-f]{64})");

    /** With the attachment of the name that the evidence has. */
    public static PdfFile read(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            byte[] attached = new PDDocumentNameDictionary(document.getDocumentCatalog())
                    .getEmbeddedFiles().getNames().values().stream()
                            .filter(file -> EvidencePdf.ATTACHED.equals(file.getFilename()))
                            .findFirst()
                            .orElseThrow()
                            .getEmbeddedFile()
                            .toByteArray();
            return new PdfFile(new PDFTextStripper().getText(document), document.getNumberOfPages(), attached);
        }
    }

    /** The SHA-256 that is printed on the first page, hex. */
    public String printedSha256() {
        Matcher found = SHA_256.matcher(text);
        if (!found.find()) {
            throw new AssertionError("no SHA-256 is printed: " + text);
        }
        return found.group(1);
    }
}
