/**
 * {@code ./infra/bench http}: one authenticated read and one authenticated write of the service at a fixed number of
 * clients, beside pgbench running the statements that the service was logged to run for that write.
 *
 * <p>The write is the submission of an official trip ({@code PUT /api/v1/trips/{id}}). Plans are made before and trips
 * are cancelled after the measured time. Service and pgbench take turns, each on a database with the same city.
 */
package org.twinloop.bench.http;
