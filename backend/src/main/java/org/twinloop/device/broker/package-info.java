/**
 * Broker mode: devices speak to an MQTT 5 broker cluster of others, and all instances take from it as one consumer
 * group on a shared subscription.
 *
 * <p>Owns {@code device.broker_slot} and the rows of {@code device.session} that are marked {@code via_broker}. A
 * reader's path: {@code BrokerSlots} (who serves which session with the broker) → {@code BrokerLink} (one such session)
 * → {@code BrokerIntake} → {@code DeviceLine} (order per device) → the handlers of {@code device}.
 *
 * <p>Always holds: the broker gets its PUBACK after the commit, and what it had handed to an instance that died is
 * handed to another. May call {@code device}, {@code journal}, {@code common}.
 */
package org.twinloop.device.broker;
