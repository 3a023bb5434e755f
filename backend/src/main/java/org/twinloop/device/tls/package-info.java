/**
 * Certificates of doors that devices knock at: read from PEM files, read again when they change, no restart.
 *
 * <p>Owns no table. Always holds: files that cannot be used leave the certificates before them in force; a private key
 * is never told or logged; client certificates are checked against the installation's own authorities only, never those
 * of the platform.
 *
 * <p>May call {@code common} only.
 */
package org.twinloop.device.tls;
