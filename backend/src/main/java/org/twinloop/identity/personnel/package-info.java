/**
 * What personnel offices know about people and policy needs: the dated transport allowance, days of travel on duty,
 * the unit served, the driving licence.
 *
 * <p>Owns the import of these facts, from a file or another system, and the reading of them for one person on one day.
 * Always holds: what was not imported is unknown and never guessed; a later line never changes an earlier day; each
 * line of an import has a verdict.
 *
 * <p>May call {@code common}, {@code journal} and {@code identity}.
 */
package org.twinloop.identity.personnel;
