package org.twinloop.identity.personnel;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/**
 * What is on record about a person on one day; an empty field is not on record.
 *
 * @param active whether the account is open
 * @param unitCode the unit served on that day
 * @param allowanceArea districts the allowance covers, empty when it says none
 * @param licencePoints points of 记分 in the current period, of 12
 * @param travelDays days of travel on duty from the day before to two weeks after; empty when the days of travel of
 *     that day were never imported
 */
public record PersonnelFile(
        UUID personId,
        boolean active,
        Optional<String> unitCode,
        Optional<Boolean> drawsAllowance,
        Set<String> allowanceArea,
        Optional<String> licenceClass,
        Optional<LocalDate> licenceValidUntil,
        OptionalInt licencePoints,
        Optional<List<TravelDay>> travelDays) {

    /** A day of travel on duty (差旅), and the lump sum paid for local transport on it. */
    public record TravelDay(LocalDate day, String city, long localTransportFen) {}
}
