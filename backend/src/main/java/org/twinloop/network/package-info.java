/**
 * Where things are and how one gets there: places, stops, the two loops, the roads and travel times.
 *
 * <p>The inner loop (小循环) is a closed set of stops between government compounds, the outer loop (大循环) an open one
 * at airports, stations and venues; a hub is a stop of both. {@link org.twinloop.network.Loops#returnAllowed} is the
 * one
 * return rule, used by planner and end-of-trip check alike.
 *
 * <p>Always holds: positions are WGS-84; readers see an immutable snapshot that is swapped whole; an answer names the
 * version it came from; a place is led to a road of the main part or says why not. May call {@code common}. The search
 * in {@code network.search}, the legs in {@code network.snap} and the import ({@code network.osm}, {@code .shape},
 * {@code .draft}) are plain Java; {@code network.build} runs outside the service.
 */
package org.twinloop.network;
