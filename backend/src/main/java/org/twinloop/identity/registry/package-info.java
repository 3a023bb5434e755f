/**
 * How an empty service gets its units (单位), its people and their roles: the first administrator by a secret of the
 * configuration, everybody else by files of administrators.
 *
 * <p>Always holds: a secret makes one administrator; a file is taken whole or not at all, and each line has a verdict;
 * the same file again changes nothing; whoever is registered has no password until an administrator gives a one-time
 * password.
 *
 * <p>May call {@code common}, {@code journal}, {@code identity} and {@code identity.personnel}, whose reader of files
 * it uses.
 */
package org.twinloop.identity.registry;
