package org.twinloop.operator;

import java.util.UUID;

/**
 * A partner company.
 *
 * @param code short word used in statements, URLs and price list numbers, for example {@code EVC}
 * @param endpointUrl where the partner answers; null when it is reached by files only
 */
public record Operator(UUID id, String code, Kind kind, String nameZh, String nameEn, String endpointUrl) {

    /** What a partner does for us. */
    public enum Kind {
        CAR_SHARE,
        CAR_SERVICE,
        BIKE,
        CHARGING
    }
}
