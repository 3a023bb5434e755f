/**
 * How long the history is kept: its partitions are made ahead and go as a whole when their class of retention is over.
 *
 * <p>Two classes: raw reports ({@code telematics.report}, a partition a UTC day) and what is left of a car's day
 * ({@code telematics.day_summary}, a partition a year). A partition is dropped, or archived first: a file is written,
 * read back and listed in {@code telematics.archive}, and only then the partition goes.
 *
 * <p>Always holds: rows that were to be archived are in a listed file before they are gone from the database; whatever
 * ends in the middle leaves the partition. A reader's path: {@code HistoryDays} (the loop) → {@code Retention} (one
 * look) → {@code PartRepository}, {@code ArchiveFolder}. May call {@code telematics}, {@code common}.
 */
package org.twinloop.telematics.retention;
