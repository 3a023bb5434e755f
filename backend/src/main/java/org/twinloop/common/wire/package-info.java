/**
 * How strictly the service reads what comes in over HTTP, before any feature sees it, and how a refusal goes out: JSON
 * without coercion, parameters without guesses, problems after RFC 9457, a trace id for each request.
 *
 * <p>Always holds: what cannot be read is a refusal that names the field, the value and what is accepted; text that
 * reaches a feature can be stored. May call {@code common} only; nobody calls it, the framework finds it.
 */
package org.twinloop.common.wire;
