package org.twinloop.sim.gb32960;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Timeline;

/** All boxes of the city. One in two speaks the edition of 2025, the others that of 2016. */
public final class Boxes {
    private static final double PERIOD_S = 10;
    private static final long CARE_MS = 20_000;
    private static final double CUT_MIN_S = 60;
    private static final double CUT_MAX_S = 1_800;
    private static final double HOURS_PER_DAY = 24;

    private final Vertx vertx;
    private final NetClient client;
    private final URI gateway;
    private final Timeline timeline;
    private final long seed;
    private final double cutsPerDay;
    private final double speed;
    private final List<TelematicsBox> boxes = new ArrayList<>();

    /**
     * How the boxes live.
     *
     * @param gateway host and port of the service's door
     * @param cutsPerDay how often a city day the network of a box is gone for some minutes
     * @param speed city seconds in a real one
     */
    public record Plan(URI gateway, long seed, double cutsPerDay, double speed) {}

    public Boxes(Vertx vertx, Timeline timeline, Plan plan) {
        this.vertx = vertx;
        this.client = vertx.createNetClient();
        this.timeline = timeline;
        this.gateway = plan.gateway();
        this.seed = plan.seed();
        this.cutsPerDay = plan.cutsPerDay();
        this.speed = plan.speed();
        vertx.setPeriodic(CARE_MS, timer -> boxes.forEach(TelematicsBox::care));
    }

    /** Puts a box into a car that the service knows by its VIN. */
    public void add(String vin, Supplier<Gauges> gauges) {
        Dice dice = Dice.of(seed, "box-" + vin);
        String iccid = String.format(Locale.ROOT, "8986%016d", boxes.size() + 1);
        TelematicsBox box = new TelematicsBox(
                new TelematicsBox.Line(
                        vertx, client, gateway.getHost(), gateway.getPort(), vin, iccid, boxes.size() % 2 == 1),
                timeline,
                gauges,
                dice);
        boxes.add(box);
        timeline.every(dice.between(0, PERIOD_S), PERIOD_S, box::report);
        if (cutsPerDay > 0) {
            cutSometimes(box, dice);
        }
        box.open();
    }

    private void cutSometimes(TelematicsBox box, Dice dice) {
        timeline.in(dice.secondsToNext(cutsPerDay / HOURS_PER_DAY), () -> {
            box.cut(dice.between(CUT_MIN_S, CUT_MAX_S) / speed);
            cutSometimes(box, dice);
        });
    }

    public int count() {
        return boxes.size();
    }

    public long connected() {
        return boxes.stream().filter(TelematicsBox::up).count();
    }

    public long acknowledged() {
        return sum(TelematicsBox::acknowledged);
    }

    /** Acknowledged reports that were sent after a gap. */
    public long reissued() {
        return sum(TelematicsBox::reissued);
    }

    public long refused() {
        return sum(TelematicsBox::refused);
    }

    public long unsent() {
        return sum(TelematicsBox::unsent);
    }

    public long dropped() {
        return sum(TelematicsBox::dropped);
    }

    private long sum(ToLongFunction<TelematicsBox> of) {
        return boxes.stream().mapToLong(of).sum();
    }

    Optional<TelematicsBox> find(String vin) {
        return boxes.stream().filter(box -> box.vin().equals(vin)).findFirst();
    }

    /** In short, for the live line. */
    public String summary() {
        return String.format(
                Locale.ENGLISH,
                "GB/T 32960 %d/%d, %d acknowledged, %d of them reissued, %d unsent, %d refused",
                connected(),
                count(),
                acknowledged(),
                reissued(),
                unsent(),
                refused());
    }

    /** Ends all connections for good. */
    public void hangUp() {
        boxes.forEach(TelematicsBox::hangUp);
    }
}
