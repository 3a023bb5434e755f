package org.twinloop.trip.heal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.trip.heal")
interface HealConfig {

    /** How often promised cars are looked at, real time; {@code off} for never. */
    @WithDefault("15s")
    String interval();

    /** Trips that leave within this time are looked at, city time. */
    @WithDefault("PT45M")
    Duration ahead();

    /** A standing car that says nothing for this long is not promised to anybody any more, city time. */
    @WithDefault("PT20M")
    Duration silentAfter();

    /**
     * Nothing is said of a silence that began before the service itself listened; passes farther apart than this, real
     * time, mean that it did not, and more than {@code interval}.
     */
    @WithDefault("PT1M")
    Duration pauseMax();

    /** A car that is still out this long after the end of the use before counts as late, city time. */
    @WithDefault("PT5M")
    Duration lateGrace();

    /** Charge that has to be left at the end of the booked way, percent of the battery, 0…50. */
    @WithDefault("10")
    double socReservePercent();

    /** A car that stands farther than this from where it was promised is gone, metres. */
    @WithDefault("300")
    double movedMaxM();

    /** An equal car stands at most this far from the promised one, metres. */
    @WithDefault("600")
    double nearMaxM();

    /** How much sooner one may have to leave and later arrive with an equal car, city time. */
    @WithDefault("PT15M")
    Duration shiftMax();

    /** How much more the way may cost from where an equal car of the same price list stands, percent, 0…20. */
    @WithDefault("10")
    int dearerMaxPercent();

    /** A reserved pile that has been out of order for this long is not counted on any more, city time. */
    @WithDefault("PT10M")
    Duration pileBrokenFor();

    /** A reserved pile that says nothing for this long is not counted on any more, city time. */
    @WithDefault("PT20M")
    Duration pileSilentFor();

    /** On the way another place for the car is looked for at so many other stops, the nearest first, 0…50. */
    @WithDefault("12")
    int placesMax();

    /** And no farther than this from the promised one, straight metres. */
    @WithDefault("5000")
    double placeFarM();

    /** A feed of bicycles older than this says nothing of a bicycle that was promised, city time. */
    @WithDefault("PT5M")
    Duration bikeFeedAgeMax();

    /** Rest before an equal car is looked for again, city time. */
    @WithDefault("PT1M")
    Duration retry();

    /** Trips healed in one pass, 1…1,000. */
    @WithDefault("20")
    int tripsMax();
}
