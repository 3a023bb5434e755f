package org.twinloop.console.loop;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.network.loop.StopLeg;

/** The legs of a loop as they are told. */
record LegListView(long networkVersion, long metricVersion, Instant computedAt, List<LegView> items) {

    record LegView(UUID from, UUID to, int distanceM, int energyWh, int nightS, int morningS, int dayS, int eveningS) {

        static LegView of(StopLeg leg) {
            return new LegView(
                    leg.from(),
                    leg.to(),
                    (int) Math.round(leg.distanceM()),
                    (int) Math.round(leg.energyWh()),
                    leg.nightS(),
                    leg.morningS(),
                    leg.dayS(),
                    leg.eveningS());
        }
    }

    static LegListView of(LoopDesk.Legs legs) {
        return new LegListView(
                legs.state().networkVersion(),
                legs.state().metricVersion(),
                legs.state().computedAt(),
                legs.legs().stream().map(LegView::of).toList());
    }
}
