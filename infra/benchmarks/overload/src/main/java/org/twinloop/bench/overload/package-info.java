/**
 * {@code ./infra/bench overload}: terminals offer three times as many reports as the database takes.
 *
 * <p>The wire between the service and its database is opened for a third of the bytes the offered reports need. The
 * service has to withhold acknowledgements, keep its memory, and take everything once the wire is open again.
 *
 * <p>A crowd that goes beyond its limits on top is closed, calls again, and must be served too.
 *
 * <p>Always holds: a report that was offered and not acknowledged and stored in the end, a crowd of which none was
 * closed for lack of room, more than a stated share of the heap in use after a collection, or a service that ended, is
 * a failure after the figures are told.
 */
package org.twinloop.bench.overload;
