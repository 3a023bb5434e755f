/**
 * Keys in PEM files, for whatever signs: tokens, checkpoints of the journal.
 *
 * <p>Always holds: a key that demo mode has made carries a mark, by which production knows and refuses it; a private
 * key that is written here is readable by its owner only.
 *
 * <p>May call nothing else of ours.
 */
package org.twinloop.common.key;
