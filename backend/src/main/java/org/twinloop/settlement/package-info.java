/**
 * What trips cost in the end, and what partners bill for them. Reads the journal; nobody below calls it.
 *
 * <p>Owns the schema {@code settlement}. A finished trip is priced by the function that quoted it, with the list in
 * force at its start; the hold is posted and the rest given back. Up to the approved ceiling more than the hold is
 * posted, beyond it a second person decides. A trip is settled once. Partners' statements
 * ({@code settlement.statement}) are matched against the facts kept here, never against live tables.
 *
 * <p>May call everything below {@code trip} and {@code trip} itself; publishes the view
 * {@code settlement.partner_order}.
 */
package org.twinloop.settlement;
