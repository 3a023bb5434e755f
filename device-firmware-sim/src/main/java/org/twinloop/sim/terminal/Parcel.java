package org.twinloop.sim.terminal;

/**
 * One message of a device.
 *
 * @param channel last part of the topic: report, ack, status or meter
 * @param json one JSON object, UTF-8
 * @param batchable whether it may travel in an array with its neighbours of the same channel
 * @param urgent whether somebody waits for it; others may wait a moment for company
 */
public record Parcel(String channel, byte[] json, boolean batchable, boolean urgent) {}
