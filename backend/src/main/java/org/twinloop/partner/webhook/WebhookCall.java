package org.twinloop.partner.webhook;

/**
 * A webhook as it came, with nothing checked; any header may be null.
 *
 * @param timestamp seconds since 1970 as text
 */
record WebhookCall(String operatorCode, String id, String timestamp, String keyId, String signature, byte[] body) {}
