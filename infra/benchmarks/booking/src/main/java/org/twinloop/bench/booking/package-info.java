/**
 * One true booking over HTTP: its rate beside pgbench with the same statements, races for one car, and random bookings
 * of overlapping times with an independent look at the calendar and the budgets afterwards.
 *
 * <p>The checks read the tables by SQL of their own and share no code with the service; without the constraint on the
 * calendar of cars they must fail, which every run shows at its end.
 */
package org.twinloop.bench.booking;
