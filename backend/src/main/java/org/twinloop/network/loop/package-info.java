/**
 * The two loops as things one can edit and read: stops with dated versions and memberships, and what is derived of
 * them: the legs from stop to stop and the tour of each loop.
 *
 * <p>Always holds: what a stop was in the past is never changed; a stop that leaves a loop does so after the last
 * booking that ends there, or not at all; legs and tours are made anew, once among all instances, when stops or roads
 * have changed and when they have grown old; an answer names the network it is of.
 *
 * <p>May call {@code network}, {@code journal}, {@code identity} and {@code common}. What stands at a stop and is
 * promised there it asks through {@link org.twinloop.network.loop.StopClaims}.
 */
package org.twinloop.network.loop;
