/**
 * The approval chain (审批链): who of a unit decides about a trip outside policy, level by level.
 *
 * <p>Always holds, and the database holds it too: one level is open at a time; nobody decides a level of a trip they
 * travel on, ride along on or asked for; one person never decides two levels of a round. A chain is dated: a request
 * keeps the levels it was asked with, and their holders are looked up when somebody decides, so that a staff change or
 * a delegation counts at once.
 *
 * <p>May call identity with its delegations, and the packages of policy beside it. Knows no trip but by id.
 */
package org.twinloop.trip.approval.chain;
