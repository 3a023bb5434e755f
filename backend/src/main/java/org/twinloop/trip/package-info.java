/**
 * The official trip: request, approval, booking, ride, end.
 *
 * <p>Owns schema {@code trip}. Always holds: a trip is booked when, and only when, policy or a person other than the
 * traveller agreed and car, bay, pile and budget are held, all in one transaction; a trip in a final state holds
 * nothing; a trip is in progress only after the car itself said that it is unlocked.
 *
 * <p>May call the things below it (vehicle, charging, bike, chauffeur, device), ledger, pricing, network, operator,
 * identity and journal. Partners are reached by events only: {@code trip.booking-pending-partner} asks,
 * {@code partner.hold-confirmed} and {@code partner.hold-declined} answer. Nobody calls this package; watchers read its
 * events.
 */
package org.twinloop.trip;
