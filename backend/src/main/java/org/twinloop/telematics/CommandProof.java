package org.twinloop.telematics;

import org.twinloop.device.command.Command;

/** When a report that names a command shows that the command was carried out. */
final class CommandProof {

    private CommandProof() {}

    static boolean holds(Command.Kind kind, VehicleReport report) {
        return switch (kind) {
            case UNLOCK -> Boolean.FALSE.equals(report.locked());
            case LOCK -> Boolean.TRUE.equals(report.locked());
            case CHARGE_START -> Boolean.TRUE.equals(report.charging());
            case CHARGE_STOP -> Boolean.FALSE.equals(report.charging());
            case FIND, NAVIGATE, RESERVE, CANCEL_RESERVATION -> true;
        };
    }
}
