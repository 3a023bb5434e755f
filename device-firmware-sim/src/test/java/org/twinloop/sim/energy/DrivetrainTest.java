package org.twinloop.sim.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.twinloop.sim.energy.CarModel.Register;
import org.twinloop.sim.energy.Drivetrain.Moment;
import org.twinloop.sim.world.SampleDevices;

class DrivetrainTest {
    private static final CarModel EI5 = CarModel.of(SampleDevices.MODELS.get(0));
    private static final DriverStyle STYLE = DriverStyle.AVERAGE;

    /** Stop-and-go to 45 km/h: 8 s up, 40 s level, 7 s down, 15 s standing. */
    private static double townWhPerKm(CarModel model, double headwindMs, double temperatureC) {
        double wh = 0;
        double metres = 0;
        double speed = 0;
        for (int second = 0; second < 70; second++) {
            double next = second < 8 ? speed + 12.5 / 8 : second < 48 ? 12.5 : Math.max(0, speed - 12.5 / 7);
            double mean = (speed + next) / 2;
            wh += Drivetrain.powerW(model, STYLE, new Moment(mean, next - speed, headwindMs, temperatureC, 60)) / 3600;
            metres += mean;
            speed = next;
        }
        return wh / metres * 1000;
    }

    static List<Register> models() {
        List<Register> all = new ArrayList<>(SampleDevices.MODELS);
        all.add(new Register("NOBODY-KNOWS", 40_000, 130, 40_000, 7_000));
        return all;
    }

    @ParameterizedTest
    @MethodSource("models")
    void the_town_cycle_costs_what_the_register_says_with_a_drivetrain_of_its_class(Register register) {
        CarModel model = CarModel.of(register);
        TownCycle.Round round = TownCycle.drive(model);
        double wh = round.drawnWh() - round.returnedWh() + round.auxiliaryWh();

        assertEquals(register.whPerKm(), wh / round.km(), 0.5);
        assertTrue(model.appetite() > 0.8 && model.appetite() < 1.25, register + " has appetite " + model.appetite());
        assertTrue(round.returnedWh() > 0 && round.returnedWh() < 0.4 * round.drawnWh());
    }

    @Test
    void a_register_without_use_or_battery_is_refused_by_name() {
        var refused = assertThrows(IllegalArgumentException.class, () -> new Register("X-1", 50_000, 0, 1, 1));
        assertTrue(refused.getMessage().contains("X-1") && refused.getMessage().contains("0.0 Wh/km"));
    }

    @Test
    void headwind_frost_and_haste_cost_more() {
        double calm = townWhPerKm(EI5, 0, 20);

        assertTrue(townWhPerKm(EI5, 8, 20) > calm * 1.05);
        assertTrue(townWhPerKm(EI5, -4, 20) < calm);
        assertTrue(townWhPerKm(EI5, 0, -5) > calm * 1.3);
        double at80 = Drivetrain.powerW(EI5, STYLE, new Moment(80 / 3.6, 0, 0, 20, 60)) / 80;
        double at120 = Drivetrain.powerW(EI5, STYLE, new Moment(120 / 3.6, 0, 0, 20, 60)) / 120;
        assertTrue(at120 > at80 * 1.3, "Wh/km at 80: " + at80 + ", at 120: " + at120);
    }

    @Test
    void braking_gives_back_less_than_accelerating_took() {
        double up = Drivetrain.powerW(EI5, STYLE, new Moment(10, 1.5, 0, 20, 60));
        double down = Drivetrain.powerW(EI5, STYLE, new Moment(10, -1.5, 0, 20, 60));

        assertTrue(down < 0, "braking feeds the battery");
        assertTrue(-down < up * 0.7, "up " + up + " W, down " + down + " W");
        assertTrue(Drivetrain.powerW(EI5, STYLE, new Moment(10, -1.5, 0, 20, 99)) > down, "a full battery takes less");
    }

    @Test
    void charging_tapers_above_eighty_percent_and_ends_at_full() {
        Battery battery = new Battery(50_000, 70);
        double constant = battery.acceptanceW(50_000, 20);
        assertEquals(50_000, constant);
        battery.set(90);
        assertTrue(battery.acceptanceW(50_000, 20) < constant * 0.6);
        assertTrue(battery.acceptanceW(50_000, -5) < battery.acceptanceW(50_000, 20));
        double deliveredWh = 0;
        for (int second = 0; second < 20_000 && !battery.full(); second++) {
            deliveredWh += battery.charge(battery.acceptanceW(50_000, 20), 1);
        }
        assertEquals(5_000, deliveredWh, 0.001);
        assertEquals(100, battery.socPercent());
        assertEquals(0, battery.acceptanceW(50_000, 20));
    }

    @Test
    void an_empty_battery_stays_empty_and_a_full_one_full() {
        Battery battery = new Battery(1_000, 1);
        battery.draw(50_000, 60, 20);
        assertEquals(0, battery.socPercent());
        assertTrue(battery.empty());
        battery.set(100);
        battery.draw(-20_000, 60, 20);
        assertEquals(100, battery.socPercent());
    }
}
