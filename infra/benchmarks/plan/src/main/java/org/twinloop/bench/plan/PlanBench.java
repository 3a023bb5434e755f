package org.twinloop.bench.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.twinloop.bench.frame.BenchReport;
import org.twinloop.bench.frame.Latencies;
import org.twinloop.bench.frame.Repeats;
import org.twinloop.network.search.SampleNetwork;
import org.twinloop.trip.planning.search.BikeSearch;
import org.twinloop.trip.planning.search.CarAnswer;
import org.twinloop.trip.planning.search.CarSearch;
import org.twinloop.trip.planning.search.Choice;
import org.twinloop.trip.planning.search.City;
import org.twinloop.trip.planning.search.EveryWay;
import org.twinloop.trip.planning.search.Wish;

/** {@code PlanBench [--data FOLDER] [--quick] [--seed N]}: plans one after another, and a sample of them checked. */
public final class PlanBench {
    private static final long SEED = 2026;
    private static final int SIDE = 150;
    /** One plan in so many is asked of the city with drained batteries, which takes far longer each. */
    private static final int DRAINED_SHARE = 20;

    private static final int PLANS = 2_000;
    private static final int ROUNDS = 5;
    /** The oracle stops after so long, however few it has compared: a city by itself takes it seconds a plan. */
    private static final Duration CHECKED = Duration.ofSeconds(45);

    private static final Duration CHECKED_QUICKLY = Duration.ofSeconds(4);
    private static final int SAMPLE_MAX = 300;
    /** Of the drained city, in which the oracle is asked about charging stops. */
    private static final int TENTH = 10;

    private static final int CHARGING_MIN = 50;
    /** Looked at by the service unless it is told otherwise, as {@code PlanningConfig} says. */
    private static final int CARS_MAX = 200;

    private static final int RETURN_STOPS_MAX = 30;

    private static final double NANOS_PER_S = 1e9;
    private static final String PURPOSE = """
            One plan after another in one thread: all ways by self-drive car (with a charging stop where no battery
            lasts) and the quickest by bicycle, in a city of 5,000 cars, 2,000 stops, 10,000 piles and 50,000 bikes,
            each with the times it is taken, over roads with their travel times. A sample is compared with an oracle
            that tries every car, stop and pile, for as long as 45 s for each city; charging stops also in a tenth of
            the drained city, where it gets through more plans.""";

    private final boolean quick;
    private final long seed;
    private final BenchReport report;
    private long suboptimal;

    private PlanBench(boolean quick, long seed, BenchReport report) {
        this.quick = quick;
        this.seed = seed;
        this.report = report;
    }

    public static void main(String[] arguments) throws IOException {
        boolean quick = false;
        long seed = SEED;
        Path data = null;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> quick = true;
                case "--seed" -> seed = Long.parseLong(arguments[++i]);
                case "--data" -> data = Path.of(arguments[++i]);
                default ->
                    throw new IllegalArgumentException(
                            arguments[i] + "; known are --quick, --seed N and --data FOLDER");
            }
        }
        BenchReport report = new BenchReport("plan", PURPOSE, System.getenv("BENCH_COMMAND"));
        PlanBench bench = new PlanBench(quick, seed, report);
        bench.run(data);
        if (!quick) {
            report.write(Path.of(System.getenv("BENCH_REPORT_FOLDER")));
        }
        report.print();
        System.exit(bench.suboptimal == 0 ? 0 : 1);
    }

    private void run(Path data) {
        told("reading the roads");
        SampleNetwork network = data == null
                ? SampleNetwork.grid(SIDE, seed).largestComponent()
                : SampleNetwork.jinan(data).largestComponent();
        MeasuredRoads roads = new MeasuredRoads(network);
        LargeCity usual = new LargeCity(network.positions(), seed);
        LargeCity drained = new LargeCity(network.positions(), seed + 1);
        measure("", usual, usual.make(15, 100), roads);
        measure("drained_", drained, drained.make(15, 19), roads);
        LargeCity tenth = new LargeCity(network.positions(), seed + 2, TENTH);
        City mixed = tenth.make(15, 21);
        int charging = check("tenth_", mixed, roads, wishes(tenth, SAMPLE_MAX));
        if (!quick && charging < CHARGING_MIN) {
            throw new IllegalStateException(
                    "only " + charging + " plans of the sample have a charging stop, " + CHARGING_MIN + " are wanted");
        }
        report.figure("suboptimal", Repeats.of(suboptimal));
        report.note("%s, %d junctions; %d cars, %d stops, %d piles, %d bikes, %d docks; seed %d."
                .formatted(
                        data == null ? "A made-up city" : "Jinan",
                        network.positions().size(),
                        LargeCity.CARS,
                        LargeCity.STOPS,
                        LargeCity.PLUGS,
                        LargeCity.BIKES,
                        LargeCity.DOCKS,
                        seed));
        report.note("`drained_`: the same with batteries at 15…19 %, so that most ways need a charging stop; "
                + "`tenth_`: a tenth of all there is, at 15…21 %.");
        report.note("`cut_`: share of plans whose quickest, cheapest or greenest way without a charging stop is found "
                + "among the nearest %d cars and %d stops of each loop too.".formatted(CARS_MAX, RETURN_STOPS_MAX));
        report.note("`suboptimal`: plans of the sample whose ways are not exactly those of the oracle.");
    }

    private void measure(String key, LargeCity maker, City city, MeasuredRoads roads) {
        int count = (quick ? PLANS / 8 : PLANS) / (key.isEmpty() ? 1 : DRAINED_SHARE);
        List<Wish> wishes = wishes(maker, count);
        told("%s%d plans to warm up".formatted(key, count / 2));
        for (int i = 0; i < count / 2; i++) {
            plan(city, roads, wishes.get(i % wishes.size()));
        }
        Repeats p50 = new Repeats();
        Repeats p99 = new Repeats();
        Repeats most = new Repeats();
        Repeats rate = new Repeats();
        for (int round = 0; round < (quick ? 1 : ROUNDS); round++) {
            Latencies latencies = new Latencies();
            long begun = System.nanoTime();
            for (Wish wish : wishes) {
                long start = System.nanoTime();
                plan(city, roads, wish);
                latencies.add(System.nanoTime() - start);
            }
            rate.add(wishes.size() / ((System.nanoTime() - begun) / NANOS_PER_S));
            p50.add(latencies.percentileMs(0.5));
            p99.add(latencies.percentileMs(0.99));
            most.add(latencies.percentileMs(1));
            told("%sround %d of %d: %d plans, p50 %.1f ms, p99 %.1f ms"
                    .formatted(
                            key,
                            round + 1,
                            quick ? 1 : ROUNDS,
                            count,
                            latencies.percentileMs(0.5),
                            latencies.percentileMs(0.99)));
        }
        report.figure(key + "p50_ms", p50);
        report.figure(key + "p99_ms", p99);
        report.figure(key + "most_ms", most);
        report.figure(key + "plans_per_s_core", rate);
        check(key, city, roads, wishes);
        if (key.isEmpty()) {
            compareCut(city, roads, wishes);
        }
    }

    /** How often the best way of what the service looks at is the best of the whole city; without charging stops. */
    private void compareCut(City city, MeasuredRoads roads, List<Wish> wishes) {
        NearCity near = new NearCity(city);
        int[] same = new int[3];
        int with = 0;
        for (Wish wish : wishes) {
            List<Choice> whole = straight(plan(city, roads, wish));
            List<Choice> cut = straight(plan(near.of(wish, CARS_MAX, RETURN_STOPS_MAX), roads, wish));
            if (!whole.isEmpty()) {
                with++;
                same[0] += isSame(whole, cut, Choice::durationS) ? 1 : 0;
                same[1] += isSame(whole, cut, Choice::fareFen) ? 1 : 0;
                same[2] += isSame(whole, cut, Choice::wh) ? 1 : 0;
            }
        }
        report.figure("cut_quickest_percent", Repeats.of(Math.round(100.0 * same[0] / with)));
        report.figure("cut_cheapest_percent", Repeats.of(Math.round(100.0 * same[1] / with)));
        report.figure("cut_greenest_percent", Repeats.of(Math.round(100.0 * same[2] / with)));
    }

    private static List<Choice> straight(CarAnswer answer) {
        return Stream.concat(answer.certain().stream(), answer.asked().stream())
                .filter(choice -> choice.charge() == null)
                .toList();
    }

    private static boolean isSame(List<Choice> whole, List<Choice> cut, ToLongFunction<Choice> by) {
        return !cut.isEmpty()
                && cut.stream().mapToLong(by).min().getAsLong()
                        == whole.stream().mapToLong(by).min().getAsLong();
    }

    private static List<Wish> wishes(LargeCity maker, int count) {
        return Stream.generate(maker::wish).limit(count).toList();
    }

    private static CarAnswer plan(City city, MeasuredRoads roads, Wish wish) {
        roads.begin();
        CarAnswer answer = CarSearch.of(city, roads, wish, LargeCity.LIMITS);
        BikeSearch.of(city, roads, wish, LargeCity.LIMITS);
        return answer;
    }

    /** How many plans of the sample have a way with a charging stop. */
    private int check(String key, City city, MeasuredRoads roads, List<Wish> wishes) {
        MeasuredRoads plain = roads.oneByOne();
        long until = System.nanoTime() + (quick ? CHECKED_QUICKLY : CHECKED).toNanos();
        int compared = 0;
        int with = 0;
        int charging = 0;
        for (Wish wish : wishes.subList(0, Math.min(SAMPLE_MAX, wishes.size()))) {
            if (compared > 0 && System.nanoTime() > until) {
                break;
            }
            plain.forget();
            CarAnswer answer = plan(city, roads, wish);
            EveryWay.Answer oracle = EveryWay.of(city, plain, wish, LargeCity.LIMITS);
            compared++;
            suboptimal += ways(answer).equals(ways(oracle)) ? 0 : 1;
            with += oracle.ways().isEmpty() ? 0 : 1;
            charging += oracle.ways().stream().anyMatch(way -> way.plug() >= 0) ? 1 : 0;
        }
        told("%s%d plans compared with the oracle".formatted(key, compared));
        report.figure(key + "sample", Repeats.of(compared));
        report.note("`%ssample`: %d plans, %d with a way, %d with a charging stop."
                .formatted(key, compared, with, charging));
        return charging;
    }

    /** How far it has come, beside the figures. */
    private static void told(String progress) {
        System.err.println("   … " + progress.replace('_', ' '));
    }

    private static TreeSet<String> ways(CarAnswer answer) {
        TreeSet<String> ways = new TreeSet<>();
        List<List<Choice>> both = List.of(answer.certain(), answer.asked());
        for (int kind = 0; kind < both.size(); kind++) {
            boolean certain = kind == 0;
            both.get(kind)
                    .forEach(c -> ways.add(way(
                            certain,
                            c.durationS(),
                            c.fareFen(),
                            c.wh(),
                            c.arrival().low(),
                            c.charge() != null)));
        }
        return ways;
    }

    private static TreeSet<String> ways(EveryWay.Answer answer) {
        TreeSet<String> ways = new TreeSet<>();
        answer.ways()
                .forEach(w -> ways.add(way(w.certain(), w.durationS(), w.fareFen(), w.wh(), w.low(), w.plug() >= 0)));
        return ways;
    }

    private static String way(boolean certain, long seconds, long fen, long wh, double low, boolean charging) {
        return String.format(Locale.ROOT, "%s %d %d %d %.6f %s", certain, seconds, fen, wh, low, charging);
    }
}
