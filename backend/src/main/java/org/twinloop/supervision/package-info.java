/**
 * Supervision during and after the trip (事中事后监管): rules over what happened, the findings they write and what people
 * decide about them, and the trip's chain of events for those who audit.
 *
 * <p>Always holds, in the database too: a finding is a question to a person, with the rule, its version and the values
 * it saw, and never a sanction; the same rule finds a trip once; who travelled or booked decides nothing about it; an
 * appeal is decided by another person than the finding. Watches: reads sealed events, is called by nobody.
 *
 * <p>May call {@code common}, {@code journal}, {@code identity}, {@code trip.approval.policy} and its rules.
 */
package org.twinloop.supervision;
