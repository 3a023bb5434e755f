package org.twinloop.sim.time;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Seeded chance for one thing of the city: the same seed and name always throw the same numbers. */
public final class Dice {
    private final SplittableRandom random;

    private Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The dice of the thing called {@code name}, independent of all others. */
    public static Dice of(long seed, String name) {
        long hash = 0xcbf29ce484222325L ^ (seed * 0x9E3779B97F4A7C15L);
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return new Dice(hash);
    }

    public double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** A whole number from 0 to {@code bound - 1}. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    public double normal(double mean, double deviation) {
        return mean + deviation * random.nextGaussian();
    }

    /** Waiting time of a Poisson process with this many events an hour, in seconds. */
    public double secondsToNext(double perHour) {
        return -Math.log(1 - random.nextDouble()) * 3600 / perHour;
    }

    public <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    public UUID uuid() {
        long high = (random.nextLong() & 0xffffffffffff0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
