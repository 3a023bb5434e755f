package org.twinloop.supervision.sample;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The draw, a pure function that can be repeated with any tool that knows SHA-256: each stratum's trips in the order of
 * SHA-256({@code seed:tripId}), of which the first are drawn.
 *
 * @param sharePercent of each stratum, rounded up
 * @param minimum of each stratum, as far as there are
 * @param maximum of each stratum
 */
record Draw(String seed, int sharePercent, int minimum, int maximum) {

    private static final int PERCENT = 100;

    /** A trip that may be drawn. */
    record Candidate(UUID tripId, String stratum) {}

    /** The trips drawn of each stratum, strata by name, trips in the order of the draw. */
    SortedMap<String, List<UUID>> of(List<Candidate> population) {
        SortedMap<String, List<UUID>> drawn = new TreeMap<>();
        for (Map.Entry<String, List<UUID>> stratum : strata(population).entrySet()) {
            List<UUID> trips = new ArrayList<>(stratum.getValue());
            trips.sort(Comparator.comparing(this::lot));
            drawn.put(stratum.getKey(), List.copyOf(trips.subList(0, size(trips.size()))));
        }
        return drawn;
    }

    /** The trips of each stratum. */
    static SortedMap<String, List<UUID>> strata(List<Candidate> population) {
        SortedMap<String, List<UUID>> strata = new TreeMap<>();
        population.forEach(candidate -> strata.computeIfAbsent(candidate.stratum(), name -> new ArrayList<>())
                .add(candidate.tripId()));
        return strata;
    }

    /** How many of so many. */
    int size(int population) {
        long share = ((long) population * sharePercent + PERCENT - 1) / PERCENT;
        return (int) Math.min(Math.min(Math.max(share, minimum), maximum), population);
    }

    private String lot(UUID tripId) {
        return sha256(seed + ":" + tripId);
    }

    /** By which anyone who has the ids sees that they are those that were drawn from. */
    static String digest(List<Candidate> population) {
        StringBuilder ids = new StringBuilder();
        population.stream()
                .map(candidate -> candidate.tripId().toString())
                .sorted()
                .forEach(id -> ids.append(id).append('\n'));
        return sha256(ids.toString());
    }

    private static String sha256(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
