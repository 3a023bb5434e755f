/**
 * The evidence of a trip on paper (证据文书): what the bundle holds, put so that a person can read, file and sign it, the
 * bundle itself inside the file.
 *
 * <p>Always holds: everything printed comes from the bundle; the SHA-256 that is printed is the attached bundle's;
 * names are those the reader may see; an erased payload is printed as erased. The font is shipped, so that nothing is
 * needed of the machine.
 *
 * <p>May call {@code common}, {@code journal}, {@code journal.evidence} and {@code identity}.
 */
package org.twinloop.supervision.paper;
