/**
 * GBFS 2.x and 3.0, as bike operators publish it: a tolerant reader (pure), and the poller that keeps docks and free
 * bikes up to date.
 *
 * <p>Always holds: one bad record never costs the good ones beside it; a file that cannot be used leaves the last good
 * state in place; a file older than the accepted one is ignored; what is unchanged writes nothing; positions are WGS-84
 * and never mended by guessing.
 *
 * <p>Source: GBFS v3.0 and v2.3 of MobilityData. May call {@code partner}, {@code bike}, {@code operator} and below.
 */
package org.twinloop.partner.gbfs;
