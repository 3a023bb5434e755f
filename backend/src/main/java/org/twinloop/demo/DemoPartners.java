package org.twinloop.demo;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.twinloop.common.CityTime;
import org.twinloop.common.Money;
import org.twinloop.ledger.Budgets;
import org.twinloop.ledger.NewBudget;
import org.twinloop.ledger.NewPayable;
import org.twinloop.ledger.Payables;
import org.twinloop.operator.Contract;
import org.twinloop.operator.Contracts;
import org.twinloop.operator.Operator;
import org.twinloop.operator.Operators;
import org.twinloop.pricing.NewPriceList;
import org.twinloop.pricing.PriceLists;
import org.twinloop.pricing.PriceTerms;
import org.twinloop.pricing.PriceTerms.Band;
import org.twinloop.pricing.PriceTerms.ServicePackage;

/**
 * Partner companies of the sample city with contracts, price lists and the units' budgets. The structures are those
 * published by real operators; the amounts are examples.
 */
@ApplicationScoped
class DemoPartners {

    private static final long FRAMEWORK_CEILING_FEN = 500_000_000L;

    private final Operators operators;
    private final Contracts contracts;
    private final PriceLists priceLists;
    private final Budgets budgets;
    private final Payables payables;
    private final String endpoint;

    DemoPartners(
            Operators operators,
            Contracts contracts,
            PriceLists priceLists,
            Budgets budgets,
            Payables payables,
            @ConfigProperty(name = "twinloop.demo.partner-url", defaultValue = "http://127.0.0.1:8090")
                    String endpoint) {
        this.operators = operators;
        this.contracts = contracts;
        this.priceLists = priceLists;
        this.budgets = budgets;
        this.payables = payables;
        this.endpoint = endpoint;
    }

    static UUID operatorId(String code) {
        return DemoIds.of("operator", code);
    }

    Uni<Void> engage(Instant from, Instant now) {
        List<Operator> companies = List.of(
                company("EVC", Operator.Kind.CAR_SHARE, "申城分时租赁", "Shencheng Car Share", endpoint + "/carshare/v1"),
                company("SHQ", Operator.Kind.CAR_SERVICE, "沪畅汽车服务", "Huchang Car Service", endpoint + "/carservice/v1"),
                company("MBK", Operator.Kind.BIKE, "橙骑共享单车", "Orange Bike", endpoint + "/gbfs/gbfs.json"),
                company("CHA", Operator.Kind.CHARGING, "浦江充电", "Pujiang Charging", null),
                company("CHB", Operator.Kind.CHARGING, "申能快充", "Shenneng Fast Charge", null));
        List<Contract> signed = companies.stream()
                .map(company -> new Contract(
                        DemoIds.of("contract", company.code()),
                        company.id(),
                        "GOA-FW-" + company.code() + "-01",
                        Money.fen(FRAMEWORK_CEILING_FEN),
                        from,
                        null))
                .toList();
        List<NewPayable> accounts = companies.stream()
                .map(company -> new NewPayable(
                        DemoIds.of("payable", company.code()),
                        company.id(),
                        "PAY-" + company.code(),
                        "应付" + company.nameZh(),
                        "Payable to " + company.nameEn()))
                .toList();
        return operators
                .register(companies)
                .chain(() -> contracts.register(signed))
                .chain(() -> payables.register(accounts))
                .chain(() -> priceLists.register(lists(from), now))
                .chain(() -> budgets.register(allotments(from, now), from))
                .replaceWithVoid();
    }

    private static Operator company(String code, Operator.Kind kind, String zh, String en, String url) {
        return new Operator(operatorId(code), code, kind, zh, en, url);
    }

    private static List<NewPriceList> lists(Instant from) {
        List<NewPriceList> lists = new ArrayList<>();
        lists.add(list("EVC", "MICRO", from, new PriceTerms.CarShareTerms(30, 1500, 50, 18_000, 0, 0)));
        lists.add(list("EVC", "COMPACT", from, new PriceTerms.CarShareTerms(30, 1500, 60, 21_900, 0, 0)));
        lists.add(list("EVC", "SEDAN", from, new PriceTerms.CarShareTerms(30, 1500, 60, 21_900, 0, 0)));
        lists.add(list("EVC", "MPV", from, new PriceTerms.CarShareTerms(30, 2000, 80, 28_800, 0, 0)));
        lists.add(list("MBK", "ANY", from, new PriceTerms.BikeTerms(15, 150, 15, 50)));
        lists.add(list(
                "SHQ",
                "SEDAN",
                from,
                new PriceTerms.ChauffeurTerms(
                        List.of(
                                new ServicePackage("SINGLE", 60, 20, 16_000),
                                new ServicePackage("HALF_DAY", 240, 50, 30_000),
                                new ServicePackage("DAY", 480, 100, 50_000)),
                        300,
                        30,
                        2_500)));
        lists.add(list(
                "SHQ",
                "BUSINESS7",
                from,
                new PriceTerms.ChauffeurTerms(
                        List.of(
                                new ServicePackage("HALF_DAY", 240, 50, 50_000),
                                new ServicePackage("DAY", 480, 100, 88_000)),
                        600,
                        30,
                        4_500)));
        lists.add(list("CHA", "ANY", from, charging(30)));
        lists.add(list("CHB", "ANY", from, charging(60)));
        return lists;
    }

    private static NewPriceList list(String operator, String vehicleClass, Instant from, PriceTerms terms) {
        UUID id = DemoIds.of("price-list", operator + "/" + vehicleClass);
        return new NewPriceList(id, operatorId(operator), operator, terms.product(), vehicleClass, from, terms);
    }

    private static PriceTerms charging(long serviceFenPerKwh) {
        return new PriceTerms.ChargingTerms(
                List.of(
                        band(22, 6, "ENERGY_VALLEY", 35),
                        band(6, 8, "ENERGY_FLAT", 75),
                        band(8, 11, "ENERGY_PEAK", 120),
                        band(11, 18, "ENERGY_FLAT", 75),
                        band(18, 21, "ENERGY_PEAK", 120),
                        band(21, 22, "ENERGY_FLAT", 75)),
                serviceFenPerKwh,
                30,
                50,
                3_000);
    }

    private static Band band(int fromHour, int toHour, String code, long fenPerKwh) {
        return new Band(LocalTime.of(fromHour, 0), LocalTime.of(toHour, 0), code, fenPerKwh);
    }

    /** Each unit has a budget for rented transport and one for its own cars, in each year the city lives in. */
    private static List<NewBudget> allotments(Instant from, Instant now) {
        List<NewBudget> all = new ArrayList<>();
        int last = now.atZone(CityTime.ZONE).getYear();
        for (int year = from.atZone(CityTime.ZONE).getYear(); year <= last; year++) {
            for (var unit : Csv.read("units.csv")) {
                String code = unit.getField("code");
                long yuan = Long.parseLong(unit.getField("budget_yuan"));
                all.add(budget(code, year, "30239", "其他交通费用", "Other transport costs", yuan));
                all.add(budget(code, year, "30231", "公务用车运行维护费", "Official car running costs", yuan / 4));
            }
        }
        return all;
    }

    private static NewBudget budget(String unit, int year, String economicCode, String zh, String en, long yuan) {
        String code = "%s-%s-%d".formatted(unit, economicCode, year);
        UUID account = DemoIds.of("budget", code);
        UUID unitId = DemoPeople.unitId(unit);
        return new NewBudget(account, unitId, code, zh, en, year, economicCode, Money.fen(yuan * 100));
    }
}
