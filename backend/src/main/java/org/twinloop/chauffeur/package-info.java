/**
 * Orders to car-service companies (派车单): made from a booking, sent to the company, followed until the ride is over.
 *
 * <p>Always holds: an order has one id here and at the company, so sending it twice is sending it once; an order not
 * accepted by its deadline counts as declined and is withdrawn; every change of state is told to the journal in the
 * transaction that makes it. Drivers' names and telephones stay here and in journal payloads, which can be erased.
 *
 * <p>May call {@code common}, {@code journal}, {@code identity}, {@code operator}, {@code network}. What it needs of a
 * company it declares as {@link org.twinloop.chauffeur.CarService}.
 */
package org.twinloop.chauffeur;
