package org.twinloop.partner.gb32960.upward;

/**
 * Reports that are visible in one snapshot and were not in an earlier one.
 *
 * @param place the last one acknowledged
 */
record Span(long id, Snapshot after, Snapshot upto, Place place) {

    Span at(Place reached) {
        return new Span(id, after, upto, reached);
    }
}
