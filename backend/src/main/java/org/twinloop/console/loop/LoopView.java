package org.twinloop.console.loop;

import java.util.List;
import java.util.UUID;
import org.twinloop.network.LoopId;

/** What a loop has and where its cars stand, as it is told. */
record LoopView(
        LoopId id,
        String nameZh,
        String nameEn,
        long networkVersion,
        int bays,
        int cars,
        int carsStanding,
        int piles,
        int freePiles,
        double balance,
        List<LoadView> stops) {

    record LoadView(
            UUID stopId,
            String code,
            String nameZh,
            String nameEn,
            double lon,
            double lat,
            boolean hub,
            int bays,
            int cars,
            int piles,
            int freePiles,
            double surplus) {

        static LoadView of(Balance.Load load) {
            return new LoadView(
                    load.stop().id(),
                    load.stop().code(),
                    load.stop().nameZh(),
                    load.stop().nameEn(),
                    load.stop().position().lon(),
                    load.stop().position().lat(),
                    load.stop().hub(),
                    load.bays(),
                    load.cars(),
                    load.piles(),
                    load.freePiles(),
                    rounded(load.surplus(), 10));
        }
    }

    static LoopView of(LoopId id, long networkVersion, Balance balance) {
        boolean inner = id == LoopId.INNER;
        return new LoopView(
                id,
                inner ? "小循环" : "大循环",
                inner ? "Inner loop" : "Outer loop",
                networkVersion,
                balance.bays(),
                balance.cars(),
                balance.standing(),
                balance.piles(),
                balance.freePiles(),
                rounded(balance.share(), 1000),
                balance.loads().stream().map(LoadView::of).toList());
    }

    static double rounded(double exact, int steps) {
        return Math.round(exact * steps) / (double) steps;
    }
}
