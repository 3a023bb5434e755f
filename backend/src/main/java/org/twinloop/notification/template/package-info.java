/**
 * What people are told about which event, in both languages, and which later event makes it useless.
 *
 * <p>Always holds: every event people are told about has a title and a text in Chinese and in English, and a class.
 *
 * <p>May call {@code common} and {@code journal}; no SQL.
 */
package org.twinloop.notification.template;
