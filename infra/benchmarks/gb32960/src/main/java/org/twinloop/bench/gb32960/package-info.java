/**
 * {@code ./infra/bench gb32960}: how fast frames of GB/T 32960 are decoded, and whether anything that is none is taken
 * for one.
 *
 * <p>{@code FrameMill} makes frames of both editions at random, {@code Mutations} spoils them, {@code Judge} reads
 * them a second time by a reader of its own, written from the tables of the standard without a look at the codec. The
 * codec is compiled into this module as it stands in the service.
 */
package org.twinloop.bench.gb32960;
