package org.twinloop.settlement.statement;

import java.util.List;
import java.util.stream.Collectors;

/** One thing wrong with a line of a file, and how to mend it. */
record Fault(int line, String column, String value, String fixZh, String fixEn) {

    private static final int SHOWN_MAX = 60;

    static Fault of(int line, String column, String value, String fixZh, String fixEn) {
        String shown = value.length() <= SHOWN_MAX ? value : value.substring(0, SHOWN_MAX) + "…";
        return new Fault(line, column, shown, fixZh, fixEn);
    }

    static String zh(List<Fault> faults) {
        return faults.stream()
                .map(f -> "第 " + f.line + " 行 " + f.column + " 列的值“" + f.value + "”：" + f.fixZh)
                .collect(Collectors.joining("；"));
    }

    static String en(List<Fault> faults) {
        return faults.stream()
                .map(f -> "line " + f.line + ", column " + f.column + ", value \"" + f.value + "\": " + f.fixEn)
                .collect(Collectors.joining("; "));
    }
}
