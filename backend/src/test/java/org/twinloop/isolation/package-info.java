/**
 * Who may see and change what, tried from outside: over HTTP with every role, and on the database with the role the
 * service runs as.
 *
 * <p>Always holds: what to try is read from the contract and from the catalogue of the database, so that a new
 * operation or table is tried without a word here.
 */
package org.twinloop.isolation;
