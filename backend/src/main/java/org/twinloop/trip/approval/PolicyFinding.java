package org.twinloop.trip.approval;

/**
 * What one rule says about one request.
 *
 * @param rule id in the list of rules, as {@code PR-11}
 * @param action what follows from it
 * @param fix what would make the request pass, zh and en
 */
public record PolicyFinding(String rule, Action action, String textZh, String textEn, String fix) {

    /** BLOCK refuses, ESCALATE asks a person, WARN only says so; ordered from mild to strict. */
    public enum Action {
        WARN,
        ESCALATE,
        BLOCK
    }
}
