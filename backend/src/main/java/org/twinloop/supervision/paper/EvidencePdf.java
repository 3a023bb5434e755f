package org.twinloop.supervision.paper;

import com.lowagie.text.Document;
import com.lowagie.text.PageSize;
import com.lowagie.text.Paragraph;
import com.lowagie.text.Phrase;
import com.lowagie.text.pdf.PdfDate;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfString;
import com.lowagie.text.pdf.PdfWriter;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.twinloop.common.CityTime;
import org.twinloop.common.Money;
import org.twinloop.journal.evidence.Checkpoint;
import org.twinloop.journal.evidence.EvidenceBundle;

/** Sets a paper as a PDF file of A4 pages, with the bundle attached. */
final class EvidencePdf {

    static final String MEDIA_TYPE = "application/pdf";

    /** Name of the bundle inside the file. */
    static final String ATTACHED = "evidence.json";

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(CityTime.ZONE);
    private static final Color QUIET = new Color(0x55, 0x60, 0x6e);
    private static final Color RULE = new Color(0xc9, 0xd5, 0xe3);
    private static final Color HEAD = new Color(0xee, 0xf3, 0xf8);
    private static final float MARGIN = 48;
    private static final float TEXT = 9;
    private static final float SMALL = 7;

    private final EvidencePaper paper;
    private final Map<UUID, String> names;
    private final String sha256;
    private final Document page = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN + 12);

    private EvidencePdf(EvidencePaper paper, Map<UUID, String> names, String sha256) {
        this.paper = paper;
        this.names = names;
        this.sha256 = sha256;
    }

    /**
     * The file.
     *
     * @param names of people the reader may see; of others the id is printed
     * @param json the bundle as it is served; attached, and its SHA-256 printed
     */
    static byte[] of(EvidencePaper paper, Map<UUID, String> names, byte[] json) {
        return new EvidencePdf(paper, names, sha256(json)).set(json);
    }

    private byte[] set(byte[] json) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        PdfWriter writer = PdfWriter.getInstance(page, file);
        writer.setPageEvent(
                new PageFoot("行程 " + paper.bundle().tripId() + "  SHA-256 " + sha256.substring(0, 16) + "…"));
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString("zh-CN"));
        page.addTitle("行程证据 Trip evidence " + paper.bundle().tripId());
        page.open();
        GregorianCalendar madeAt =
                GregorianCalendar.from(paper.bundle().madeAt().atZone(CityTime.ZONE));
        writer.getInfo().put(PdfName.CREATIONDATE, new PdfDate(madeAt));
        try {
            writer.addFileAttachment("The bundle for the offline verifier", json, ATTACHED, ATTACHED);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot attach the bundle", e);
        }
        head();
        trip();
        people();
        money();
        supervision();
        timeLine();
        checkpoints();
        howToVerify();
        page.close();
        return file.toByteArray();
    }

    private void head() {
        EvidenceBundle bundle = paper.bundle();
        Paragraph title = new Paragraph("行程证据", PaperFont.of(20));
        page.add(title);
        page.add(new Paragraph("Trip evidence from the sealed journal", PaperFont.of(10, QUIET)));
        PdfPTable table = table(26, 74);
        row(table, "行程编号 Trip", bundle.tripId().toString());
        row(table, "制作时间 Made at", clock(bundle.madeAt()));
        row(table, "事件 Events", bundle.events() + "，末序号 last seq " + bundle.lastSeq());
        row(table, "证据包 SHA-256", sha256);
        row(table, "附件 Attached", ATTACHED + "：本文件内附的 JSON 证据包，供脱机核验 the bundle itself, inside this file");
        page.add(table);
    }

    private void trip() {
        heading("一、行程", "The trip");
        PdfPTable table = table(26, 74);
        fact(table, "状态 State", paper.last("state").map(PaperWords::state));
        fact(table, "方式 Mode", paper.last("mode").map(PaperWords::mode));
        fact(table, "计划出发 Departure", paper.last("departAt").map(EvidencePdf::clock));
        fact(table, "计划到达 Arrival", paper.last("arriveAt").map(EvidencePdf::clock));
        fact(table, "用车事由 Purpose", paper.last("purposeCategory"));
        fact(table, "应急 Emergency", paper.last("emergency").map(one -> one.equals("true") ? "是 yes" : "否 no"));
        fact(table, "预算科目 Cost centre", paper.last("costCentre"));
        fact(table, "里程 Distance", paper.km().map(km -> String.format(Locale.ROOT, "%.3f km", km)));
        fact(table, "规则版本 Policy", paper.last("policyVersion"));
        page.add(table);
    }

    private void people() {
        heading("二、人员", "People");
        PdfPTable table = table(40, 60);
        paper.people().forEach(part -> row(table, part.role(), name(part.personId())));
        addOrSay(table, paper.people().isEmpty(), "事件未载明人员 No event names a person");
    }

    private void money() {
        heading("三、费用", "The money");
        PdfPTable table = table(40, 60);
        Map<String, Long> sums = paper.money();
        sums.forEach(
                (field, fen) -> row(table, PaperWords.sum(field), Money.fen(fen).toString()));
        addOrSay(table, sums.isEmpty(), "事件未载明金额 No event tells a sum");
    }

    private void supervision() {
        heading("四、监管发现与询问", "Findings and questions");
        PdfPTable table = table(20, 24, 14, 42);
        titles(table, "时间 At", "事项 What", "规则 Rule", "内容 Text");
        List<EvidencePaper.Moment> said = paper.supervision().toList();
        for (EvidencePaper.Moment moment : said) {
            cell(table, clock(moment.occurredAt()), TEXT);
            cell(table, PaperWords.event(moment.type()), TEXT);
            cell(table, moment.text("rule").orElse("—"), TEXT);
            cell(table, words(moment), TEXT);
        }
        addOrSay(table, said.isEmpty(), "无 None");
    }

    private static String words(EvidencePaper.Moment moment) {
        if (moment.payload().isEmpty()) {
            return erased();
        }
        return Stream.of("textZh", "outcomeZh", "answer", "said", "reason")
                .flatMap(field -> moment.text(field).stream())
                .distinct()
                .collect(Collectors.joining("；"));
    }

    private void timeLine() {
        heading("五、时间线", "Time line, in sealed order");
        PdfPTable table = table(9, 20, 33, 38);
        titles(table, "序号 Seq", "时间 At", "事件 Event", "经办 By");
        for (EvidencePaper.Moment moment : paper.moments()) {
            cell(table, Long.toString(moment.seq()), TEXT);
            cell(table, clock(moment.occurredAt()), TEXT);
            String event = PaperWords.event(moment.type());
            cell(table, event.equals(moment.type()) ? event : event + "\n" + moment.type(), TEXT);
            String by = moment.actorId() == null ? "系统 the service" : name(moment.actorId());
            cell(table, moment.payload().isPresent() ? by : by + "\n" + erased(), TEXT);
            PdfPCell hash = cell(moment.hash(), SMALL);
            hash.setColspan(4);
            table.addCell(hash);
        }
        page.add(table);
    }

    private static String erased() {
        return "内容已依法删除，承诺值仍可核验 Erased; its commitment remains";
    }

    private void checkpoints() {
        heading("六、封存点", "Signed checkpoints");
        PdfPTable table = table(14, 20, 66);
        titles(table, "序号 Seq", "签署时间 Signed at", "散列、公钥与签名 Hash, key, signature");
        paper.bundle().stretches().stream()
                .flatMap(stretch -> Stream.of(Optional.ofNullable(stretch.from()), Optional.of(stretch.to())))
                .flatMap(Optional::stream)
                .distinct()
                .forEach(point -> checkpoint(table, point));
        page.add(table);
    }

    private static void checkpoint(PdfPTable table, Checkpoint point) {
        cell(table, Long.toString(point.seq()), TEXT);
        cell(table, clock(point.signedAt()), TEXT);
        cell(table, point.hash() + "\n" + point.publicKey() + "\n" + point.signature(), SMALL);
    }

    private void howToVerify() {
        heading("七、如何核验", "How to verify");
        List<String> steps = List.of(
                "1. 从本文件的附件取出 " + ATTACHED + "，或向平台下载 JSON 证据包。 Take the bundle out of this file.",
                "2. 对取出的附件计算 SHA-256，应与首页所印一致。 Its SHA-256 must be the one printed on the first page.",
                "3. 另行取得封存公钥（不可取自证据包）。 Get the public key from elsewhere than the bundle.",
                "4. 运行脱机核验程序： java -cp '…' org.twinloop.journal.evidence.EvidenceVerifier " + ATTACHED
                        + " --key checkpoint-key.pub.pem",
                "5. 输出 OK 表示未被改动；否则指出断裂之处的序号。 OK, or the place of the broken link.",
                "6. 本页各散列由证据包逐条重算；与事件不符时以核验程序为准。 The verifier decides, not this print.");
        steps.forEach(step -> page.add(paragraph(step, TEXT)));
    }

    private void heading(String zh, String en) {
        Paragraph heading = new Paragraph(zh + "  ", PaperFont.of(13));
        heading.add(new Phrase(en, PaperFont.of(TEXT, QUIET)));
        heading.setSpacingBefore(14);
        heading.setSpacingAfter(4);
        page.add(heading);
    }

    private void addOrSay(PdfPTable table, boolean empty, String nothing) {
        page.add(empty ? paragraph(nothing, TEXT) : table);
    }

    private static Paragraph paragraph(String text, float size) {
        Paragraph paragraph = new Paragraph(PaperFont.printable(text), PaperFont.of(size));
        paragraph.setSpacingAfter(3);
        return paragraph;
    }

    private static PdfPTable table(float... widths) {
        PdfPTable table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        table.setSpacingBefore(4);
        table.setSplitLate(false);
        return table;
    }

    private static void titles(PdfPTable table, String... titles) {
        for (String title : titles) {
            PdfPCell cell = cell(title, TEXT);
            cell.setBackgroundColor(HEAD);
            table.addCell(cell);
        }
        table.setHeaderRows(1);
    }

    private static void fact(PdfPTable table, String label, Optional<String> value) {
        row(table, label, value.orElse("未载明 not told"));
    }

    private static void row(PdfPTable table, String label, String value) {
        PdfPCell cell = cell(label, TEXT);
        cell.setBackgroundColor(HEAD);
        table.addCell(cell);
        cell(table, value, TEXT);
    }

    private static void cell(PdfPTable table, String text, float size) {
        table.addCell(cell(text, size));
    }

    private static PdfPCell cell(String text, float size) {
        PdfPCell cell = new PdfPCell(new Phrase(PaperFont.printable(text), PaperFont.of(size)));
        cell.setPadding(4);
        cell.setBorderColor(RULE);
        return cell;
    }

    private String name(UUID personId) {
        String name = names.get(personId);
        return name == null ? personId + "（姓名不可见 name not visible）" : name;
    }

    private static String clock(String instant) {
        return clock(Instant.parse(instant));
    }

    private static String clock(Instant instant) {
        return CLOCK.format(instant);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
