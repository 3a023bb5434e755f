package org.twinloop.sim.bike;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.twinloop.sim.terminal.Json;

/**
 * The GBFS 3.0 documents. Live documents are written anew at most once per {@link #TTL_S} city seconds, the others
 * once;
 * each has an ETag made from its bytes.
 */
public final class GbfsFeed {
    public static final int TTL_S = 30;
    public static final String SYSTEM_ID = "twinloop_demo_bike";

    private static final int STATIC_TTL_S = 3_600;
    private static final String VERSION = "3.0";
    private static final String BIKE = "bike";
    private static final String PLAN = "standard";
    /** Nobody answers there. */
    private static final String UNLOCK = "https://bike.example/unlock/";

    private static final List<String> FEEDS = List.of(
            "system_information",
            "vehicle_types",
            "station_information",
            "station_status",
            "vehicle_status",
            "system_pricing_plans");

    private final BikeCity city;
    private final long openedMs;
    private final Map<String, Document> written = new HashMap<>();

    /** A document as it is served. */
    public record Document(byte[] body, String etag, long writtenMs) {}

    public GbfsFeed(BikeCity city) {
        this.city = city;
        this.openedMs = city.timeline().nowMs();
    }

    /**
     * A document by its name without {@code .json}; empty when there is none of that name.
     *
     * @param root address of the feed's folder as the caller sees it
     */
    public Optional<Document> document(String name, String root) {
        long nowMs = city.timeline().nowMs();
        if (name.equals("gbfs")) {
            long sinceMs = nowMs - (nowMs - openedMs) % (STATIC_TTL_S * 1000L);
            return Optional.of(write(sinceMs, STATIC_TTL_S, json -> discovery(json, root)));
        }
        if (!FEEDS.contains(name)) {
            return Optional.empty();
        }
        int ttlS = name.endsWith("_status") ? TTL_S : STATIC_TTL_S;
        Document before = written.get(name);
        if (before == null || nowMs - before.writtenMs >= ttlS * 1000L) {
            written.put(name, write(nowMs, ttlS, content(name)));
        }
        return Optional.of(written.get(name));
    }

    private Json.Fields content(String name) {
        return switch (name) {
            case "system_information" -> this::systemInformation;
            case "vehicle_types" -> this::vehicleTypes;
            case "station_information" -> this::stationInformation;
            case "station_status" -> this::stationStatus;
            case "vehicle_status" -> this::vehicleStatus;
            case "system_pricing_plans" -> this::pricingPlans;
            default -> throw new IllegalArgumentException("document " + name);
        };
    }

    private static Document write(long atMs, int ttlS, Json.Fields content) {
        byte[] body = Json.object(json -> {
            json.writeStringField("last_updated", Instant.ofEpochMilli(atMs).toString());
            json.writeNumberField("ttl", ttlS);
            json.writeStringField("version", VERSION);
            json.writeObjectFieldStart("data");
            content.write(json);
            json.writeEndObject();
        });
        CRC32 sum = new CRC32();
        sum.update(body);
        return new Document(body, String.format("\"%x-%x\"", body.length, sum.getValue()), atMs);
    }

    private static void discovery(JsonGenerator json, String root) throws IOException {
        json.writeArrayFieldStart("feeds");
        for (String feed : FEEDS) {
            json.writeStartObject();
            json.writeStringField("name", feed);
            json.writeStringField("url", root + "/" + feed + ".json");
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void texts(JsonGenerator json, String field, String zh, String en) throws IOException {
        json.writeArrayFieldStart(field);
        text(json, zh, "zh-CN");
        text(json, en, "en");
        json.writeEndArray();
    }

    private static void text(JsonGenerator json, String text, String language) throws IOException {
        json.writeStartObject();
        json.writeStringField("text", text);
        json.writeStringField("language", language);
        json.writeEndObject();
    }

    private void systemInformation(JsonGenerator json) throws IOException {
        json.writeStringField("system_id", SYSTEM_ID);
        json.writeArrayFieldStart("languages");
        json.writeString("zh-CN");
        json.writeString("en");
        json.writeEndArray();
        texts(json, "name", "双环示例单车", "Twinloop demo bikes");
        json.writeStringField("opening_hours", "24/7");
        json.writeStringField("timezone", "Asia/Shanghai");
        json.writeStringField("feed_contact_email", "feed@example.com");
    }

    private void vehicleTypes(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("vehicle_types");
        json.writeStartObject();
        json.writeStringField("vehicle_type_id", BIKE);
        json.writeStringField("form_factor", "bicycle");
        json.writeStringField("propulsion_type", "human");
        texts(json, "name", "单车", "Bicycle");
        json.writeNumberField("rider_capacity", 1);
        json.writeStringField("return_constraint", "free_floating");
        json.writeStringField("default_pricing_plan_id", PLAN);
        json.writeArrayFieldStart("pricing_plan_ids");
        json.writeString(PLAN);
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    private void stationInformation(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("stations");
        for (Station station : city.stations()) {
            json.writeStartObject();
            json.writeStringField("station_id", station.id());
            texts(json, "name", station.nameZh(), station.nameEn());
            json.writeNumberField("lat", Json.rounded(station.at().lat(), 6));
            json.writeNumberField("lon", Json.rounded(station.at().lon(), 6));
            json.writeNumberField("capacity", station.capacity());
            json.writeBooleanField("is_virtual_station", false);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void stationStatus(JsonGenerator json) throws IOException {
        String now = Instant.ofEpochMilli(city.timeline().nowMs()).toString();
        Map<Station, Integer> broken = new HashMap<>();
        for (Bike bike : city.bikes()) {
            if (bike.station() != null && bike.broken()) {
                broken.merge(bike.station(), 1, Integer::sum);
            }
        }
        json.writeArrayFieldStart("stations");
        for (Station station : city.stations()) {
            int disabled = broken.getOrDefault(station, 0);
            json.writeStartObject();
            json.writeStringField("station_id", station.id());
            json.writeNumberField("num_vehicles_available", station.bikes() - disabled);
            json.writeNumberField("num_vehicles_disabled", disabled);
            json.writeArrayFieldStart("vehicle_types_available");
            json.writeStartObject();
            json.writeStringField("vehicle_type_id", BIKE);
            json.writeNumberField("count", station.bikes() - disabled);
            json.writeEndObject();
            json.writeEndArray();
            json.writeNumberField("num_docks_available", station.freeDocks());
            json.writeBooleanField("is_installed", true);
            json.writeBooleanField("is_renting", true);
            json.writeBooleanField("is_returning", true);
            json.writeStringField("last_reported", now);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void vehicleStatus(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("vehicles");
        for (Bike bike : city.bikes()) {
            if (!bike.riding()) {
                vehicle(json, bike);
            }
        }
        json.writeEndArray();
    }

    private static void vehicle(JsonGenerator json, Bike bike) throws IOException {
        json.writeStartObject();
        json.writeStringField("vehicle_id", bike.publicId());
        json.writeStringField("vehicle_type_id", BIKE);
        json.writeNumberField("lat", Json.rounded(bike.at().lat(), 6));
        json.writeNumberField("lon", Json.rounded(bike.at().lon(), 6));
        json.writeBooleanField("is_reserved", bike.reserved());
        json.writeBooleanField("is_disabled", bike.broken());
        json.writeStringField(
                "last_reported", Instant.ofEpochMilli(bike.lastReportedMs()).toString());
        if (bike.station() != null) {
            json.writeStringField("station_id", bike.station().id());
        }
        json.writeObjectFieldStart("rental_uris");
        json.writeStringField("web", UNLOCK + bike.publicId());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void pricingPlans(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("plans");
        json.writeStartObject();
        json.writeStringField("plan_id", PLAN);
        texts(json, "name", "标准", "Standard");
        json.writeStringField("currency", "CNY");
        json.writeNumberField("price", 1.5);
        json.writeBooleanField("is_taxable", false);
        texts(json, "description", "15 分钟内 1.5 元,之后每 15 分钟 0.5 元", "1.50 for 15 minutes, then 0.50 per 15 minutes");
        json.writeArrayFieldStart("per_min_pricing");
        json.writeStartObject();
        json.writeNumberField("start", 15);
        json.writeNumberField("rate", 0.5);
        json.writeNumberField("interval", 15);
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }
}
