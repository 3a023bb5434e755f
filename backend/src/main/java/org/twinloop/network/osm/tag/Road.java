package org.twinloop.network.osm.tag;

/**
 * What the tags of a way say about travelling on it.
 *
 * @param layer −10…10, 0 is the ground
 * @param speedKmh of cars forward, else of the fastest who may use it, 1…130; {@code speedBackwardKmh} the other way
 * @param lanes in each direction, at least 1
 * @param crossingS duration of a ferry from end to end in seconds; 0 where it is not told
 * @param against the way is used against the order of its nodes; everything here is told in the direction of use, so
 *     that no one-way road is a backward one
 */
public record Road(
        RoadClass roadClass,
        Structure structure,
        int layer,
        String nameZh,
        String nameEn,
        Travel car,
        Travel bike,
        Travel foot,
        int speedKmh,
        int speedBackwardKmh,
        int lanes,
        boolean toll,
        int crossingS,
        boolean against) {

    private static final int SPEED_MAX_KMH = 130;

    /** Turns a way round that cars, or where none go bicycles, use backward only. */
    Road inDirectionOfUse() {
        boolean turned = onlyBackward(car) || !car.isOpen() && onlyBackward(bike);
        return !turned
                ? this
                : new Road(
                        roadClass,
                        structure,
                        layer,
                        nameZh,
                        nameEn,
                        car.reversed(),
                        bike.reversed(),
                        foot.reversed(),
                        speedBackwardKmh,
                        speedKmh,
                        lanes,
                        toll,
                        crossingS,
                        !against);
    }

    public Travel travel(Mode mode) {
        return mode == Mode.CAR ? car : mode == Mode.BIKE ? bike : foot;
    }

    private static boolean onlyBackward(Travel travel) {
        return travel.isOpen() && !travel.forward();
    }

    /** A ferry of a length in metres, as fast as its duration lets it be. */
    public Road crossing(double lengthM) {
        int kmh = (int) Math.max(1, Math.min(SPEED_MAX_KMH, Math.round(lengthM * 3.6 / crossingS)));
        return with(car, bike, foot, kmh, kmh);
    }

    /** The stretch of this road that a barrier closes to some. */
    public Road behind(Barrier barrier) {
        return with(
                car.behind(barrier.car()),
                bike.behind(barrier.bike()),
                foot.behind(barrier.foot()),
                speedKmh,
                speedBackwardKmh);
    }

    private Road with(Travel cars, Travel bikes, Travel feet, int forwardKmh, int backwardKmh) {
        return new Road(
                roadClass,
                structure,
                layer,
                nameZh,
                nameEn,
                cars,
                bikes,
                feet,
                forwardKmh,
                backwardKmh,
                lanes,
                toll,
                crossingS,
                against);
    }
}
