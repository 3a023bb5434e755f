/**
 * Exchanges over HTTP as the contract describes them: a request of any operation made from its examples, altered in one
 * place, sent as it is, and its answer.
 *
 * <p>Always holds: nothing here knows an operation by name, and nothing corrects what it is told to send.
 */
package org.twinloop.exchange;
