package org.twinloop.telematics.retention;

import java.time.LocalDate;

/**
 * A partition of the history.
 *
 * @param name of its table, without the schema
 * @param from its first UTC day
 * @param to the first UTC day after it
 */
record Part(RetentionClass kind, String name, LocalDate from, LocalDate to) {}
