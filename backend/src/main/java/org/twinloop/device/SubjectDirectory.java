package org.twinloop.device;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a device must be told of the car or pile it sits in when it is provisioned. Devices lie below those features, so
 * each supplies one of these for its kind.
 */
public interface SubjectDirectory {

    DeviceKind kind();

    /** The facts of the given vehicles or piles; one that is not known is absent. Called inside an act. */
    Uni<Map<UUID, Subject>> describe(List<UUID> subjectIds);

    /**
     * The facts a device is provisioned with. Exactly one side is set.
     *
     * @param terminal the car of a terminal
     * @param pile the pile itself
     */
    record Subject(Terminal terminal, Pile pile) {

        public static Subject of(Terminal terminal) {
            return new Subject(terminal, null);
        }

        public static Subject of(Pile pile) {
            return new Subject(null, pile);
        }
    }

    /**
     * A car as its terminal has to know it.
     *
     * @param model name for people
     * @param modelCode code in the register of models
     * @param whPerKm typical use in mixed city driving
     * @param maxDcW most it takes from a DC pile
     * @param maxAcW most it takes from an AC pile
     * @param loop {@code inner} or {@code outer}
     * @param calendar {@code OURS} or {@code OPERATOR}
     * @param operator code of the operator, null for cars of government units
     * @param odoM odometer in metres
     */
    record Terminal(
            String vin,
            String plate,
            String model,
            String modelCode,
            int batteryWh,
            int whPerKm,
            int maxDcW,
            int maxAcW,
            double lon,
            double lat,
            double socPercent,
            long odoM,
            String loop,
            String calendar,
            String operator) {}

    /** A pile as it has to know itself. */
    record Pile(int connectors, int powerW, double lon, double lat, String stop, String operator, List<Bay> bays) {}

    /** The parking place in front of a connector. */
    record Bay(int connector, double lon, double lat) {}
}
