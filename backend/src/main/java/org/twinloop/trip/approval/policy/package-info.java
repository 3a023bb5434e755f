/**
 * The dated versions of the trip policy (table {@code trip.policy}): which is in force, how one is published, and what
 * a candidate would have decided about the trips of last month.
 *
 * <p>Always holds: at every moment exactly one version is in force; a version that took effect never changes; a trip
 * keeps the version and the inputs it was decided with, so that every decision can be made again.
 *
 * <p>May call {@code trip.approval}, {@code trip.approval.rule}, {@code journal}, {@code identity} and {@code common}.
 */
package org.twinloop.trip.approval.policy;
