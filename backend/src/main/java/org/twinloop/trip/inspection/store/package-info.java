/**
 * Where photos lie (照片存储): outside the database, each under the SHA-256 of its bytes.
 *
 * <p>Owns no table. Always holds: what is under a name has that digest, or it is not there; a photo is written beside
 * its place, forced to the disk and moved there in one step, so nothing is ever half there; what lies there twice lies
 * there once. Names say nothing of a trip or person.
 *
 * <p>May call {@code common} and {@code trip.inspection.picture}. {@link org.twinloop.trip.inspection.store.PhotoStore}
 * is a port: a folder stands behind it, and an object store could.
 */
package org.twinloop.trip.inspection.store;
