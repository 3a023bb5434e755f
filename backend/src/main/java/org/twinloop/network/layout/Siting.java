package org.twinloop.network.layout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of some candidate sites together serve the most demand, at most so many of them: the maximal covering location
 * problem (Church and ReVelle, 1974). Greedy, then single exchanges until none helps, then branch and bound: the gain
 * of a site can only shrink as others are chosen, so a choice never gains more than the sum of its best next gains.
 */
public final class Siting {

    private final List<BitSet> reach;
    private final long[] weights;
    private final BitSet served;
    private final int effortMax;
    private int effort;
    private int[] best = {};
    private long bestGain = -1;

    /**
     * @param reach for each candidate the demand it would serve
     * @param weights of the demand, 0 or more
     * @param served demand that is served already and gains nothing
     * @param effortMax how many gains of a site the exact search may reckon before it stops at a bound
     */
    public Siting(List<BitSet> reach, long[] weights, BitSet served, int effortMax) {
        this.reach = List.copyOf(reach);
        this.weights = weights.clone();
        this.served = (BitSet) served.clone();
        this.effortMax = effortMax;
    }

    /**
     * What is proposed.
     *
     * @param sites candidates, the most helpful first
     * @param gain demand they serve that was not served before
     * @param bound no choice of as many sites gains more
     * @param exact whether the bound is reached
     */
    public record Choice(List<Integer> sites, long gain, long bound, boolean exact) {

        /** How far below the bound, as a share of the bound. */
        public double gap() {
            return exact || bound == 0 ? 0 : (double) (bound - gain) / bound;
        }
    }

    /** The best choice of at most {@code k} sites that could be found; fewer where no further one helps. */
    public Choice choose(int k) {
        int many = Math.min(k, reach.size());
        int[] chosen = greedy(many);
        exchange(chosen);
        keep(chosen);
        long root = bound(served, IntStream.range(0, reach.size()).toArray(), many);
        effort = 0;
        branch(served, new int[0], IntStream.range(0, reach.size()).toArray(), many, 0);
        boolean exact = effort <= effortMax || bestGain == root;
        return new Choice(ordered(best), bestGain, exact ? bestGain : root, exact);
    }

    /** Only greedy and exchanges, to be compared with. */
    Choice heuristic(int k) {
        int[] chosen = greedy(Math.min(k, reach.size()));
        exchange(chosen);
        return new Choice(ordered(chosen), gain(chosen), Long.MAX_VALUE, false);
    }

    private int[] greedy(int k) {
        BitSet now = (BitSet) served.clone();
        List<Integer> chosen = new ArrayList<>();
        while (chosen.size() < k) {
            int next = -1;
            long most = 0;
            for (int site = 0; site < reach.size(); site++) {
                long more = more(site, now);
                if (more > most) {
                    most = more;
                    next = site;
                }
            }
            if (next < 0) {
                break;
            }
            chosen.add(next);
            now.or(reach.get(next));
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private void exchange(int[] chosen) {
        long gain = gain(chosen);
        boolean better = true;
        while (better) {
            better = false;
            for (int place = 0; place < chosen.length; place++) {
                int kept = chosen[place];
                int found = kept;
                for (int site = 0; site < reach.size(); site++) {
                    chosen[place] = site;
                    long now = gain(chosen);
                    if (now > gain) {
                        gain = now;
                        found = site;
                        better = true;
                    }
                }
                chosen[place] = found;
            }
        }
    }

    private void branch(BitSet now, int[] chosen, int[] left, int k, long gain) {
        if (effort > effortMax) {
            return;
        }
        if (gain > bestGain) {
            bestGain = gain;
            best = chosen;
        }
        if (k == 0 || gain + bound(now, left, k) <= bestGain) {
            return;
        }
        int next = IntStream.of(left)
                .boxed()
                .max(Comparator.comparingLong((Integer site) -> more(site, now)))
                .orElseThrow();
        int[] others = IntStream.of(left).filter(site -> site != next).toArray();
        BitSet with = (BitSet) now.clone();
        with.or(reach.get(next));
        int[] longer =
                IntStream.concat(IntStream.of(chosen), IntStream.of(next)).toArray();
        branch(with, longer, others, k - 1, gain + more(next, now));
        branch(now, chosen, others, k, gain);
    }

    private long bound(BitSet now, int[] left, int k) {
        long all = weight(missing(now));
        long best = IntStream.of(left)
                .mapToLong(site -> more(site, now))
                .boxed()
                .sorted(Comparator.reverseOrder())
                .limit(k)
                .mapToLong(Long::longValue)
                .sum();
        return Math.min(all, best);
    }

    private void keep(int[] chosen) {
        best = chosen.clone();
        bestGain = gain(chosen);
    }

    private long gain(int[] chosen) {
        BitSet now = new BitSet();
        for (int site : chosen) {
            now.or(reach.get(site));
        }
        now.andNot(served);
        return weight(now);
    }

    private long more(int site, BitSet now) {
        effort++;
        BitSet fresh = (BitSet) reach.get(site).clone();
        fresh.andNot(now);
        return weight(fresh);
    }

    private BitSet missing(BitSet now) {
        BitSet rest = new BitSet();
        rest.set(0, weights.length);
        rest.andNot(now);
        return rest;
    }

    private long weight(BitSet demand) {
        return demand.stream().mapToLong(i -> weights[i]).sum();
    }

    /** Each next one the one that adds most to those before it; what adds nothing is left out. */
    private List<Integer> ordered(int[] chosen) {
        BitSet now = (BitSet) served.clone();
        List<Integer> rest = new ArrayList<>(IntStream.of(chosen).boxed().toList());
        List<Integer> order = new ArrayList<>();
        while (!rest.isEmpty()) {
            Integer next = rest.stream()
                    .max(Comparator.comparingLong((Integer site) -> more(site, now)))
                    .orElseThrow();
            rest.remove(next);
            if (more(next, now) > 0) {
                order.add(next);
                now.or(reach.get(next));
            }
        }
        return order;
    }
}
