/**
 * The rules over what happened, as a list one can read: each a plain function of the facts of a trip.
 *
 * <p>Always holds: a rule says PASS, NOTICED with the values it saw, or UNKNOWN with the name of the fact that is not
 * on record; it never guesses a fact, and never judges a person.
 *
 * <p>Owns no table. May call {@code common} and the working calendar and words of {@code trip.approval}.
 */
package org.twinloop.supervision.rule;
