/**
 * Tables with an end: what is old by its feature's own measure is deleted, a bounded batch at a time.
 *
 * <p>Owns {@code common.sweep}. Always holds: a kind of rows is swept by one instance at a time and at most once an
 * interval; a batch is one short transaction; a sweep that fails stops no other. Which rows are old, only their feature
 * knows: it brings a {@link org.twinloop.common.upkeep.Perishable}.
 *
 * <p>May call {@code common}.
 */
package org.twinloop.common.upkeep;
