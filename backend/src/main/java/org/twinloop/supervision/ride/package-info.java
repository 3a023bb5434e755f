/**
 * Rules over a ride that is over and the way its car took: what supervision asks about afterwards.
 *
 * <p>Always holds: plain functions of facts handed in, without I/O; each answers PASS, NOTICED with the values it saw,
 * or UNKNOWN with the fact that is missing; an input names distances and times and never a position.
 *
 * <p>May call the values of {@code supervision.rule} and {@code common}.
 */
package org.twinloop.supervision.ride;
