/**
 * Partners' monthly statements: read, matched with the facts of {@code settlement}, priced again, explained.
 *
 * <p>Every line gets exactly one verdict and nothing is lost: a line that cannot be read is REJECTED with column, value
 * and remedy, and a trip nobody billed gets a line of its own. The same file again is the same statement; a later file
 * for the same month supersedes the earlier one, which stays to be read. An import is a bulk path with a connection of
 * its own; it becomes visible in one last short act.
 *
 * <p>Works on the schema {@code settlement}. May call {@code settlement} and whatever that may call.
 */
package org.twinloop.settlement.statement;
