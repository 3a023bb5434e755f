package org.twinloop.demo;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.twinloop.charging.Chargers;
import org.twinloop.charging.NewSite;
import org.twinloop.common.GeoPoint;
import org.twinloop.device.DeviceKind;
import org.twinloop.device.Devices;
import org.twinloop.device.Devices.NewDevice;
import org.twinloop.network.LoopId;
import org.twinloop.network.Place;
import org.twinloop.network.Stop;
import org.twinloop.vehicle.Bay;
import org.twinloop.vehicle.Calendar;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.NewVehicle;

/** Cars, bays, charging sites and piles of the sample city. Seeded: every sample city has the same. */
@ApplicationScoped
class DemoFleet {

    private static final long SEED = 20190719;
    private static final int SITES = 60;
    private static final int PILES = 400;
    private static final int INNER_CARS = 150;
    private static final int OUTER_CARS = 150;
    private static final int DC_POWER_W = 60_000;
    private static final int AC_POWER_W = 7_000;
    private static final List<String> MODELS = List.of(
            "ROEWE-EI5", "BAIC-EC180", "CHERY-EQ1", "BYD-E5", "ROEWE-EI5", "BYD-E5", "CHERY-EQ1", "MAXUS-EUNIQ5");

    /** Units that kept cars of their own (保留公务用车), with the stop where they stand. */
    private static final List<String[]> RETAINED = List.of(
            new String[] {"GOA-01", "G01"},
            new String[] {"GOA-01", "G01"},
            new String[] {"GOA-01", "G01"},
            new String[] {"FIN-01", "G05"},
            new String[] {"MKT-01", "G06"},
            new String[] {"MKT-01", "G06"},
            new String[] {"PUD-01", "K01"},
            new String[] {"PUD-01", "K01"},
            new String[] {"HUP-01", "K02"},
            new String[] {"XUH-01", "K03"},
            new String[] {"CHN-01", "K04"},
            new String[] {"MIN-01", "K09"});

    private final Fleet fleet;
    private final Chargers chargers;
    private final Devices devices;
    private final PuppetCars puppets;

    DemoFleet(Fleet fleet, Chargers chargers, Devices devices, PuppetCars puppets) {
        this.fleet = fleet;
        this.chargers = chargers;
        this.devices = devices;
        this.puppets = puppets;
    }

    /** How a car stands. */
    record Parked(GeoPoint position, double socPercent, long odometerM, boolean plugged) {}

    Uni<Void> park(List<Place> places, List<Stop> stops, Instant at) {
        List<NewSite> sites = sites(places, stops);
        Map<UUID, Deque<Bay>> bays = bays(stops, sites);
        List<Bay> allBays = bays.values().stream().flatMap(Deque::stream).toList();
        List<NewVehicle> cars = new ArrayList<>();
        List<NewVehicle.FirstState> states = new ArrayList<>();
        place(stops, bays, cars, states, at);
        for (int i = 0; i < cars.size(); i++) {
            NewVehicle car = cars.get(i);
            NewVehicle.FirstState state = states.get(i);
            puppets.add(
                    car.plate(),
                    car.deviceId(),
                    car.id(),
                    new Parked(state.position(), state.socPercent(), state.odometerM(), state.plugged()));
        }
        return chargers.registerAll(sites)
                .chain(() -> fleet.registerBays(allBays))
                .chain(() -> fleet.registerAll(cars))
                .chain(() -> fleet.registerStates(states))
                .chain(() -> enrol(cars, sites));
    }

    private Uni<Void> enrol(List<NewVehicle> cars, List<NewSite> sites) {
        List<NewDevice> all = new ArrayList<>();
        cars.forEach(car -> all.add(new NewDevice(car.deviceId(), DeviceKind.TERMINAL, car.id(), car.operatorId())));
        sites.forEach(site -> site.piles()
                .forEach(pile ->
                        all.add(new NewDevice(pile.deviceId(), DeviceKind.PILE, pile.id(), site.operatorId()))));
        return devices.register(all);
    }

    private static List<NewSite> sites(List<Place> places, List<Stop> stops) {
        Map<String, Stop> stopOfPlace = new HashMap<>();
        stops.forEach(stop -> stopOfPlace.put(stop.placeId(), stop));
        List<Place> chosen = new ArrayList<>(places.stream()
                .filter(place -> stopOfPlace.containsKey(place.id()))
                .toList());
        places.stream()
                .filter(place -> !stopOfPlace.containsKey(place.id()))
                .limit(SITES - chosen.size())
                .forEach(chosen::add);
        List<NewSite> sites = new ArrayList<>();
        int piles = 0;
        for (Place place : chosen) {
            Stop stop = stopOfPlace.get(place.id());
            int left = SITES - sites.size();
            int count = stop == null ? (PILES - piles) / left : stop.hub() ? 10 : 8;
            String operator = place.loop() == LoopId.INNER || sites.size() % 2 == 0 ? "CHA" : "CHB";
            sites.add(site(place, stop, operator, piles, count));
            piles += count;
        }
        return sites;
    }

    private static NewSite site(Place place, Stop stop, String operator, int firstPile, int count) {
        String code = place.id().substring("PL-".length());
        List<NewSite.NewPile> piles = new ArrayList<>();
        int slot = 0;
        for (int i = 0; i < count; i++) {
            boolean direct = i % 3 == 0;
            int number = firstPile + i + 1;
            List<NewSite.NewConnector> connectors = new ArrayList<>();
            GeoPoint position = slot(place.position(), slot);
            for (int gun = 1; gun <= (direct ? 2 : 1); gun++) {
                UUID id = DemoIds.of("connector", number + "/" + gun);
                connectors.add(new NewSite.NewConnector(id, gun, slot(place.position(), slot++)));
            }
            piles.add(new NewSite.NewPile(
                    DemoIds.of("pile", String.valueOf(number)),
                    "CN*%s*E%s*%d".formatted(operator, code, i + 1),
                    "P%05d".formatted(number),
                    direct ? DC_POWER_W : AC_POWER_W,
                    direct,
                    position,
                    connectors));
        }
        return new NewSite(
                DemoIds.of("site", code),
                code,
                stop == null ? null : stop.id(),
                DemoPartners.operatorId(operator),
                place.nameZh(),
                place.nameEn(),
                place.loop(),
                place.position(),
                piles);
    }

    /** Bays before the connectors first, then plain ones. */
    private static Map<UUID, Deque<Bay>> bays(List<Stop> stops, List<NewSite> sites) {
        Map<UUID, List<NewSite.NewConnector>> connectors = new HashMap<>();
        for (NewSite site : sites) {
            if (site.stopId() != null) {
                connectors.put(
                        site.stopId(),
                        site.piles().stream()
                                .flatMap(pile -> pile.connectors().stream())
                                .toList());
            }
        }
        Map<UUID, Deque<Bay>> bays = new HashMap<>();
        for (Stop stop : stops) {
            List<NewSite.NewConnector> guns = connectors.getOrDefault(stop.id(), List.of());
            int count = stop.hub() ? 26 : 16;
            Deque<Bay> row = new ArrayDeque<>();
            for (int i = 0; i < count; i++) {
                String code = "B%02d".formatted(i + 1);
                UUID connector = i < guns.size() ? guns.get(i).id() : null;
                GeoPoint position = i < guns.size() ? guns.get(i).bay() : slot(stop.position(), i);
                row.add(new Bay(DemoIds.of("bay", stop.code() + "/" + code), stop.id(), code, position, connector));
            }
            bays.put(stop.id(), row);
        }
        return bays;
    }

    private static void place(
            List<Stop> stops,
            Map<UUID, Deque<Bay>> bays,
            List<NewVehicle> cars,
            List<NewVehicle.FirstState> states,
            Instant at) {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<UUID, Deque<Bay>> free = new HashMap<>();
        bays.forEach((stop, row) -> free.put(stop, new ArrayDeque<>(row)));
        List<Stop> inner = stops.stream()
                .filter(stop -> stop.loops().contains(LoopId.INNER))
                .toList();
        List<Stop> outer = stops.stream()
                .filter(stop -> stop.loops().contains(LoopId.OUTER))
                .toList();
        for (int i = 0; i < INNER_CARS + OUTER_CARS + RETAINED.size(); i++) {
            boolean retained = i >= INNER_CARS + OUTER_CARS;
            String[] keeper = retained ? RETAINED.get(i - INNER_CARS - OUTER_CARS) : null;
            LoopId loop = i < INNER_CARS || retained ? LoopId.INNER : LoopId.OUTER;
            Stop stop = retained
                    ? stops.stream()
                            .filter(s -> s.code().equals(keeper[1]))
                            .findFirst()
                            .orElseThrow()
                    : loop == LoopId.INNER ? inner.get(i % inner.size()) : outer.get(i % outer.size());
            NewVehicle car = car(i, loop, keeper, stop);
            Bay bay = free.get(stop.id()).poll();
            boolean plugged = bay.connectorId() != null && random.nextInt(100) < 60;
            double soc = plugged ? 60 + random.nextInt(39) : 35 + random.nextInt(60);
            long odometerM = 2_000_000L + random.nextInt(60_000_000);
            cars.add(car);
            states.add(new NewVehicle.FirstState(car.id(), at, bay.position(), soc, odometerM, plugged));
        }
    }

    private static NewVehicle car(int i, LoopId loop, String[] keeper, Stop stop) {
        return new NewVehicle(
                DemoIds.of("vehicle", String.valueOf(i)),
                "LTW%s%011d".formatted(keeper == null ? "EV0" : "GV0", i + 1),
                keeper == null ? "沪AD%05d".formatted(10_000 + i * 7) : "沪AG%05d".formatted(88_001 + i),
                MODELS.get(i % MODELS.size()),
                loop == LoopId.OUTER ? Calendar.OPERATOR : Calendar.OURS,
                loop,
                keeper == null ? DemoPartners.operatorId("EVC") : null,
                keeper == null ? null : DemoPeople.unitId(keeper[0]),
                stop.id(),
                "T%06d".formatted(i + 1));
    }

    /** Bays in rows of seven, 3 m apart, rows 8 m apart. */
    private static GeoPoint slot(GeoPoint centre, int index) {
        double eastM = (index % 7 - 3) * 3.0;
        double northM = (index / 7) * 8.0;
        double metresPerDegree = 111_320.0;
        return new GeoPoint(
                centre.lon() + eastM / (metresPerDegree * Math.cos(Math.toRadians(centre.lat()))),
                centre.lat() + northM / metresPerDegree);
    }
}
