package org.twinloop.sim.world;

import java.util.List;
import org.twinloop.sim.car.Car;
import org.twinloop.sim.pile.Connector;
import org.twinloop.sim.pile.Pile;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Timeline;

/**
 * What goes wrong in a city by itself: a terminal or a pile loses the network for some minutes, a terminal starts anew,
 * a connector breaks and is repaired hours later. Seeded like everything else.
 */
public final class Mishaps {
    private static final double CAR_CUT = 0.5;
    private static final double CAR_REBOOT = 0.7;
    private static final double PILE_CUT = 0.9;
    private static final double CUT_FROM_S = 30;
    private static final double CUT_TO_S = 600;
    private static final double REBOOT_FROM_S = 15;
    private static final double REBOOT_TO_S = 60;
    private static final double REPAIR_FROM_S = 3_600;
    private static final double REPAIR_TO_S = 4 * 3_600;

    private final World world;
    private final Timeline timeline;
    private final Dice dice;
    private final double perHour;
    private final Network network;

    /** The devices' network, which a world does not have. */
    @FunctionalInterface
    public interface Network {
        /** A device hears nothing and is heard by nobody for so many city seconds. */
        void cut(String deviceId, double citySeconds);
    }

    /** @param perHour mishaps a city hour, 0 for none */
    public Mishaps(World world, long seed, double perHour, Network network) {
        this.world = world;
        this.timeline = world.timeline();
        this.dice = Dice.of(seed, "mishaps");
        this.perHour = perHour;
        this.network = network;
        if (perHour > 0) {
            next();
        }
    }

    private void next() {
        timeline.in(dice.secondsToNext(perHour), () -> {
            happen(dice.between(0, 1));
            next();
        });
    }

    private void happen(double kind) {
        Car car = dice.pick(List.copyOf(world.cars()));
        Pile pile = dice.pick(List.copyOf(world.piles()));
        if (kind < CAR_CUT) {
            network.cut(car.card().deviceId(), dice.between(CUT_FROM_S, CUT_TO_S));
        } else if (kind < CAR_REBOOT) {
            double silentS = dice.between(REBOOT_FROM_S, REBOOT_TO_S);
            network.cut(car.card().deviceId(), silentS);
            car.rebootTerminal(silentS);
        } else if (kind < PILE_CUT) {
            network.cut(pile.deviceId(), dice.between(CUT_FROM_S, CUT_TO_S));
        } else {
            breakDown(pile, dice.pick(pile.connectors()));
        }
    }

    private void breakDown(Pile pile, Connector connector) {
        boolean whole = connector.status() != Connector.Status.OUTOFORDER;
        if (whole) {
            pile.breakDown(connector.number(), Connector.Status.OUTOFORDER, "GroundFailure");
            timeline.in(dice.between(REPAIR_FROM_S, REPAIR_TO_S), () -> pile.repair(connector.number()));
        }
    }
}
