package org.twinloop.console.loop;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.twinloop.common.GeoPoint;
import org.twinloop.console.loop.LoopRepository.Wish;
import org.twinloop.network.Reach;
import org.twinloop.network.layout.Siting;
import org.twinloop.network.road.MetricStamp;

/**
 * Where the next piles of a loop should stand: demand is served that lies within a walk of a pile. Demand counts by
 * trips; coverage counts each point of demand once.
 *
 * @param sites candidates, the most helpful first
 * @param gains demand that each adds to those before it
 * @param estimated the walks are straight lines with a detour factor
 * @param metric the travel times that the walks are of
 */
record PileSiting(
        List<Candidate> sites,
        List<Long> gains,
        Served before,
        Served after,
        long demand,
        int points,
        Siting.Choice choice,
        boolean estimated,
        MetricStamp metric) {

    /** Walks are reckoned from so many sites at once. */
    private static final int SITES_AT_ONCE = 64;

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
            Reach.Walks walks,
            int effortMax) {
        long[] weights = demand.stream().mapToLong(Wish::trips).toArray();
        List<GeoPoint> wished = demand.stream().map(Wish::at).toList();
        BitSet served = near(walks.nearestM(standing, wished), withinM);
        List<BitSet> reach = new ArrayList<>();
        for (int begin = 0; begin < candidates.size(); begin += SITES_AT_ONCE) {
            List<GeoPoint> sites =
                    candidates.subList(begin, Math.min(candidates.size(), begin + SITES_AT_ONCE)).stream()
                            .map(Candidate::at)
                            .toList();
            for (double[] metres : walks.metres(sites, wished)) {
                reach.add(near(metres, withinM));
            }
        }
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
                choice,
                walks.areEstimated(),
                walks.metric());
    }

    private static BitSet near(double[] metres, double withinM) {
        BitSet near = new BitSet(metres.length);
        for (int i = 0; i < metres.length; i++) {
            near.set(i, metres[i] <= withinM);
        }
        return near;
    }

    private static long trips(BitSet points, long[] weights) {
        return points.stream().mapToLong(i -> weights[i]).sum();
    }
}
