/**
 * The service as this program sees it: a few calls of its public REST interface, nothing else.
 *
 * <p>Signing in is done again by itself when the token has expired or the service was restarted. Calls block; the city
 * makes them from a worker thread, the {@code statement} command from its own.
 *
 * <p>Always holds: an answer that is not 2xx becomes a {@link org.twinloop.sim.backend.ServiceRefusal} that says what
 * was asked and what the service answered.
 */
package org.twinloop.sim.backend;
