/**
 * The contract of {@code mobile-api-spec} as the tests see it: the parsed document, the operations scanned from the
 * code, their comparison, and the filter that holds every request and response of the API tests against it.
 *
 * <p>Always holds: the document is the file in the repository, never what a running service serves; nothing here
 * knows a
 * feature by name.
 */
package org.twinloop.contract;
