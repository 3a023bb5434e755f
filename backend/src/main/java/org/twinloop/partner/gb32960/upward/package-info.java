/**
 * Our fleet reported to a supervising platform by GB/T 32960.3, as a client: login, reports in real time, heartbeats,
 * reports sent again after an outage, logout.
 *
 * <p>A reader's path: {@code UpwardLinks} (one link per configured platform, on one instance) → {@code UpwardLink} (the
 * connection, its window) → {@code Lane} (live, backlog) → {@code UpwardRepository} (the history by commit order) →
 * {@code ReportFrame}.
 *
 * <p>Always holds: what waits is rows of the history between two snapshots, never a queue in memory; a report counts as
 * sent when the platform has acknowledged it; live reports go first, the backlog in idle time, each in its order.
 *
 * <p>An edge: may call everything below.
 */
package org.twinloop.partner.gb32960.upward;
