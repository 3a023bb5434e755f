/**
 * Docks and free bikes of bike operators, as their feeds tell them.
 *
 * <p>Always holds: what is shown is as old as the feed says, and a feed too old offers nothing; a bike's id is good
 * until its next ride only and never kept as history; a bike is offered when it is neither reserved nor disabled
 * and, at a dock, the dock lends.
 *
 * <p>May call {@code common} and below its row. Feeds are brought here by {@code partner.gbfs}.
 */
package org.twinloop.bike;
