/**
 * Messages to people, from sealed events: the inbox in the app always, copies of it by channels that are set up.
 *
 * <p>Always holds: one message per event and person; the inbox is the truth and what a channel carries only its copy,
 * since pushes do not reach phones in mainland China; a person sees only their own messages.
 *
 * <p>A watcher: reads the journal, is called by nobody. May call {@code common}, {@code journal}, {@code identity}.
 */
package org.twinloop.notification;
