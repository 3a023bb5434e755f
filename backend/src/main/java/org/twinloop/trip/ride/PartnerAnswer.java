package org.twinloop.trip.ride;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What an operator answered when it agreed, as it is kept with the booking.
 *
 * @param orderNo number of the dispatch order (派车单); null for a car without driver
 * @param driver who comes; null for a car without driver
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PartnerAnswer(String orderNo, Driver driver) {

    /** Who comes with which car; what the company did not tell is null. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Driver(String name, String phone, String plate) {}
}
