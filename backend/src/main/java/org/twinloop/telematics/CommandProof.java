package org.twinloop.telematics;

import org.twinloop.device.command.Command;

/** When a report that names a command shows that the command was carried out. */
final class CommandProof {

    /** Slower than this a car stands; GNSS never reports exactly 0. */
    private static final double STANDING_KMH = 3;

    private CommandProof() {}

    static boolean holds(Command.Kind kind, VehicleReport report) {
        return switch (kind) {
            case UNLOCK -> Boolean.FALSE.equals(report.locked());
            case LOCK -> Boolean.TRUE.equals(report.locked());
            case CHARGE_START -> Boolean.TRUE.equals(report.charging());
            case CHARGE_STOP -> Boolean.FALSE.equals(report.charging());
            case IMMOBILISE -> report.speedKmh() != null && report.speedKmh() <= STANDING_KMH;
            case FIND, MOBILISE, NAVIGATE, RESERVE, CANCEL_RESERVATION, REVOKE_KEY -> true;
        };
    }
}
