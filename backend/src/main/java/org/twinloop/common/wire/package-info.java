/**
 * How strictly the service reads what comes in over HTTP, before any feature sees it: JSON without coercion, parameters
 * without guesses.
 *
 * <p>Always holds: what cannot be read is a refusal that names the field, the value and what is accepted. May call
 * {@code common} only; nobody calls it, the framework finds it.
 */
package org.twinloop.common.wire;
