/**
 * Fields of reports that the contract does not know: noted by name, told once, shown.
 *
 * <p>The values stay with their report ({@code telematics.report.extra}); {@code UnknownFields} counts names, for one
 * that nobody knows means firmware or a gateway that has moved on without us. {@code UnknownFieldResource} shows them.
 *
 * <p>Always holds: counting never holds up a report, takes no more room than {@code fields-max} names and one row
 * for all beyond, a report counts once however often it is delivered, and each new name is one event
 * {@code telematics.unknown-field}.
 *
 * <p>Owns {@code telematics.unknown_field}. Called by {@code telematics}; calls {@code common}, {@code journal} and
 * {@code identity}.
 */
package org.twinloop.telematics.drift;
