package org.twinloop.partner.gbfs;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.twinloop.bike.RentalLinks;
import org.twinloop.partner.gbfs.GbfsRecords.FreeVehicle;
import org.twinloop.partner.gbfs.GbfsRecords.Station;
import org.twinloop.partner.gbfs.GbfsRecords.StationStatus;
import org.twinloop.partner.gbfs.GbfsRecords.SystemFacts;
import org.twinloop.partner.gbfs.GbfsRecords.VehicleType;

/**
 * Reads the files of GBFS 2.x and 3.0 into one set of words. Pure: bytes in, records and verdicts out. Names of both
 * versions are accepted in either, since feeds mix them.
 */
final class GbfsReader {

    static final String ZH = "zh-CN";
    static final String EN = "en";

    /** GBFS 3.0, vehicle_types.json, form_factor. */
    private static final Set<String> FORM_FACTORS =
            Set.of("bicycle", "cargo_bicycle", "car", "moped", "scooter_standing", "scooter_seated", "other");

    private static final Set<String> PROPULSIONS = Set.of(
            "human",
            "electric_assist",
            "electric",
            "combustion",
            "combustion_diesel",
            "hybrid",
            "plug_in_hybrid",
            "hydrogen_fuel_cell");

    private GbfsReader() {}

    /**
     * Where the files of a system are, by their 3.0 names.
     *
     * @param base address of the discovery file, for relative addresses
     */
    static Map<String, URI> feeds(GbfsFile file, URI base) throws GbfsUnreadable {
        JsonNode feeds = file.content().path("feeds");
        if (!feeds.isArray()) {
            feeds = languageBlock(file.content());
        }
        Map<String, URI> found = new LinkedHashMap<>();
        for (JsonNode feed : feeds) {
            String name = Lenient.text(feed.path("name"));
            URI address = address(Lenient.text(feed.path("url")), base);
            if (name != null && address != null) {
                found.put(name.equals("free_bike_status") ? "vehicle_status" : name, address);
            }
        }
        if (found.isEmpty()) {
            throw new GbfsUnreadable("the discovery file names no feed with an http address");
        }
        return found;
    }

    static SystemFacts system(GbfsFile file) throws GbfsUnreadable {
        JsonNode content = file.content();
        String id = Lenient.text(content.path("system_id"));
        if (id == null) {
            throw new GbfsUnreadable("system_id is missing");
        }
        List<String> languages = new ArrayList<>();
        content.path("languages").forEach(tag -> {
            if (Lenient.text(tag) != null) {
                languages.add(Lenient.text(tag));
            }
        });
        if (languages.isEmpty() && Lenient.text(content.path("language")) != null) {
            languages.add(Lenient.text(content.path("language")));
        }
        return new SystemFacts(id, List.copyOf(languages), Lenient.text(content.path("timezone")));
    }

    static Reading<VehicleType> vehicleTypes(GbfsFile file, List<String> languages) throws GbfsUnreadable {
        return new Reading.Sieve<VehicleType>()
                .read(
                        file.list("vehicle_types"),
                        new String[] {"vehicle_type_id"},
                        entry -> new VehicleType(
                                entry.id(),
                                word(entry, "form_factor", FORM_FACTORS),
                                word(entry, "propulsion_type", PROPULSIONS),
                                Lenient.number(entry.at("max_range_meters")),
                                Lenient.localized(entry.at("name"), ZH, languages),
                                Lenient.localized(entry.at("name"), EN, languages)));
    }

    static Reading<Station> stations(GbfsFile file, List<String> languages) throws GbfsUnreadable {
        return new Reading.Sieve<Station>().read(file.list("stations"), new String[] {"station_id"}, entry -> {
            Position position = entry.position();
            if (position.point() == null && position.remark() == null) {
                entry.remark("station without lat and lon");
            }
            String name = Lenient.localized(entry.at("name"), ZH, languages);
            if (name == null) {
                entry.remark("station without a name, its id is used");
            }
            return new Station(
                    entry.id(),
                    name == null ? entry.id() : name,
                    Lenient.localized(entry.at("name"), EN, languages),
                    position.point(),
                    Lenient.count(entry.at("capacity")),
                    links(entry));
        });
    }

    static Reading<StationStatus> stationStatus(GbfsFile file) throws GbfsUnreadable {
        return new Reading.Sieve<StationStatus>()
                .read(
                        file.list("stations"),
                        new String[] {"station_id"},
                        entry -> new StationStatus(
                                entry.id(),
                                Lenient.count(entry.at("num_vehicles_available", "num_bikes_available")),
                                Lenient.count(entry.at("num_docks_available")),
                                entry.needFlag("is_installed"),
                                entry.needFlag("is_renting"),
                                entry.needFlag("is_returning"),
                                Lenient.instant(entry.at("last_reported"))));
    }

    /** Free vehicles; a reference to an unknown type or station is dropped, the vehicle stays. */
    static Reading<FreeVehicle> vehicles(GbfsFile file, Set<String> typeIds, Set<String> stationIds)
            throws GbfsUnreadable {
        return new Reading.Sieve<FreeVehicle>()
                .read(file.list("vehicles", "bikes"), new String[] {"vehicle_id", "bike_id"}, entry -> {
                    Position position = entry.position();
                    String type = known(entry, "vehicle_type_id", typeIds);
                    String station = known(entry, "station_id", stationIds);
                    if (position.point() == null && station == null) {
                        entry.remark("vehicle without a place");
                    }
                    return new FreeVehicle(
                            entry.id(),
                            type,
                            station,
                            position.point(),
                            entry.needFlag("is_reserved"),
                            entry.needFlag("is_disabled"),
                            Lenient.number(entry.at("current_range_meters")),
                            share(entry),
                            Lenient.instant(entry.at("last_reported")),
                            links(entry));
                });
    }

    private static String known(Reading.Entry entry, String name, Set<String> ids) {
        String id = Lenient.text(entry.at(name));
        if (id != null && !ids.contains(id)) {
            entry.remark(name + " is not defined");
            return null;
        }
        return id;
    }

    /** GBFS 1.1 and later, rental_uris; what a phone must not follow is left out and told. */
    private static RentalLinks links(Reading.Entry entry) {
        JsonNode uris = entry.at("rental_uris");
        String web = Lenient.text(uris.path("web"));
        String android = Lenient.text(uris.path("android"));
        String ios = Lenient.text(uris.path("ios"));
        RentalLinks links = new RentalLinks(web, android, ios);
        if (!Objects.equals(web, links.web())
                || !Objects.equals(android, links.android())
                || !Objects.equals(ios, links.ios())) {
            entry.remark("rental_uris has an address that is neither https nor an app's");
        }
        return links;
    }

    private static String word(Reading.Entry entry, String name, Set<String> words) {
        String word = Lenient.text(entry.at(name));
        if (word == null) {
            entry.refuse(name + " is missing");
            return "other";
        }
        String small = word.toLowerCase(Locale.ROOT);
        if (words.contains(small)) {
            return small;
        }
        entry.remark(name + " is not a word of the standard");
        return "other";
    }

    /** current_fuel_percent is a share of 1 in the standard; a value above 1 is taken for percent. */
    private static Double share(Reading.Entry entry) {
        Double share = Lenient.number(entry.at("current_fuel_percent"));
        if (share == null || share < 0 || share > 100) {
            return null;
        }
        if (share > 1) {
            entry.remark("current_fuel_percent is above 1, taken for percent");
            return share / 100;
        }
        return share;
    }

    /** 2.x has one block of feeds per language: Chinese, English, or the first. */
    private static JsonNode languageBlock(JsonNode content) throws GbfsUnreadable {
        for (String tag : new String[] {ZH, "zh", EN}) {
            if (content.path(tag).path("feeds").isArray()) {
                return content.path(tag).path("feeds");
            }
        }
        for (JsonNode block : content) {
            if (block.path("feeds").isArray()) {
                return block.path("feeds");
            }
        }
        throw new GbfsUnreadable("data has no list feeds");
    }

    private static URI address(String text, URI base) {
        if (text == null) {
            return null;
        }
        try {
            URI address = base.resolve(text);
            boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            return http && address.getHost() != null ? address : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
