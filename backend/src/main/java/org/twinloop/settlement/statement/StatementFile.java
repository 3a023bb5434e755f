package org.twinloop.settlement.statement;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;

/**
 * Reads a CSV file once: counts its bytes, takes its SHA-256, recognises its encoding, checks its header, hands out its
 * lines in batches. At most {@link StatementConfig#bytesMax} are in memory.
 */
final class StatementFile {

    private static final String BOM = "\uFEFF";

    private final StatementConfig config;
    private final DigestInputStream bytes;
    private long byteCount;
    private String sha256;
    private StatementText text;

    StatementFile(InputStream body, StatementConfig config) {
        this.config = config;
        this.bytes = new DigestInputStream(limited(body), newDigest());
    }

    /**
     * Reads to the end; a file without the exact header is refused before anything is handed out, and one of which no
     * line can be read at the end.
     */
    void read(String operatorCode, String period, Consumer<List<StatementRow>> batches) {
        byte[] all = all();
        text = StatementText.of(all);
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .allowExtraCharsAfterClosingQuote(true)
                        .ofCsvRecord(new InputStreamReader(new ByteArrayInputStream(all), text.charset()));
                CloseableIterator<CsvRecord> records = csv.iterator()) {
            checkHeader(records);
            hand(records, operatorCode, period, batches);
        } catch (CsvParseException e) {
            if (e.getCause() instanceof ProblemException refused) {
                throw refused;
            }
            throw new ProblemException(
                    StatementProblem.UNREADABLE,
                    "文件不是 RFC 4180 格式的 CSV / the file is no CSV after RFC 4180: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] all() {
        try {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it was recognised; only after {@link #read}. */
    StatementText text() {
        return text;
    }

    /** Fingerprint of all bytes; only after {@link #read}. */
    String sha256Hex() {
        if (sha256 == null) {
            sha256 = HexFormat.of().formatHex(bytes.getMessageDigest().digest());
        }
        return sha256;
    }

    long byteCount() {
        return byteCount;
    }

    private void checkHeader(CloseableIterator<CsvRecord> records) {
        List<String> header = records.hasNext() ? new ArrayList<>(records.next().getFields()) : List.of();
        if (!header.isEmpty() && header.get(0).startsWith(BOM)) {
            header.set(0, header.get(0).substring(1));
        }
        if (!header.equals(RowParser.HEADER)) {
            int at = 0;
            while (at < header.size()
                    && at < RowParser.HEADER.size()
                    && header.get(at).equals(RowParser.HEADER.get(at))) {
                at++;
            }
            String met = at < header.size() ? header.get(at) : "(nothing)";
            String wanted = at < RowParser.HEADER.size() ? RowParser.HEADER.get(at) : "(nothing more)";
            throw new ProblemException(
                    StatementProblem.UNREADABLE,
                    "第 1 行第 " + (at + 1) + " 列应为 " + wanted + "，读到的是 " + brief(met) + " / line 1, column " + (at + 1)
                            + ": met " + brief(met) + ", wanted " + wanted + "; the header is "
                            + String.join(",", RowParser.HEADER) + " in UTF-8 or GB18030");
        }
    }

    private void hand(
            CloseableIterator<CsvRecord> records,
            String operatorCode,
            String period,
            Consumer<List<StatementRow>> batches) {
        List<StatementRow> batch = new ArrayList<>();
        int lines = 0;
        int readable = 0;
        List<Fault> first = List.of();
        while (records.hasNext()) {
            CsvRecord line = records.next();
            if (++lines > config.linesMax()) {
                throw new ProblemException(CommonProblem.TOO_LARGE, "more than " + config.linesMax() + " lines");
            }
            StatementRow row =
                    RowParser.read((int) line.getStartingLineNumber(), line.getFields(), operatorCode, period);
            readable += row.faults().isEmpty() ? 1 : 0;
            first = first.isEmpty() ? row.faults() : first;
            batch.add(row);
            if (batch.size() == config.batchRows()) {
                batches.accept(batch);
                batch = new ArrayList<>();
            }
        }
        if (lines > 0 && readable == 0) {
            throw new ProblemException(
                    StatementProblem.UNREADABLE,
                    "没有一行可以读取，共 " + lines + " 行：" + Fault.zh(first) + " / none of " + lines + " lines can be read; "
                            + Fault.en(first));
        }
        if (!batch.isEmpty()) {
            batches.accept(batch);
        }
    }

    private FilterInputStream limited(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                count(next < 0 ? 0 : 1);
                return next;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int read = super.read(into, offset, length);
                count(Math.max(0, read));
                return read;
            }
        };
    }

    private void count(int read) {
        byteCount += read;
        if (byteCount > config.bytesMax()) {
            throw new ProblemException(CommonProblem.TOO_LARGE, "more than " + config.bytesMax() + " bytes");
        }
    }

    private static String brief(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
