package org.twinloop.trip.approval.rule;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.PolicyQuestion.Car;
import org.twinloop.trip.approval.rule.PolicyQuestion.ElectricCar;
import org.twinloop.trip.approval.rule.PolicyQuestion.Licence;
import org.twinloop.trip.approval.rule.PolicyResult.Said;
import org.twinloop.trip.approval.rule.PolicyRule.Verdict;

/** The right car, driven by who may, at a pile it may use: PR-24, PR-35, PR-47, PR-53. */
final class VehicleRules {
    private VehicleRules() {}

    /** PR-24: a car kept by a unit serves what it was kept for, and nothing else. */
    static Verdict servesItsOwnCategory(PolicyQuestion q, PolicySettings s) {
        Optional<Car> kept = q.journey().vehicle().filter(Car::retained);
        boolean own = kept.flatMap(Car::keptFor)
                .map(registered -> q.purpose().category().equals(Optional.of(registered)))
                .orElseGet(() -> q.purpose()
                        .category()
                        .map(s.keptCars().purposes()::contains)
                        .orElse(false));
        if (kept.isEmpty() || own) {
            return Verdict.PASS;
        }
        return Verdict.of(
                        Said.BLOCK,
                        "保留公务用车只用于其登记的用途（机要、应急、执法等）",
                        "A car kept by the unit serves only what it is registered for (confidential mail, emergency, "
                                + "enforcement)")
                .fix("改用租赁车", "take a rental car", PolicyChange.set("/journey/car/retained", false));
    }

    /** PR-35: an electric car first, when one with enough range is in reach. */
    static Verdict isElectricWhenOneIsInReach(PolicyQuestion q, PolicySettings s) {
        Optional<Boolean> electric = q.journey().vehicle().map(Car::newEnergy).orElse(Optional.of(true));
        if (electric.equals(Optional.of(true))) {
            return Verdict.PASS;
        }
        if (electric.isEmpty() || q.facts().newEnergyCars().isEmpty()) {
            return Verdict.UNKNOWN;
        }
        double neededKm = q.journey().distanceM() / 1000 * s.modes().rangeFactor()
                + s.modes().reserveKm();
        boolean oneFits = q.facts().newEnergyCars().get().stream().anyMatch(car -> fits(car, neededKm, s));
        if (!oneFits) {
            return Verdict.PASS;
        }
        return Verdict.of(
                        Said.WARN,
                        s.modes().withinMinutes() + "分钟内有续航足够的新能源车",
                        "An electric car with enough range is within "
                                + s.modes().withinMinutes() + " minutes")
                .fix("优先选用新能源车", "take the electric car", PolicyChange.set("/journey/car/newEnergy", true));
    }

    private static boolean fits(ElectricCar car, double neededKm, PolicySettings s) {
        return car.minutesAway() <= s.modes().withinMinutes()
                && car.rangeKm().isPresent()
                && car.rangeKm().getAsDouble() >= neededKm;
    }

    /** PR-47, at the request: who drives holds a licence for cars that is valid on the day of return. */
    static Verdict mayDrive(PolicyQuestion q, PolicySettings s) {
        if (q.journey().mode() != TravelMode.EV) {
            return Verdict.PASS;
        }
        Licence licence = q.applicant().licence();
        LocalDate back = Question.day(q.journey().arriveAt());
        if (q.applicant().unitCode().isPresent() && isGood(licence, back, s)) {
            return licence.points().isEmpty() ? Verdict.UNKNOWN : Verdict.PASS;
        }
        return Verdict.of(
                        Said.BLOCK,
                        "没有登记在用车当日有效的小型汽车驾驶证，或记分已满",
                        "No car driving licence valid on the day of the trip is on record, or its points are used up")
                .fix(
                        "选有司机的方式或公共交通，或由单位更新驾驶证登记",
                        "choose a chauffeured car or public transport, or have the unit update the licence record",
                        AllowanceRules.byMetro());
    }

    /** PR-47, at the car: the named driver, and nobody else. */
    static Verdict isTheNamedDriver(DriverQuestion q, PolicySettings s) {
        if (!q.request().driverId().equals(q.facts().namedDriverId())) {
            return Verdict.of(
                            Said.BLOCK,
                            "车辆只能由登记的驾驶人使用，不得转交他人",
                            "Only the named driver may take the car; it is not handed over")
                    .fix(
                            "由登记的驾驶人开锁",
                            "let the named driver open it",
                            PolicyChange.set("/request/driverId", q.facts().namedDriverId()));
        }
        if (q.facts().member() && isGood(q.facts().licence(), Question.day(q.askedAt()), s)) {
            return Verdict.PASS;
        }
        return Verdict.of(
                        Said.BLOCK,
                        "没有当日有效的驾驶证或记分已满，或已不属于本单位",
                        "No driving licence valid today is on record, its points are used up, or the driver left the "
                                + "unit")
                .fix("由单位更新登记，或改约有司机的车", "have the unit update the record, or book a chauffeured car");
    }

    private static boolean isGood(Licence licence, LocalDate day, PolicySettings s) {
        boolean forCars = licence.licenceClass()
                .filter(s.drivers().licenceClasses()::contains)
                .isPresent();
        boolean valid =
                licence.validUntil().filter(until -> !until.isBefore(day)).isPresent();
        boolean pointsLeft = licence.points().isEmpty()
                || licence.points().getAsInt() < s.drivers().pointsMax();
        return forCars && valid && pointsLeft;
    }

    /** PR-53, at the request: piles of the inner loop serve the fleet and authorised staff. */
    static Verdict mayUseTheInnerLoop(PolicyQuestion q, PolicySettings s) {
        Optional<Car> car = q.journey().vehicle().filter(Car::innerPile);
        List<String> units = s.charging().innerLoopUnits();
        boolean authorised = car.filter(Car::fleet).isPresent()
                || q.applicant()
                        .unitCode()
                        .filter(code -> units.isEmpty() || units.contains(code))
                        .isPresent();
        if (car.isEmpty() || authorised) {
            return Verdict.PASS;
        }
        return Verdict.of(
                        Said.BLOCK,
                        "小循环充电桩仅供内部车队和授权人员使用",
                        "Piles of the inner loop serve the fleet and authorised staff only")
                .fix(
                        "改在大循环站点还车充电",
                        "return and charge at a stop of the outer loop",
                        PolicyChange.set("/journey/car/innerPile", false));
    }
}
