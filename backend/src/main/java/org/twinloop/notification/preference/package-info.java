/**
 * What people want copies of messages for, by class and channel, and when they want to be left alone.
 *
 * <p>Always holds: the inbox has every message, whatever was switched off; urgent classes break through quiet hours;
 * quiet hours are hours of Asia/Shanghai; a person sees and changes only their own preferences.
 *
 * <p>May call {@code common} and {@code identity}.
 */
package org.twinloop.notification.preference;
