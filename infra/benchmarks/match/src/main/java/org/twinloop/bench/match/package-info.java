/**
 * {@code ./infra/bench match}: how many fixes a second are laid on roads, and how much of the driven length rightly.
 *
 * <p>Towns and drives are those of the tests of {@code network.match}, drawn from a seed; the matching is compiled into
 * this module as it stands in the service.
 */
package org.twinloop.bench.match;
