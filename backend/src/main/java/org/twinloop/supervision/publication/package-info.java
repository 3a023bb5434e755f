/**
 * Publication tables (公示): what a unit makes public of a month, without names, after review.
 *
 * <p>Always holds: a number that few people stand behind is not shown, nor one from which it follows; the table is not
 * changed once it is made, and what is published is sealed in the journal with its SHA-256; the reviewer is not the
 * maker; what is withdrawn keeps its reason. Units whose work is secret or enforcement are not published.
 *
 * <p>Figures come from the journal and from what supervision keeps. May call {@code common}, {@code journal} and
 * {@code identity}.
 */
package org.twinloop.supervision.publication;
