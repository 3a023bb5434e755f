package org.twinloop.partner.gb32960;

import java.util.UUID;
import org.twinloop.common.geo.Datum;
import org.twinloop.partner.gb32960.Registration.Platform;
import org.twinloop.partner.gb32960.Registration.Terminal;

/**
 * Who is at the other end: nobody yet, a terminal, or a platform. At most one of the two is set.
 *
 * @param iccid SIM card the terminal logged in with
 */
record Sender(Terminal terminal, String iccid, Platform platform) {

    static final Sender NOBODY = new Sender(null, null, null);

    static Sender of(Terminal terminal, String iccid) {
        return new Sender(terminal, iccid, null);
    }

    static Sender of(Platform platform) {
        return new Sender(null, null, platform);
    }

    boolean isLoggedIn() {
        return terminal != null || platform != null;
    }

    boolean isTerminal() {
        return terminal != null;
    }

    boolean isTerminal(String vin) {
        return terminal != null && terminal.vin().equals(vin);
    }

    boolean isPlatform() {
        return platform != null;
    }

    boolean isPlatform(String account) {
        return platform != null && platform.account().equals(account);
    }

    /** VIN or code. */
    String name() {
        return platform == null ? terminal.vin() : platform.code();
    }

    UUID operatorId() {
        return platform == null ? terminal.operatorId() : platform.operatorId();
    }

    /** A terminal may speak of its own car, a platform of those of its operator. */
    boolean mayReport(Terminal car) {
        boolean own = platform == null
                ? car.vin().equals(terminal.vin())
                : platform.operatorId().equals(car.operatorId());
        return own && !car.blocked();
    }

    /** What positions are measured against where a frame does not say. */
    Datum datum(Terminal car) {
        return platform == null ? car.datum() : platform.datum();
    }

    /** Whether a stored report is answered: to platforms always, to terminals by their registration (annex B). */
    boolean wantsAnswer(Terminal car) {
        return platform != null || car.answersAll();
    }
}
