package org.twinloop.partner.gb32960.upward;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twinloop.partner.gb32960.wire.Absence;
import org.twinloop.partner.gb32960.wire.InformationWriter.Subsystem;
import org.twinloop.partner.gb32960.wire.Quantity;
import org.twinloop.partner.gb32960.wire.Source;

/**
 * Lists of single cells and probes, from the edition they came in to the one they go on in. That of 2016 tells of each
 * list how many cells the subsystem has and which is the first of the list; that of 2025 knows whole subsystems only.
 */
final class CellLists {

    private static final String SUBSYSTEMS = "subsystems";

    private CellLists() {}

    /** Each list as it is; of one that names no first cell it is the first. */
    static List<Subsystem> voltages2016(JsonNode voltages) {
        List<Subsystem> all = new ArrayList<>();
        for (JsonNode one : voltages.path(SUBSYSTEMS)) {
            List<Source> cells = ReportFrame.codes(one.path(Quantity.CELL_V.json()));
            Source told = new ReportFrame.Told(one);
            all.add(new Subsystem(one.has(Quantity.FIRST_CELL.json()) ? told : new Whole(told, cells.size()), cells));
        }
        return all;
    }

    /** Lists of one subsystem that follow each other become one; a list without what comes before it is left out. */
    static List<Subsystem> voltages2025(JsonNode voltages) {
        Map<Integer, List<Source>> cellsOf = new LinkedHashMap<>();
        Map<Integer, Source> toldOf = new LinkedHashMap<>();
        for (JsonNode one : voltages.path(SUBSYSTEMS)) {
            int no = one.path(Quantity.NUMBER.json()).asInt(-1 - toldOf.size());
            List<Source> before = cellsOf.getOrDefault(no, List.of());
            if (Math.max(1, one.path(Quantity.FIRST_CELL.json()).asInt(1)) == before.size() + 1) {
                List<Source> cells = new ArrayList<>(before);
                cells.addAll(ReportFrame.codes(one.path(Quantity.CELL_V.json())));
                cellsOf.put(no, cells);
                toldOf.putIfAbsent(no, new ReportFrame.Told(one));
            }
        }
        List<Subsystem> all = new ArrayList<>();
        cellsOf.forEach((no, cells) -> all.add(new Subsystem(toldOf.get(no), cells)));
        return all;
    }

    /** Both editions have the same. */
    static List<Subsystem> temperatures(JsonNode temperatures) {
        List<Subsystem> all = new ArrayList<>();
        for (JsonNode one : temperatures.path(SUBSYSTEMS)) {
            all.add(new Subsystem(new ReportFrame.Told(one), ReportFrame.codes(one.path(Quantity.PROBE_C.json()))));
        }
        return all;
    }

    /** A subsystem all of whose cells are in the list. */
    private record Whole(Source told, int cells) implements Source {

        @Override
        public double number(Quantity quantity) {
            return switch (quantity) {
                case CELLS -> cells;
                case FIRST_CELL -> 1;
                default -> told.number(quantity);
            };
        }

        @Override
        public Absence absence(Quantity quantity) {
            return told.absence(quantity);
        }
    }
}
