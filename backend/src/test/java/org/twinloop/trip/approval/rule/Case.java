package org.twinloop.trip.approval.rule;

import org.twinloop.trip.approval.rule.PolicyResult.Said;

/** One question with what one rule of the shipped policy must say about it. */
record Case(String rule, Kind kind, Question question, Said expected, String says) {

    /** A boundary case lies exactly on the last value that still passes, or on the first that does not. */
    enum Kind {
        PASSES,
        FAILS,
        BOUNDARY
    }

    static Case passes(String rule, String says, Question question) {
        return new Case(rule, Kind.PASSES, question, Said.PASS, says);
    }

    static Case fails(String rule, Said expected, String says, Question question) {
        return new Case(rule, Kind.FAILS, question, expected, says);
    }

    static Case boundary(String rule, Said expected, String says, Question question) {
        return new Case(rule, Kind.BOUNDARY, question, expected, says);
    }

    static Case unknown(String rule, String says, Question question) {
        return new Case(rule, Kind.FAILS, question, Said.UNKNOWN, says);
    }

    @Override
    public String toString() {
        return rule + " " + says + ": " + expected;
    }
}
