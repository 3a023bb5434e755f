package org.twinloop.supervision.ride;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.twinloop.trip.approval.PurposeCategory;

/** Limits of the rules over a ride that is over, which no edition of the policy has. */
@ConfigMapping(prefix = "twinloop.supervision.ride")
public interface RideLimits {

    /** PR-40: half the width of the corridor around the approved way at least, metres, 100…10,000. */
    @WithDefault("800")
    double corridorM();

    /** PR-40: the same as a share of the approved way, when that is more, percent, 0…50. */
    @WithDefault("15")
    double corridorPercent();

    /** PR-40: half the width of the corridor at most, metres. */
    @WithDefault("3000")
    double corridorMaxM();

    /** PR-40: being outside for longer at a stretch is noticed, city time. */
    @WithDefault("PT5M")
    Duration offFor();

    /** PR-44: categories of the place register at which standing is looked at; empty for none. */
    @WithDefault("attraction,theatre,stadium")
    Set<String> sensitiveCategories();

    /** PR-44: a car within so many metres of such a place is at it, 50…5,000. */
    @WithDefault("300")
    double sensitiveM();

    /**
     * PR-44: further areas by name, each {@code longitude,latitude,radius m} in WGS-84, with {@code ,HH:mm-HH:mm} where
     * it only counts at that time of day: a school, say.
     */
    Map<String, String> sensitiveAreas();

    /** PR-44: standing there for longer is noticed, city time. */
    @WithDefault("PT10M")
    Duration sensitiveFor();

    /** PR-44: this near to a place that was approved nothing is noticed, metres. */
    @WithDefault("500")
    double approvedM();

    /** IDLE: standing unlocked and unplugged for longer is noticed when it took charge, city time. */
    @WithDefault("PT20M")
    Duration idleFor();

    /** IDLE: so much of the charge is gone meanwhile, points: what stands still and off takes none. */
    @WithDefault("1")
    double idleSocPercent();

    /** ENERGY: rides of fewer kilometres are not judged, 1…500. */
    @WithDefault("10")
    double energyKmMin();

    /** ENERGY: more than so many times what the model is expected to take is noticed. */
    @WithDefault("1.6")
    double energyMore();

    /** ENERGY: less than so many times of it is noticed. */
    @WithDefault("0.5")
    double energyLess();

    /** COMMUTE: so many days, this one included, are looked at, 2…31. */
    @WithDefault("14")
    int commuteWithin();

    /** COMMUTE: from so many working days with such a ride on it is noticed. */
    @WithDefault("4")
    int commuteDays();

    /** COMMUTE: rides to the unit's seat that leave until then are rides to work, Asia/Shanghai. */
    @WithDefault("09:30")
    LocalTime commuteUntil();

    /** COMMUTE: rides from the seat that leave from then on are rides home, Asia/Shanghai. */
    @WithDefault("16:30")
    LocalTime commuteFrom();

    /** COMMUTE: ends so near to one another are the same place, metres. */
    @WithDefault("500")
    double commuteM();

    /** COMMUTE: purposes that explain such rides. */
    @WithDefault("EMERGENCY_DUTY,ON_DUTY,CONFIDENTIAL")
    List<PurposeCategory> commutePurposes();
}
