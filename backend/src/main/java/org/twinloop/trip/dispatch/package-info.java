/**
 * What a dispatch order (派车单) takes from its trip: the document behind it and the contact, told with the request and
 * handed on with the order; and, for the form, who asked, rides, agreed and signed off.
 *
 * <p>Owns {@code trip.particulars}. Always holds: the contact is forgotten some days after the departure; the company is
 * told neither purpose nor names of passengers.
 *
 * <p>May call {@code common}, {@code identity}, {@code chauffeur.driver}, {@code trip.approval.chain}.
 */
package org.twinloop.trip.dispatch;
