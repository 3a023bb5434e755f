/**
 * Bytes of reports: what a terminal sends and what the database takes, without an object per field.
 *
 * <p>{@code JsonReports} and {@code CborReports} read the usual payloads of {@code asyncapi.yaml} and give up at
 * anything else, which the general codec then reads; {@code CopyRows} writes rows of PostgreSQL's binary COPY.
 *
 * <p>Always holds: what is read here reads the same with the general codec (a random test compares them).
 *
 * <p>Plain Java; sees nothing of the service.
 */
package org.twinloop.telematics.wire;
