/**
 * The operators' door: calls to partner companies over HTTP with their credentials, holds asked of them until they
 * answer, health of every feed and endpoint, records set aside, and what a partner may read of its own business.
 *
 * <p>Always holds: a partner is never called inside a transaction; every call may be repeated under the same id; an
 * unanswered question ends at its deadline as declined and is withdrawn; a partner sees its own rows only, and
 * no person.
 *
 * <p>An edge: may call everything below. Implements the ports {@link org.twinloop.vehicle.CarShareOperator} and
 * {@link org.twinloop.chauffeur.CarService}; sub-packages hold one standard each.
 */
package org.twinloop.partner;
