/**
 * The partner companies and the dated contracts they work under.
 *
 * <p>Owns the schema {@code operator}. A partner has at most one contract at a time (an exclusion constraint holds it);
 * nothing is booked with a partner that has none in force.
 *
 * <p>May call {@code common}, {@code journal}, {@code identity}.
 */
package org.twinloop.operator;
