package org.twinloop.telematics.day;

/**
 * A part of the day, from one report to another, both included.
 *
 * @param first place of the report at its begin
 * @param last place of the one at its end, which may be the first of the next part
 */
record Span(Kind kind, int first, int last) {

    enum Kind {
        DRIVE,
        STOP,
        /** Nothing was told. */
        SILENT
    }

    Span upTo(int later) {
        return new Span(kind, first, later);
    }

    Span as(Kind other) {
        return new Span(other, first, last);
    }
}
