package org.twinloop.partner.gbfs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.twinloop.bike.BikeFeed;
import org.twinloop.partner.FeedHealth.SetAside;
import org.twinloop.partner.gbfs.GbfsFetch.Outcome;
import org.twinloop.partner.gbfs.GbfsRecords.Station;
import org.twinloop.partner.gbfs.GbfsRecords.VehicleType;

/**
 * What one poll brings home: the changed parts of a system in our words, and the verdict on each file. Starts from what
 * is remembered of the system and never touches it.
 */
final class GbfsHarvest {

    private final GbfsFetch fetch;
    private final GbfsConfig config;
    private final GbfsMemory before;
    private final Instant now;
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private final Map<String, Reading<?>> readings = new LinkedHashMap<>();
    private List<String> languages;
    private Set<String> typeIds;
    private Set<String> stationIds;
    private int bikes;
    private Instant emptySince;
    private List<BikeFeed.Kind> newKinds;
    private List<BikeFeed.DockPlace> newDocks;
    private List<BikeFeed.DockCount> newCounts;
    private Instant docksAt;
    private List<BikeFeed.Sighting> newBikes;
    private Instant bikesAt;

    GbfsHarvest(GbfsFetch fetch, GbfsConfig config, GbfsMemory before, Instant now) {
        this.fetch = fetch;
        this.config = config;
        this.before = before;
        this.now = now;
        this.languages = before.languages();
        this.typeIds = before.typeIds();
        this.stationIds = before.stationIds();
        this.bikes = before.bikes();
        this.emptySince = before.emptySince();
    }

    /** Takes in a file that was read; one whose content cannot be used counts as failed and changes nothing. */
    void take(Outcome outcome) {
        FeedFile known = before.file(outcome.next().name());
        Outcome kept = outcome;
        if (outcome.fresh()) {
            try {
                String doubt = content(outcome.next().name(), outcome.file());
                kept = doubt == null ? outcome : fetch.refused(known, doubt);
            } catch (GbfsUnreadable e) {
                kept = fetch.refused(known, e.getMessage());
            }
        }
        outcomes.put(outcome.next().name(), kept);
    }

    /** Null when the content is taken over, else why it is not. */
    private String content(String name, GbfsFile file) throws GbfsUnreadable {
        return switch (name) {
            case "system_information" -> {
                languages = GbfsReader.system(file).languages();
                yield null;
            }
            case "vehicle_types" -> {
                Reading<VehicleType> read = noted(name, GbfsReader.vehicleTypes(file, languages));
                typeIds = read.records().stream().map(VehicleType::id).collect(Collectors.toUnmodifiableSet());
                newKinds = GbfsMapping.kinds(read.records());
                yield null;
            }
            case "station_information" -> {
                Reading<Station> read = noted(name, GbfsReader.stations(file, languages));
                stationIds = read.records().stream().map(Station::id).collect(Collectors.toUnmodifiableSet());
                newDocks = GbfsMapping.docks(read.records());
                yield null;
            }
            case "station_status" -> {
                newCounts = GbfsMapping.counts(
                        noted(name, GbfsReader.stationStatus(file)).records());
                docksAt = file.lastUpdated();
                yield null;
            }
            case "vehicle_status" -> bikes(name, file);
            default -> null;
        };
    }

    private String bikes(String name, GbfsFile file) throws GbfsUnreadable {
        var read = noted(name, GbfsReader.vehicles(file, typeIds, stationIds));
        if (read.records().isEmpty() && bikes >= config.suddenlyEmptyFrom()) {
            emptySince = emptySince == null ? now : emptySince;
            Duration doubted = Duration.between(emptySince, now);
            if (doubted.compareTo(config.emptyGrace()) < 0) {
                return "the list is suddenly empty; the " + bikes + " bikes known are kept for now";
            }
        }
        emptySince = null;
        bikes = read.records().size();
        newBikes = GbfsMapping.bikes(read.records());
        bikesAt = file.lastUpdated();
        return null;
    }

    /** A file of which no record can be used is not an empty one. */
    private <T> Reading<T> noted(String name, Reading<T> reading) throws GbfsUnreadable {
        readings.put(name, reading);
        if (reading.records().isEmpty() && reading.total() > 0) {
            throw new GbfsUnreadable("none of the " + reading.total() + " records can be used; the first: "
                    + reading.refused().get(0).reason());
        }
        return reading;
    }

    BikeFeed feed() {
        return new BikeFeed(newKinds, newDocks, newCounts, docksAt, newBikes, bikesAt);
    }

    Map<String, Outcome> outcomes() {
        return outcomes;
    }

    long received(String name) {
        return readings.containsKey(name) ? readings.get(name).total() : 0;
    }

    long rejected(String name) {
        return readings.containsKey(name) ? readings.get(name).refused().size() : 0;
    }

    List<SetAside> setAside() {
        List<SetAside> all = new ArrayList<>();
        readings.forEach((name, reading) -> reading.refused().stream()
                .limit(config.setAsideMax())
                .forEach(refused -> all.add(new SetAside(
                        "gbfs/" + name, refused.key(), refused.reason(), String.valueOf(refused.record())))));
        return all;
    }

    /** What to remember once all of it is committed. */
    GbfsMemory memory() {
        Map<String, FeedFile> files = new LinkedHashMap<>(before.files());
        outcomes.forEach((name, outcome) -> files.put(name, outcome.next()));
        return new GbfsMemory(files, languages, new HashSet<>(typeIds), new HashSet<>(stationIds), bikes, emptySince);
    }
}
