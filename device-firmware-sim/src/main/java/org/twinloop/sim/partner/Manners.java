package org.twinloop.sim.partner;

import java.util.UUID;
import org.twinloop.sim.time.Dice;

/**
 * How a partner answers: which share of the calls is answered late, and which share is declined although nothing stands
 * in the way. What happens to a call is thrown from the seed and the call's own id, so a repeated call and a repeated
 * city meet the same fate.
 */
public final class Manners {
    /** A late answer falls between these, in city seconds. */
    private static final double LATE_FROM_S = 2;

    private static final double LATE_TO_S = 18;

    private final long seed;
    private final String partner;
    private double lateShare;
    private double declinedShare;

    /** What one call meets. */
    public record Fate(boolean declined, double lateS, Dice dice) {
        public boolean late() {
            return lateS > 0;
        }
    }

    /**
     * The manners of one partner.
     *
     * @param partner carshare or carservice
     * @param lateShare 0 to 1
     * @param declinedShare 0 to 1
     */
    public Manners(long seed, String partner, double lateShare, double declinedShare) {
        this.seed = seed;
        this.partner = partner;
        change(lateShare, declinedShare);
    }

    public void change(double late, double declined) {
        this.lateShare = late;
        this.declinedShare = declined;
    }

    public Fate of(UUID call) {
        Dice dice = Dice.of(seed, partner + "-" + call);
        boolean declined = dice.chance(declinedShare);
        boolean late = dice.chance(lateShare);
        double afterS = dice.between(LATE_FROM_S, LATE_TO_S);
        return new Fate(declined, late ? afterS : 0, dice);
    }
}
