/**
 * Copies of messages on their way by Firebase Cloud Messaging or an HTTP gateway, and how each fares.
 *
 * <p>Always holds: a copy ends in one state that is told; attempts and waits have limits; what an event has made
 * useless before it was sent is dropped; a push goes out once at most and says when that is uncertain; a copy may come
 * to a gateway twice, under one id, when an instance dies in between.
 *
 * <p>May call {@code common}, {@code journal}, {@code identity}. Declares the port {@code MessageGateway}.
 */
package org.twinloop.notification.delivery;
