package org.twinloop.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;
import org.twinloop.common.ProblemException.FieldError;
import org.twinloop.pricing.PriceTerms.Band;
import org.twinloop.pricing.PriceTerms.BikeTerms;
import org.twinloop.pricing.PriceTerms.CarShareTerms;
import org.twinloop.pricing.PriceTerms.ChargingTerms;
import org.twinloop.pricing.PriceTerms.ChauffeurTerms;
import org.twinloop.pricing.PriceTerms.ServicePackage;

/**
 * Reads terms from JSON strictly, naming every fault by its pointer: an unknown kind or field, a missing field, a
 * number that is not whole, negative or out of range. A price list with a slip of the pen must not come into force.
 */
public final class PriceTermsJson {

    private static final long FEN_MAX = 100_000_000;
    private static final int MINUTES_MAX = 100_000;
    private static final int KM_MAX = 10_000;
    private static final int BANDS_MAX = 48;
    private static final int PACKAGES_MAX = 20;
    private static final String CANCEL = "cancel";
    private static final int CANCEL_MINUTES_MAX = 10_080;
    private static final int MINUTES_A_DAY = 24 * 60;
    private static final Set<String> ENERGY_CODES = Set.of("ENERGY_TIP", "ENERGY_PEAK", "ENERGY_FLAT", "ENERGY_VALLEY");
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");

    private final List<FieldError> errors = new ArrayList<>();

    private PriceTermsJson() {}

    /** Reads terms found at a pointer, or refuses them with every fault named. */
    public static PriceTerms read(JsonNode node, String pointer) {
        PriceTermsJson reader = new PriceTermsJson();
        PriceTerms terms = reader.terms(node, pointer);
        if (!reader.errors.isEmpty()) {
            throw new ProblemException(CommonProblem.INVALID, "the terms are not valid", reader.errors);
        }
        return terms;
    }

    /** The same JSON that {@link #read} takes. */
    public static ObjectNode write(PriceTerms terms) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("kind", terms.product().name());
        if (terms instanceof CarShareTerms car) {
            node.put("flatMinutes", car.flatMinutes()).put("flatFen", car.flatFen());
            node.put("perMinuteFen", car.perMinuteFen()).put("capPer24hFen", car.capPer24hFen());
            node.put("perKmFen", car.perKmFen()).put("insuranceFen", car.insuranceFen());
            writeCancel(node, car.cancel());
        } else if (terms instanceof BikeTerms bike) {
            node.put("baseMinutes", bike.baseMinutes()).put("baseFen", bike.baseFen());
            node.put("stepMinutes", bike.stepMinutes()).put("stepFen", bike.stepFen());
        } else if (terms instanceof ChauffeurTerms service) {
            ArrayNode packages = node.putArray("packages");
            service.packages()
                    .forEach(p -> packages.addObject()
                            .put("code", p.code())
                            .put("minutes", p.minutes())
                            .put("km", p.km())
                            .put("fen", p.fen()));
            node.put("overKmFen", service.overKmFen()).put("overtimeStepMinutes", service.overtimeStepMinutes());
            node.put("overtimeStepFen", service.overtimeStepFen());
            writeCancel(node, service.cancel());
        } else if (terms instanceof ChargingTerms charging) {
            ArrayNode bands = node.putArray("bands");
            charging.bands()
                    .forEach(b -> bands.addObject()
                            .put("from", b.from().format(HOUR))
                            .put("to", b.to().format(HOUR))
                            .put("code", b.code())
                            .put("fenPerKwh", b.fenPerKwh()));
            node.put("serviceFenPerKwh", charging.serviceFenPerKwh());
            node.put("occupancyGraceMinutes", charging.occupancyGraceMinutes());
            node.put("occupancyFenPerMinute", charging.occupancyFenPerMinute());
            node.put("occupancyCapFen", charging.occupancyCapFen());
        }
        return node;
    }

    private PriceTerms terms(JsonNode node, String at) {
        if (node == null || !node.isObject()) {
            wrong(at, "value " + brief(node) + "; an object with a kind is needed");
            return null;
        }
        String kind = node.path("kind").asText("");
        switch (kind) {
            case "CAR_SHARE":
                return carShare(node, at);
            case "BIKE":
                return bike(node, at);
            case "CHAUFFEUR":
                return chauffeur(node, at);
            case "CHARGING":
                return charging(node, at);
            default:
                wrong(
                        at + "/kind",
                        "value " + brief(node.path("kind")) + "; one of " + Arrays.toString(Product.values()));
                return null;
        }
    }

    private CarShareTerms carShare(JsonNode node, String at) {
        onlyFields(
                node,
                at,
                "kind",
                "flatMinutes",
                "flatFen",
                "perMinuteFen",
                "capPer24hFen",
                "perKmFen",
                "insuranceFen",
                CANCEL);
        return new CarShareTerms(
                (int) whole(node, at, "flatMinutes", 0, MINUTES_A_DAY),
                whole(node, at, "flatFen", 0, FEN_MAX),
                whole(node, at, "perMinuteFen", 0, FEN_MAX),
                whole(node, at, "capPer24hFen", 1, FEN_MAX),
                whole(node, at, "perKmFen", 0, FEN_MAX),
                whole(node, at, "insuranceFen", 0, FEN_MAX),
                cancel(node, at));
    }

    private BikeTerms bike(JsonNode node, String at) {
        onlyFields(node, at, "kind", "baseMinutes", "baseFen", "stepMinutes", "stepFen");
        return new BikeTerms(
                (int) whole(node, at, "baseMinutes", 1, MINUTES_MAX),
                whole(node, at, "baseFen", 0, FEN_MAX),
                (int) whole(node, at, "stepMinutes", 1, MINUTES_MAX),
                whole(node, at, "stepFen", 0, FEN_MAX));
    }

    private ChauffeurTerms chauffeur(JsonNode node, String at) {
        onlyFields(node, at, "kind", "packages", "overKmFen", "overtimeStepMinutes", "overtimeStepFen", CANCEL);
        List<ServicePackage> packages = new ArrayList<>();
        Set<String> codes = new TreeSet<>();
        JsonNode list = list(node, at, "packages", PACKAGES_MAX);
        for (int i = 0; i < list.size(); i++) {
            String here = at + "/packages/" + i;
            JsonNode item = list.get(i);
            onlyFields(item, here, "code", "minutes", "km", "fen");
            String code = item.path("code").isTextual() ? item.path("code").textValue() : "";
            if (!code.matches("[A-Z_]{1,20}") || !codes.add(code)) {
                wrong(here + "/code", "value " + brief(item.path("code")) + "; a new code of A-Z and _ up to 20 long");
            }
            packages.add(new ServicePackage(
                    code,
                    (int) whole(item, here, "minutes", 1, MINUTES_MAX),
                    (int) whole(item, here, "km", 0, KM_MAX),
                    whole(item, here, "fen", 0, FEN_MAX)));
        }
        return new ChauffeurTerms(
                packages,
                whole(node, at, "overKmFen", 0, FEN_MAX),
                (int) whole(node, at, "overtimeStepMinutes", 1, MINUTES_MAX),
                whole(node, at, "overtimeStepFen", 0, FEN_MAX),
                cancel(node, at));
    }

    /** May be left out: then giving a ride up costs nothing. */
    private CancelTerms cancel(JsonNode node, String at) {
        JsonNode terms = node.path(CANCEL);
        if (terms.isMissingNode() || terms.isNull()) {
            return CancelTerms.FREE;
        }
        String here = at + "/" + CANCEL;
        onlyFields(terms, here, "freeMinutes", "feeFen", "noShowFen");
        return new CancelTerms(
                (int) whole(terms, here, "freeMinutes", 0, CANCEL_MINUTES_MAX),
                whole(terms, here, "feeFen", 0, FEN_MAX),
                whole(terms, here, "noShowFen", 0, FEN_MAX));
    }

    private static void writeCancel(ObjectNode node, CancelTerms cancel) {
        if (!cancel.equals(CancelTerms.FREE)) {
            node.putObject(CANCEL)
                    .put("freeMinutes", cancel.freeMinutes())
                    .put("feeFen", cancel.feeFen())
                    .put("noShowFen", cancel.noShowFen());
        }
    }

    private ChargingTerms charging(JsonNode node, String at) {
        onlyFields(
                node,
                at,
                "kind",
                "bands",
                "serviceFenPerKwh",
                "occupancyGraceMinutes",
                "occupancyFenPerMinute",
                "occupancyCapFen");
        List<Band> bands = new ArrayList<>();
        JsonNode list = list(node, at, "bands", BANDS_MAX);
        for (int i = 0; i < list.size(); i++) {
            String here = at + "/bands/" + i;
            JsonNode item = list.get(i);
            onlyFields(item, here, "from", "to", "code", "fenPerKwh");
            String code = item.path("code").asText("");
            if (!ENERGY_CODES.contains(code)) {
                wrong(here + "/code", "value " + brief(item.path("code")) + "; one of " + new TreeSet<>(ENERGY_CODES));
            }
            bands.add(new Band(
                    hour(item, here, "from"),
                    hour(item, here, "to"),
                    code,
                    whole(item, here, "fenPerKwh", 0, FEN_MAX)));
        }
        coverTheDayOnce(bands, at + "/bands");
        return new ChargingTerms(
                bands,
                whole(node, at, "serviceFenPerKwh", 0, FEN_MAX),
                (int) whole(node, at, "occupancyGraceMinutes", 0, MINUTES_MAX),
                whole(node, at, "occupancyFenPerMinute", 0, FEN_MAX),
                whole(node, at, "occupancyCapFen", 0, FEN_MAX));
    }

    private void coverTheDayOnce(List<Band> bands, String at) {
        if (!errors.isEmpty()) {
            return;
        }
        for (int minute = 0; minute < MINUTES_A_DAY; minute++) {
            LocalTime time = LocalTime.MIN.plusMinutes(minute);
            long covering = bands.stream().filter(band -> band.covers(time)).count();
            if (covering != 1) {
                wrong(at, time + " is covered by " + covering + " bands; each minute of the day needs exactly one");
                return;
            }
        }
    }

    private void onlyFields(JsonNode node, String at, String... allowed) {
        if (!node.isObject()) {
            wrong(at, "value " + brief(node) + "; an object is needed");
            return;
        }
        List<String> known = List.of(allowed);
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                wrong(at + "/" + name, "value " + brief(node.get(name)) + " is not known here; known are " + known);
            }
        });
    }

    private long whole(JsonNode node, String at, String name, long min, long max) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < min || value.asLong() > max) {
            wrong(at + "/" + name, "value " + brief(value) + "; a whole number from " + min + " to " + max);
            return min;
        }
        return value.asLong();
    }

    private JsonNode list(JsonNode node, String at, String name, int max) {
        JsonNode value = node.path(name);
        if (!value.isArray() || value.isEmpty() || value.size() > max) {
            wrong(at + "/" + name, "value " + brief(value) + "; a list of 1 to " + max);
            return JsonNodeFactory.instance.arrayNode();
        }
        return value;
    }

    private LocalTime hour(JsonNode node, String at, String name) {
        try {
            return LocalTime.parse(node.path(name).asText(""), HOUR);
        } catch (DateTimeParseException e) {
            wrong(at + "/" + name, "value " + brief(node.path(name)) + "; a time of day like 08:00");
            return LocalTime.MIN;
        }
    }

    private void wrong(String pointer, String detail) {
        errors.add(new FieldError(pointer, detail));
    }

    private static String brief(JsonNode value) {
        String text = value == null || value.isMissingNode() ? "(missing)" : value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
