package org.twinloop.partner.gb32960.wire;

/** Why a field has no number. None of these is ever handed on as one. */
public enum Absence {
    /** The sender marked it as abnormal (0xFE…). */
    ABNORMAL,
    /** The sender marked it as invalid (0xFF…). */
    INVALID,
    /** Not marked, but outside the range of its table. */
    IMPLAUSIBLE
}
