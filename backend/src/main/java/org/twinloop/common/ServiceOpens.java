package org.twinloop.common;

/**
 * Fired once as a CDI event when everything the service needs is in place, in demo mode the sample city included. What
 * lets the outside in besides HTTP waits for it.
 */
public record ServiceOpens() {}
