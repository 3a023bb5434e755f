/**
 * What a dispatch order (派车单) takes from its trip: the document behind it and the contact, told with the request and
 * handed on with the order; and, for the form, who asked, rides, agreed and signed off.
 *
 * <p>Owns {@code trip.particulars} and {@code trip.receipt_photo}. Always holds: the contact is forgotten some days
 * after the departure; the company is told neither purpose nor names of passengers; a photo of a receipt lies in
 * the store of photos before a row names it.
 *
 * <p>May call {@code chauffeur.driver}, {@code trip.approval.chain}, {@code trip.inspection} and its store, {@code
 * trip.look} and the ground.
 */
package org.twinloop.trip.dispatch;
