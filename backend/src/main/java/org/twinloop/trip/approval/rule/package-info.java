/**
 * The rules of official trips as plain functions, to be read aloud: a question and the settings of a policy in, a
 * verdict out.
 *
 * <p>Owns the list ({@link org.twinloop.trip.approval.rule.PolicyRules}), the questions it answers and the settings it
 * reads. Always holds: a rule never guesses (what is not on record is unknown, and said to be); whatever blocks a
 * request says which change of that request would pass; an answer keeps the version, the inputs and every rule asked.
 *
 * <p>Plain Java: may see {@code trip.approval} and {@code common}; touches no database and no clock.
 */
package org.twinloop.trip.approval.rule;
