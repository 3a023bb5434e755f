package org.twinloop.trip.approval.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.identity.personnel.CsvLines.Rejected;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.register.PolicyRegister.Kept;
import org.twinloop.trip.approval.register.PolicyRegister.Powered;
import org.twinloop.trip.approval.register.RegisterLine.ChargingOrder;

class PolicyRegisterTest {
    private static final UUID CAR = new UUID(0, 1);
    private static final UUID COMPANY = new UUID(0, 2);
    private static final LocalDate DAY = LocalDate.parse("2026-11-23");

    @Test
    void a_purpose_holds_from_its_day_until_a_later_line() {
        PolicyRegister register = new PolicyRegister(
                List.of(
                        new Kept(CAR, DAY.plusDays(2), null),
                        new Kept(CAR, DAY, PurposeCategory.CONFIDENTIAL),
                        new Kept(CAR, DAY.plusDays(1), PurposeCategory.ENFORCEMENT)),
                List.of());

        assertEquals(Optional.empty(), register.keptFor(CAR, DAY.minusDays(1)));
        assertEquals(Optional.of(PurposeCategory.CONFIDENTIAL), register.keptFor(CAR, DAY));
        assertEquals(Optional.of(PurposeCategory.ENFORCEMENT), register.keptFor(CAR, DAY.plusDays(1)));
        assertEquals(Optional.empty(), register.keptFor(CAR, DAY.plusDays(9)), "registered for none any more");
        assertEquals(Optional.empty(), register.keptFor(COMPANY, DAY), "not on record");
    }

    @Test
    void what_powers_a_class_is_known_by_company_and_day_or_not_at_all() {
        PolicyRegister register = new PolicyRegister(
                List.of(),
                List.of(
                        new Powered(COMPANY, "BUSINESS", DAY, false),
                        new Powered(COMPANY, "BUSINESS", DAY.plusDays(30), true)));

        assertEquals(Optional.of(false), register.newEnergy(COMPANY, "BUSINESS", DAY.plusDays(29)));
        assertEquals(Optional.of(true), register.newEnergy(COMPANY, "BUSINESS", DAY.plusDays(30)));
        assertEquals(Optional.empty(), register.newEnergy(COMPANY, "BUSINESS", DAY.minusDays(1)));
        assertEquals(Optional.empty(), register.newEnergy(COMPANY, "COMFORT", DAY));
        assertEquals(Optional.empty(), register.newEnergy(CAR, "BUSINESS", DAY));
    }

    @Test
    void a_file_of_charging_orders_is_read_and_bad_lines_are_told() {
        RegisterCsv.Read read = RegisterCsv.read(RegisterKind.CHARGING_ORDERS, """
                order_no,unit,plate,started_at,ended_at,energy_wh,start_soc,target_soc,full_at,left_at
                A1,GOA,沪A00001,2026-11-23T09:00:00+08:00,2026-11-23T10:00:00+08:00,20000,50,100,,
                A2,GOA,沪A00001,yesterday,2026-11-23T10:00:00+08:00,x,50,101,,
                """, 10);

        ChargingOrder order = (ChargingOrder) read.lines().get(0);
        assertEquals(1, read.lines().size());
        assertEquals(20_000, order.energyWh());
        assertEquals(null, order.fullAt());
        assertEquals(
                List.of("started_at", "energy_wh", "target_soc"),
                read.rejected().stream().map(Rejected::field).toList());
        assertTrue(read.rejected().stream().allMatch(bad -> bad.line() == 2));
    }

    @Test
    void files_of_cars_are_read() {
        assertEquals(
                List.of(
                        new RegisterLine.KeptCar(1, "沪A00001", PurposeCategory.CONFIDENTIAL, DAY),
                        new RegisterLine.KeptCar(2, "沪A00002", null, DAY)),
                RegisterCsv.read(RegisterKind.KEPT_CARS, """
                        plate,purpose,from
                        沪A00001,CONFIDENTIAL,2026-11-23
                        沪A00002,-,2026-11-23
                        沪A00003,PICNIC,2026-11-23
                        """, 10).lines());
        assertEquals(
                List.of(new RegisterLine.CarPower(1, "AVIS", "BUSINESS", RegisterLine.Power.PETROL, DAY)),
                RegisterCsv.read(RegisterKind.CAR_POWER, """
                        operator,vehicle_class,power,from
                        AVIS,BUSINESS,PETROL,2026-11-23
                        AVIS,BUSINESS,STEAM,2026-11-23
                        """, 10).lines());
    }
}
