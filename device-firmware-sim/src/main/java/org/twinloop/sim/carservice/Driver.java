package org.twinloop.sim.carservice;

import java.util.ArrayList;
import java.util.List;
import org.twinloop.sim.time.Dice;

/** A driver with a car; names, numbers and plates are made up. */
record Driver(String name, String phone, String plate, String vehicleClass, List<Order> orders) {
    private static final List<String> FAMILY = List.of("王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙");
    private static final List<String> GIVEN = List.of("师傅", "建国", "志强", "国平", "海峰", "立新", "卫东", "永康");
    private static final int SEDANS = 45;
    private static final int ALL = 60;

    static List<Driver> all(long seed) {
        Dice dice = Dice.of(seed, "drivers");
        List<Driver> drivers = new ArrayList<>();
        for (int i = 0; i < ALL; i++) {
            drivers.add(new Driver(
                    dice.pick(FAMILY) + dice.pick(GIVEN),
                    String.format("+86 199 0000 %04d", i + 1),
                    String.format("沪BD%05d", 20_000 + i),
                    i < SEDANS ? "SEDAN" : "BUSINESS7",
                    new ArrayList<>()));
        }
        return drivers;
    }

    boolean free(long fromMs, long toMs) {
        return orders.stream().noneMatch(order -> order.busy(fromMs, toMs));
    }
}
