/**
 * Supervision during and after the trip (事中事后监管): rules over what happened, the findings they write, and the trip's
 * chain of events for those who audit.
 *
 * <p>Always holds: a finding is a question to a person, with the rule, its version and the values it saw, and never a
 * sanction; the same rule finds a trip once. A watcher: reads sealed events, is called by nobody.
 *
 * <p>May call {@code common}, {@code journal} and {@code identity}.
 */
package org.twinloop.supervision;
