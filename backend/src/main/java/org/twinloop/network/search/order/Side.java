package org.twinloop.network.search.order;

/** Where a node lies once a cell is cut. */
enum Side {
    SOURCES,
    SEPARATOR,
    SINKS
}
