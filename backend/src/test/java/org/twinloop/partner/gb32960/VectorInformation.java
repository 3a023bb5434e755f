package org.twinloop.partner.gb32960;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Information types as the vectors write them, translated into the words of {@link ReadingsJson}. */
final class VectorInformation {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("vehicleStatus", "state"),
            Map.entry("status", "state"),
            Map.entry("chargeStatus", "chargeState"),
            Map.entry("runMode", "runMode"),
            Map.entry("speedKmh", "speedKmh"),
            Map.entry("mileageKm", "odometerKm"),
            Map.entry("totalVoltageV", "voltageV"),
            Map.entry("totalCurrentA", "currentA"),
            Map.entry("voltageV", "voltageV"),
            Map.entry("currentA", "currentA"),
            Map.entry("inputV", "voltageV"),
            Map.entry("busA", "currentA"),
            Map.entry("soc", "socPercent"),
            Map.entry("dcdc", "dcdcState"),
            Map.entry("insulationKohm", "insulationKohm"),
            Map.entry("acceleratorPedal", "acceleratorPercent"),
            Map.entry("brakePedal", "brakePercent"),
            Map.entry("no", "no"),
            Map.entry("subsys", "no"),
            Map.entry("pack", "no"),
            Map.entry("ctrlTempC", "controllerC"),
            Map.entry("motorTempC", "motorC"),
            Map.entry("rpm", "speedRpm"),
            Map.entry("torqueNm", "torqueNm"),
            Map.entry("stateRaw", "fix"),
            Map.entry("lon", "lonDeg"),
            Map.entry("lat", "latDeg"),
            Map.entry("maxVSubsys", "cellMaxVSubsystem"),
            Map.entry("maxVCell", "cellMaxVCell"),
            Map.entry("maxV", "cellMaxV"),
            Map.entry("minVSubsys", "cellMinVSubsystem"),
            Map.entry("minVCell", "cellMinVCell"),
            Map.entry("minV", "cellMinV"),
            Map.entry("maxTSubsys", "probeMaxCSubsystem"),
            Map.entry("maxTProbe", "probeMaxCProbe"),
            Map.entry("maxTC", "probeMaxC"),
            Map.entry("minTSubsys", "probeMinCSubsystem"),
            Map.entry("minTProbe", "probeMinCProbe"),
            Map.entry("minTC", "probeMinC"),
            Map.entry("maxLevel", "level"),
            Map.entry("level", "level"),
            Map.entry("bit", "flag"),
            Map.entry("generalFlags", "flags"),
            Map.entry("ressFaults", "storageFaults"),
            Map.entry("motorFaults", "motorFaults"),
            Map.entry("engineFaults", "engineFaults"),
            Map.entry("otherFaults", "otherFaults"),
            Map.entry("cellTotal", "cells"),
            Map.entry("frameStartCell", "firstCell"),
            Map.entry("cellV", "cellV"),
            Map.entry("unitV", "cellV"),
            Map.entry("tempC", "probeC"),
            Map.entry("motors", "motors"),
            Map.entry("subsystems", "subsystems"),
            Map.entry("packs", "subsystems"),
            Map.entry("generalFaultLevels", "flagLevels"),
            Map.entry("hex", "hex"),
            Map.entry("length", "bytes"));

    /** What a count or a derived flag says that the list or the number beside it says too. */
    private static final Set<String> SAID_TWICE =
            Set.of("type", "count", "valid", "frameCellCount", "unitCount", "probeCount");

    private VectorInformation() {}

    static void compare(String id, JsonNode expected, JsonNode met) throws IOException {
        ArrayNode wanted = NODES.arrayNode();
        boolean of2016 = expected.path("version").asInt() == 2016;
        for (JsonNode info : expected.path("infos")) {
            ObjectNode translated = NODES.objectNode();
            translated.put("info", name(info.path("type").asInt(), of2016));
            if (translated.path("info").asText().equals("opaque")) {
                translated.set("type", info.path("type"));
            }
            translate(info, translated);
            wanted.add(translated);
        }
        if (expected.has("signature")) {
            JsonNode signature = expected.path("signature");
            wanted.addObject()
                    .put("info", "signature")
                    .put(
                            "bytes",
                            5
                                    + signature.path("rLen").asInt()
                                    + signature.path("sLen").asInt());
        }
        assertEquals(plain(wanted), plain(met), id);
    }

    private static String name(int type, boolean of2016) {
        return switch (type) {
            case 1 -> "vehicle";
            case 2 -> "motors";
            case 5 -> "position";
            case 6 -> of2016 ? "extremes" : "alarm";
            case 7 -> of2016 ? "alarm" : "voltages";
            case 8 -> of2016 ? "voltages" : "temperatures";
            case 9 -> "temperatures";
            default -> "opaque";
        };
    }

    private static void translate(JsonNode from, ObjectNode to) {
        from.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (name.equals("gear")) {
                to.set("gear", value.path("raw"));
            } else if (name.equals("crs")) {
                to.put("datum", value.asText().equals("GCJ02") ? 2 : 1);
            } else if (!SAID_TWICE.contains(name)) {
                if (!NAMES.containsKey(name)) {
                    throw new AssertionError("the vectors have a field without a translation: " + name);
                }
                if (!value.isArray() || !value.isEmpty()) {
                    to.set(NAMES.get(name), translated(value));
                }
            }
        });
    }

    private static JsonNode translated(JsonNode value) {
        if (!value.isArray()) {
            return value;
        }
        ArrayNode all = NODES.arrayNode();
        for (JsonNode one : value) {
            if (one.isObject()) {
                translate(one, all.addObject());
            } else {
                all.add(one);
            }
        }
        return all;
    }

    /** The same numbers whether they are written 5 or 5.0, the same objects in whatever order of fields. */
    private static Object plain(JsonNode node) throws IOException {
        return numbers(JSON.treeToValue(node, Object.class));
    }

    private static Object numbers(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> all = new TreeMap<>();
            map.forEach((key, one) -> all.put(key, numbers(one)));
            return all;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(VectorInformation::numbers).toList();
        }
        return value;
    }
}
