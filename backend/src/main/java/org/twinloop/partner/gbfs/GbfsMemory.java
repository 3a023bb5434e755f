package org.twinloop.partner.gbfs;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.twinloop.partner.FeedHealth;

/**
 * What an instance remembers of one bike system between polls.
 *
 * @param files by name, the discovery file as {@code gbfs}
 * @param bikes how many bikes the last accepted list had
 * @param emptySince since when a list that was full is empty; null when it is not
 */
record GbfsMemory(
        Map<String, FeedFile> files,
        List<String> languages,
        Set<String> typeIds,
        Set<String> stationIds,
        int bikes,
        Instant emptySince) {

    static final String DISCOVERY = "gbfs";

    /** The files that are read, in the order in which they refer to each other. */
    private static final List<String> WANTED =
            List.of("system_information", "vehicle_types", "station_information", "station_status", "vehicle_status");

    /**
     * A system nothing was read of since this instance started.
     *
     * @param bikes how many bikes are stored
     * @param published what earlier runs accepted
     */
    static GbfsMemory begin(URI discovery, int bikes, List<FeedHealth.Published> published) {
        Map<String, FeedFile> files = new LinkedHashMap<>();
        files.put(DISCOVERY, FeedFile.unread(DISCOVERY, discovery));
        WANTED.forEach(name -> files.put(name, FeedFile.unread(name, null)));
        published.forEach(one ->
                files.computeIfPresent(one.feed().replaceFirst("^gbfs/", ""), (name, file) -> file.after(one.at())));
        return new GbfsMemory(files, List.of(), Set.of(), Set.of(), bikes, null);
    }

    FeedFile file(String name) {
        return files.get(name);
    }

    /** Files to be read now; the discovery file is not among them. */
    List<FeedFile> due(Instant now) {
        return WANTED.stream().map(files::get).filter(file -> file.due(now)).toList();
    }

    boolean anythingDue(Instant now) {
        return files.get(DISCOVERY).due(now) || !due(now).isEmpty();
    }

    /** Remembers the discovery file and where it says the others are; a file it no longer names is no longer read. */
    GbfsMemory directed(FeedFile discovery, Map<String, URI> addresses) {
        Map<String, FeedFile> next = new LinkedHashMap<>(files);
        next.put(DISCOVERY, discovery);
        if (addresses != null) {
            WANTED.forEach(name -> next.compute(
                    name,
                    (key, file) -> addresses.containsKey(key)
                            ? file.at(addresses.get(key))
                            : FeedFile.unread(key, null).after(file.publishedAt())));
        }
        return new GbfsMemory(next, languages, typeIds, stationIds, bikes, emptySince);
    }

    GbfsMemory told(Set<String> names, Instant real) {
        Map<String, FeedFile> next = new LinkedHashMap<>(files);
        names.forEach(name -> next.computeIfPresent(name, (key, file) -> file.told(real)));
        return new GbfsMemory(next, languages, typeIds, stationIds, bikes, emptySince);
    }
}
