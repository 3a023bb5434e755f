package org.twinloop.charging;

/** Status of a connector in the words of OCPI 2.2.1 ({@code mod_locations}, enum Status). */
public enum ConnectorStatus {
    AVAILABLE,
    BLOCKED,
    CHARGING,
    INOPERATIVE,
    OUTOFORDER,
    RESERVED,
    /** Nothing was heard for too long. Never sent by a pile. */
    UNKNOWN
}
