/**
 * Rules over the stream of reports: what is out of order, noted once while it goes on.
 *
 * <p>Works on {@code telematics.occurrence}, {@code telematics.standing} and {@code telematics.rules_mark}. A reader's
 * path: {@code ReportRules} (the list, told of every commit) → one {@code StreamRule} → {@code Occurrences} (row and
 * event). {@code RulesAgain} looks again at what an instance stored and did not note.
 *
 * <p>Always holds: a report that is stored is judged by every rule, sooner or later, whatever dies meanwhile; times are
 * event times; the accuracy of a fix counts in the car's favour; an occurrence is noted once. Every report passes
 * here: a rule compares some numbers, and asks the database only when something begins or ends. May call {@code
 * telematics}, {@code vehicle}, {@code network}, {@code journal}.
 */
package org.twinloop.telematics.rule;
