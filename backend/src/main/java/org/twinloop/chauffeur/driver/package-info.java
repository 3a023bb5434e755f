/**
 * The driver's side of a dispatch order (派车单): the signed link that takes the place of an account, the steps told
 * through it, the position while under way, the form as it stands, and the traveller's rating.
 *
 * <p>Always holds: a link is good for one order, one driver and one car, until it expires, a newer one is issued or the
 * order is over; it travels in a header, never in a path, and is never logged; a step has an id made by the page, is
 * told in order and once, and is journalled in the transaction that writes it.
 *
 * <p>May call {@code chauffeur}, {@code common}, {@code journal}, {@code identity}.
 */
package org.twinloop.chauffeur.driver;
