/**
 * Delegation (委托): a right handed on to another person of the unit for a dated period.
 *
 * <p>Always holds: the right to decide is with one person at a time, the database holds it; following deputies from
 * anybody ends, because a delegation that would close a circle is refused under one lock per unit; the right to book
 * for somebody is given by that person or by the administrator, never taken.
 *
 * <p>May call {@code common}, {@code journal} and {@code identity}.
 */
package org.twinloop.identity.delegation;
