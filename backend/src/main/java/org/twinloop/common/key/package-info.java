/**
 * Keys in files, for whatever signs: tokens, checkpoints of the journal, webhooks.
 *
 * <p>Always holds: a key that demo mode has made carries a mark, by which production knows and refuses it; a private
 * key that is written here is readable by its owner only; a secret is in no text that is logged.
 *
 * <p>May call nothing else of ours.
 */
package org.twinloop.common.key;
