package org.twinloop.sim.statement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.twinloop.sim.statement.Fault.Kind;
import org.twinloop.sim.terminal.Json;
import org.twinloop.sim.time.Dice;

/** A statement in the making: right lines first, then faults, each on an order of its own. */
public final class Statement {
    private final String number;
    private final String period;
    private final String operatorCode;
    private final List<JsonNode> priceLists;
    private final List<BilledOrder> cancelled = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Planned> planned = new ArrayList<>();
    private final Dice dice;

    /** A line and whether a fault has touched it. */
    private static final class Entry {
        private Line line;
        private boolean touched;

        private Entry(Line line) {
            this.line = line;
        }
    }

    /** A fault whose line number is known only when all lines are in place. */
    private record Planned(Kind kind, Entry wrong, BilledOrder order, long billedFen, long correctFen) {}

    public Statement(
            String period, String operatorCode, List<JsonNode> priceLists, List<BilledOrder> orders, long seed) {
        this.period = period;
        this.operatorCode = operatorCode;
        this.number = operatorCode + "-" + period + "-" + Long.toUnsignedString(seed, 36);
        this.priceLists = priceLists;
        this.dice = Dice.of(seed, "statement-" + operatorCode + "-" + period);
        List<BilledOrder> sorted = new ArrayList<>(orders);
        sorted.sort(Comparator.comparing(BilledOrder::startedAt).thenComparing(BilledOrder::platformOrderId));
        for (BilledOrder order : sorted) {
            if (order.cancelled()) {
                cancelled.add(order);
            } else {
                entries.add(new Entry(new Line(order, price(order), 0)));
            }
        }
    }

    private Charge price(BilledOrder order) {
        return PriceCode.price(list(order).path("terms"), order);
    }

    /** The list the order names, else the one of its product and class that was in force when it began. */
    private JsonNode list(BilledOrder order) {
        return priceLists.stream()
                .filter(list -> list.path("id").asText().equals(order.priceListId()))
                .findFirst()
                .or(() -> priceLists.stream()
                        .filter(list -> list.path("product").asText().equals(order.product()))
                        .filter(list -> list.path("vehicleClass").asText("").equals(order.vehicleClass()))
                        .filter(list -> inForce(list, order.startedAt()))
                        .findFirst())
                .orElseThrow(
                        () -> new IllegalArgumentException("order " + order.platformOrderId() + " names price list "
                                + order.priceListId() + ", which the service does not offer, and none is in force for "
                                + order.product() + " " + order.vehicleClass()));
    }

    private static boolean inForce(JsonNode list, Instant at) {
        boolean begun = !list.hasNonNull("validFrom")
                || !Instant.parse(list.path("validFrom").asText()).isAfter(at);
        return begun
                && (!list.hasNonNull("validTo")
                        || Instant.parse(list.path("validTo").asText()).isAfter(at));
    }

    /** Puts faults in, the kinds in turn; a kind for which there is no order left is passed over. */
    public void addFaults(int wanted) {
        Map<Kind, Boolean> exhausted = new EnumMap<>(Kind.class);
        Kind[] kinds = Kind.values();
        for (int turn = 0; planned.size() < wanted && exhausted.size() < kinds.length; turn++) {
            Kind kind = kinds[turn % kinds.length];
            if (!exhausted.containsKey(kind) && !add(kind)) {
                exhausted.put(kind, true);
            }
        }
    }

    private boolean add(Kind kind) {
        return switch (kind) {
            case WRONG_AMOUNT -> wrongAmount();
            case MISSING_ORDER -> missingOrder();
            case DUPLICATE_LINE -> duplicateLine();
            case ORDER_OF_NOBODY -> orderOfNobody();
            case CANCELLED_BILLED -> cancelledBilled();
        };
    }

    /** An untouched line, which then counts as touched; null when there is none. */
    private Entry pick() {
        List<Entry> free = entries.stream().filter(entry -> !entry.touched).toList();
        if (free.isEmpty()) {
            return null;
        }
        Entry entry = dice.pick(free);
        entry.touched = true;
        return entry;
    }

    private boolean wrongAmount() {
        Entry entry = pick();
        if (entry == null) {
            return false;
        }
        Line right = entry.line;
        long extraFen = 100 * (1 + dice.below(20));
        Charge charge = right.charge();
        boolean inParts = dice.chance(0.5);
        entry.line = inParts
                ? new Line(right.order(), withMoreTime(charge, extraFen), 0)
                : new Line(right.order(), charge, extraFen);
        planned.add(new Planned(Kind.WRONG_AMOUNT, entry, right.order(), entry.line.totalFen(), right.totalFen()));
        return true;
    }

    private static Charge withMoreTime(Charge charge, long fen) {
        return new Charge(
                charge.timeFen() + fen,
                charge.distanceFen(),
                charge.packageFen(),
                charge.energyFen(),
                charge.serviceFen(),
                charge.tollFen(),
                charge.parkingFen(),
                charge.otherFen(),
                charge.discountFen());
    }

    private boolean missingOrder() {
        Entry entry = pick();
        if (entry == null) {
            return false;
        }
        entries.remove(entry);
        planned.add(new Planned(Kind.MISSING_ORDER, null, entry.line.order(), 0, entry.line.totalFen()));
        return true;
    }

    private boolean duplicateLine() {
        Entry entry = pick();
        if (entry == null) {
            return false;
        }
        Entry again = touched(entry.line);
        entries.add(entries.indexOf(entry) + 1, again);
        planned.add(new Planned(Kind.DUPLICATE_LINE, again, entry.line.order(), again.line.totalFen(), 0));
        return true;
    }

    private boolean orderOfNobody() {
        Entry model = pick();
        if (model == null) {
            return false;
        }
        model.touched = false;
        BilledOrder real = model.line.order();
        BilledOrder made = new BilledOrder(
                dice.uuid().toString(),
                "OP-X" + (100_000 + dice.below(900_000)),
                real.product(),
                real.unitCode(),
                real.plate(),
                real.priceListId(),
                real.vehicleClass(),
                real.startedAt().plusSeconds(7_200),
                real.endedAt().plusSeconds(7_200),
                real.km(),
                real.energyWh(),
                0,
                0,
                false);
        Entry entry = touched(new Line(made, price(made), 0));
        entries.add(entries.indexOf(model) + 1, entry);
        planned.add(new Planned(Kind.ORDER_OF_NOBODY, entry, made, entry.line.totalFen(), 0));
        return true;
    }

    private boolean cancelledBilled() {
        if (cancelled.isEmpty()) {
            return false;
        }
        BilledOrder order = cancelled.remove(dice.below(cancelled.size()));
        Entry entry = touched(new Line(order, price(order), 0));
        entries.add(entry);
        planned.add(new Planned(Kind.CANCELLED_BILLED, entry, order, entry.line.totalFen(), 0));
        return true;
    }

    private static Entry touched(Line line) {
        Entry entry = new Entry(line);
        entry.touched = true;
        return entry;
    }

    public String number() {
        return number;
    }

    public List<Fault> faults() {
        return planned.stream()
                .map(p -> new Fault(
                        p.kind(),
                        p.order().platformOrderId(),
                        p.order().operatorOrderId(),
                        p.wrong() == null ? 0 : entries.indexOf(p.wrong()) + 2,
                        p.billedFen(),
                        p.correctFen()))
                .toList();
    }

    public String csv() {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(Line.HEADER);
            entries.forEach(entry -> csv.writeRecord(entry.line.fields(number, period, operatorCode)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** What was written, for a test to compare with. */
    public ObjectNode summary() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("statementNo", number).put("period", period).put("operator", operatorCode);
        json.put("lines", entries.size());
        json.put("totalFen", entries.stream().mapToLong(e -> e.line.totalFen()).sum());
        var list = json.putArray("faults");
        faults().forEach(fault -> list.add(fault.json()));
        return json;
    }
}
