package org.twinloop.sim.terminal;

/** A device's answer to a command; {@code reason} is null when it was accepted. */
public record Verdict(boolean accepted, String reason) {
    public static final Verdict ACCEPTED = new Verdict(true, null);

    public static Verdict rejected(String reason) {
        return new Verdict(false, reason);
    }
}
