/**
 * Questions on the way (途中询问): rules that compare a running trip with what was approved, what the traveller answers,
 * and what a supervisor makes of it.
 *
 * <p>Owns tables {@code supervision.question} and {@code supervision.mark}. A reader's path: {@code DuringRule} (the
 * list) → {@code QuestionSweep} (one look, one transaction, one instance at a time) → {@code QuestionDesk}.
 *
 * <p>Always holds: positions are used only while the official trip runs; an occurrence is asked once; the traveller is
 * asked first; times are event times; the accuracy of a fix counts in the traveller's favour.
 *
 * <p>May call {@code supervision}, {@code trip.look}, {@code network}, {@code journal}, {@code identity}.
 */
package org.twinloop.supervision.question;
