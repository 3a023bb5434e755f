package org.twinloop.console.loop;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.twinloop.common.GeoPoint;
import org.twinloop.console.loop.LoopRepository.Wish;
import org.twinloop.network.layout.Siting;

/**
 * Where the next piles of a loop should stand: demand is served that lies within a walk of a pile. Demand counts by
 * trips; coverage counts each point of demand once.
 *
 * @param sites candidates, the most helpful first
 * @param gains demand that each adds to those before it
 */
record PileSiting(
        List<Candidate> sites,
        List<Long> gains,
        Served before,
        Served after,
        long demand,
        int points,
        Siting.Choice choice) {

    /** A site that could be built; {@code code} as in the question, or of a place. */
    record Candidate(String code, String nameZh, String nameEn, GeoPoint at) {}

    /** Demand served in trips, and how many of its points. */
    record Served(long trips, int points) {}

    static PileSiting of(
            int k,
            double withinM,
            List<Wish> demand,
            List<Candidate> candidates,
            List<GeoPoint> standing,
            ToDoubleBiFunction<GeoPoint, GeoPoint> walkM,
            int effortMax) {
        long[] weights = demand.stream().mapToLong(Wish::trips).toArray();
        BitSet served = new BitSet();
        standing.forEach(pile -> served.or(near(pile, demand, withinM, walkM)));
        List<BitSet> reach = candidates.stream()
                .map(candidate -> near(candidate.at(), demand, withinM, walkM))
                .toList();
        Siting.Choice choice = new Siting(reach, weights, served, effortMax).choose(k);
        BitSet after = (BitSet) served.clone();
        List<Long> gains = new ArrayList<>();
        for (int site : choice.sites()) {
            long sofar = trips(after, weights);
            after.or(reach.get(site));
            gains.add(trips(after, weights) - sofar);
        }
        BitSet all = new BitSet();
        all.set(0, weights.length);
        return new PileSiting(
                choice.sites().stream().map(candidates::get).toList(),
                gains,
                new Served(trips(served, weights), served.cardinality()),
                new Served(trips(after, weights), after.cardinality()),
                trips(all, weights),
                weights.length,
                choice);
    }

    private static BitSet near(
            GeoPoint at, List<Wish> demand, double withinM, ToDoubleBiFunction<GeoPoint, GeoPoint> walkM) {
        BitSet near = new BitSet(demand.size());
        for (int i = 0; i < demand.size(); i++) {
            near.set(i, walkM.applyAsDouble(demand.get(i).at(), at) <= withinM);
        }
        return near;
    }

    private static long trips(BitSet points, long[] weights) {
        return points.stream().mapToLong(i -> weights[i]).sum();
    }
}
