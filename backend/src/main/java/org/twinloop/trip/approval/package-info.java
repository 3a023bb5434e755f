/**
 * What policy and approval of trips speak of: modes, purposes, working days, the decision of people about a trip, and
 * the refusals of the trip feature.
 *
 * <p>Three nouns have packages of their own above this one: {@code trip.approval.rule} the rules as plain functions,
 * {@code trip.approval.policy} their dated versions, {@code trip.approval.chain} who decides.
 *
 * <p>Always holds, and the database holds it too: nobody decides about a trip they travel on or asked for, and nobody
 * decides twice about one trip. May call {@code common} only.
 */
package org.twinloop.trip.approval;
