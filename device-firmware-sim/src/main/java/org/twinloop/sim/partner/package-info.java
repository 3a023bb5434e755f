/**
 * The HTTP port on which the partners answer: the bike operator's feed, the car-sharer's holds, the car service's
 * orders.
 *
 * <p>Which share of the calls is answered late or declined is stated ({@link org.twinloop.sim.partner.Manners}) and
 * thrown from the seed. All but the feed ask for the shared bearer token. Every partner can be made to fail for a
 * while, so that a test can see what the service does then. Refusals are {@code application/problem+json} and name the
 * field, the value and the remedy.
 *
 * <p>Always holds: a call with the same id and the same body gets the same answer; another body under a known id is
 * refused with 409.
 */
package org.twinloop.sim.partner;
