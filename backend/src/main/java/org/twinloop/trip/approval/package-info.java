/**
 * Trip policy: which official trip may go at once, which needs a person's decision, which may not go.
 *
 * <p>Owns the rules ({@link org.twinloop.trip.approval.PolicyRules}, a list to be read aloud), their dated thresholds
 * (table {@code trip.policy}) and the working calendar. Always holds: a rule is a plain function of the question and
 * the thresholds, and every rule that refuses says what would make the request pass.
 *
 * <p>May call {@code common} only. The decision of a person is an act on the trip and lives in {@code trip}.
 */
package org.twinloop.trip.approval;
