package org.twinloop.sim.statement;

/** What an order costs, in fen, by the columns of a statement. */
public record Charge(
        long timeFen,
        long distanceFen,
        long packageFen,
        long energyFen,
        long serviceFen,
        long tollFen,
        long parkingFen,
        long otherFen,
        long discountFen) {
    public static final Charge NOTHING = new Charge(0, 0, 0, 0, 0, 0, 0, 0, 0);

    static Charge ofTime(long fen) {
        return new Charge(fen, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    public long totalFen() {
        return timeFen
                + distanceFen
                + packageFen
                + energyFen
                + serviceFen
                + tollFen
                + parkingFen
                + otherFen
                - discountFen;
    }
}
