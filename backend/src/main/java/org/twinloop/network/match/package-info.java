/**
 * Lays the fixes of a drive on the roads it took: a hidden Markov model after Newson and Krumm, "Hidden Markov Map
 * Matching Through Noise and Sparseness" (2009), over the roads of one mode with their bans on turns.
 *
 * <p>Always holds: what is answered is a way that may be driven, without a jump; where fixes are missing for too long,
 * or no such way leads from one to the next, the track is parted and nothing is guessed in between.
 *
 * <p>May call {@code common}, {@code network.road}, {@code network.search} and {@code network.snap}. Plain Java.
 */
package org.twinloop.network.match;
