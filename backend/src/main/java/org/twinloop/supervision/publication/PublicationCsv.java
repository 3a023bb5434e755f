package org.twinloop.supervision.publication;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A publication table for spreadsheets: UTF-8 with a byte order mark, by which Excel knows it, and CRLF. */
final class PublicationCsv {

    static final String MEDIA_TYPE = "text/csv";

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String SUPPRESSED = "人数过少不公布";

    private static final Map<String, String> WORDS = Map.of(
            "EV", "电动车自驾",
            "BIKE", "自行车",
            "CHAUFFEUR", "专车",
            "UNDECIDED", "待处理",
            "UPHELD", "情况属实",
            "DISMISSED", "不成立",
            "OK", "抽查无异议",
            "FINDING", "抽查有发现",
            "UNREVIEWED", "待抽查");

    private PublicationCsv() {}

    static byte[] of(Publication publication, Figures table) {
        StringWriter text = new StringWriter();
        text.write(BYTE_ORDER_MARK);
        CsvWriter csv = CsvWriter.builder()
                .bufferSize(0)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(text);
        csv.writeRecord("单位", "月份", "项目", "类别", "次数", "公里", "费用（元）", "占比（%）", "说明");
        String unit = publication.unitZh();
        String month = publication.period().toString();
        csv.writeRecord(
                unit,
                month,
                "出行",
                "合计",
                shown(table.trips()),
                shown(table.km()),
                yuan(table.costFen()),
                "",
                note(table.trips() == null, table.cost()));
        for (Figures.Channel channel : table.channels()) {
            csv.writeRecord(
                    unit,
                    month,
                    "出行",
                    word(channel.mode()),
                    shown(channel.trips()),
                    shown(channel.km()),
                    yuan(channel.costFen()),
                    shown(channel.sharePercent()),
                    note(channel.suppressed(), channel.cost()));
        }
        outcomes(csv, publication, "监管发现", table.findings());
        outcomes(csv, publication, "抽查", table.sample());
        csv.writeRecord(unit, month, "校验", "SHA-256", "", "", "", "", publication.sha256());
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void outcomes(CsvWriter csv, Publication of, String about, List<Figures.Outcome> outcomes) {
        for (Figures.Outcome outcome : outcomes) {
            csv.writeRecord(
                    of.unitZh(),
                    of.period().toString(),
                    about,
                    word(outcome.outcome()),
                    shown(outcome.count()),
                    "",
                    "",
                    "",
                    outcome.suppressed() ? SUPPRESSED : "");
        }
    }

    private static String note(boolean suppressed, Figures.Cost cost) {
        if (suppressed) {
            return SUPPRESSED;
        }
        if (cost == Figures.Cost.NOT_SETTLED) {
            return "费用尚未结算";
        }
        return cost == Figures.Cost.PARTLY_SETTLED ? "部分费用尚未结算" : "";
    }

    private static String word(String code) {
        return WORDS.getOrDefault(code, code);
    }

    private static String shown(Number number) {
        return number == null ? "" : number.toString();
    }

    private static String yuan(Long fen) {
        return fen == null ? "" : BigDecimal.valueOf(fen, 2).toPlainString();
    }
}
