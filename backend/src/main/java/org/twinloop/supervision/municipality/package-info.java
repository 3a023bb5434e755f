/**
 * The boundary of the municipality (市域), beyond which official trips are asked about.
 *
 * <p>Always holds: a boundary is configured or, in a demo, the sample city's; it is never guessed in production.
 *
 * <p>Calls nothing and knows no trip.
 */
package org.twinloop.supervision.municipality;
